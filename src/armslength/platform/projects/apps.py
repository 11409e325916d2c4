"""The projects app."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Django's handle on projects."""

    name = "armslength.platform.projects"
    label = "projects"

    def ready(self) -> None:
        """Say how its events are shown."""
        from armslength.platform.projects import events, publishing  # noqa: PLC0415 - models are loaded now
        from armslength.platform.realtime.presenters import register_presenter  # noqa: PLC0415 - likewise

        register_presenter(publishing.PROPOSAL, events.present_proposals)
