"""The environment variables of an installation under test: keys made anew each time, nothing from outside."""

import base64
import secrets
from pathlib import Path

KEY_BYTES = 32


def new_key() -> str:
    """A fresh key in the form that the platform's key variables take."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def environment_in(folder: Path, *, mail_port: int = 1, origin: str = "http://127.0.0.1:8000") -> dict[str, str]:
    """Variables of an installation that lives in `folder` and mails to 127.0.0.1:`mail_port`."""
    return {
        "ARMSLENGTH_MODE": "test",
        "ARMSLENGTH_SECRET_KEY": secrets.token_urlsafe(50),
        "ARMSLENGTH_VAULT_KEYS": new_key(),
        "ARMSLENGTH_LOOKUP_KEYS": new_key(),
        "ARMSLENGTH_FOLDER": str(folder),
        "ARMSLENGTH_MAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "ARMSLENGTH_ORIGIN": origin,
    }
