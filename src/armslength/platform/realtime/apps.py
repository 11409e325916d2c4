"""The realtime app."""

from django.apps import AppConfig

from armslength.platform.core.sweeps import register_sweep


class RealtimeConfig(AppConfig):
    """Django's handle on the event sequences."""

    name = "armslength.platform.realtime"
    label = "realtime"

    def ready(self) -> None:
        """Old events go by themselves; a page that slept longer loads anew."""
        from armslength.platform.realtime.actions import forget_old_events  # noqa: PLC0415 - models are loaded now

        register_sweep(forget_old_events, every_seconds=3600)
