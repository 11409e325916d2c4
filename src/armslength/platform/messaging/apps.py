"""The messaging app."""

from django.apps import AppConfig

from armslength.platform.core.sweeps import register_sweep


class MessagingConfig(AppConfig):
    """Django's handle on rooms."""

    name = "armslength.platform.messaging"
    label = "messaging"

    def ready(self) -> None:
        """Say how its events are shown, and look after deadlines."""
        from armslength.platform.accounts.vault import register_resealer  # noqa: PLC0415 - models are loaded now
        from armslength.platform.messaging import events, publishing, tasks  # noqa: PLC0415 - models are loaded now
        from armslength.platform.realtime.presenters import register_presenter  # noqa: PLC0415 - models are loaded now

        register_presenter(publishing.MESSAGE, events.present_messages)
        register_presenter(publishing.MESSAGE_CHANGED, events.present_messages)
        register_presenter(publishing.UNREAD, events.present_unread)
        register_resealer("conversation memory", tasks.reseal_memories)
        register_sweep(tasks.return_overdue_messages, every_seconds=15)
