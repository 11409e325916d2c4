"""The project itself as an app: it owns no tables."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Django's handle on the project."""

    name = "armslength.platform.config"
    label = "project"
