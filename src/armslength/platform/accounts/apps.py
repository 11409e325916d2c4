"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Django's handle on the accounts."""

    name = "armslength.platform.accounts"
    label = "accounts"

    def ready(self) -> None:
        """What nobody needs any more goes by itself: old sessions, old links, sign-ups never finished."""
        from armslength.platform.accounts.sweeps import forget_stale_rows  # noqa: PLC0415 - models are loaded now
        from armslength.platform.core.sweeps import register_sweep  # noqa: PLC0415 - likewise

        register_sweep(forget_stale_rows, every_seconds=3600)
