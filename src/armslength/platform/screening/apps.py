"""The screening app."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Django's handle on screening."""

    name = "armslength.platform.screening"
    label = "screening"

    def ready(self) -> None:
        """Sealed evidence is sealed anew when the vault's keys are rotated."""
        from armslength.platform.accounts.vault import register_resealer  # noqa: PLC0415 - models are loaded now
        from armslength.platform.screening.actions import reseal_assessments  # noqa: PLC0415 - models are loaded now

        register_resealer("evidence", reseal_assessments)
