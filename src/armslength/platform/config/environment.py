"""The environment, typed, read once, failing loudly.

Every variable is listed in docs/guide/operate.md; a test holds the two together.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


class Mode(StrEnum):
    """What kind of installation this is. A process has one; demo and production exclude each other."""

    PRODUCTION = "production"
    DEMO = "demo"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Mail:
    """Where mail goes: an SMTP server, or the demo's mailbox in memory when `host` is empty."""

    host: str
    port: int
    user: str
    password: str
    is_encrypted: bool
    sender: str


@dataclass(frozen=True, slots=True)
class Environment:
    """All that the platform takes from outside."""

    mode: Mode
    secret_key: str
    vault_keys: tuple[bytes, ...]
    lookup_keys: tuple[bytes, ...]
    folder: Path
    database: dict[str, Any]
    origin: str
    hosts: tuple[str, ...]
    mail: Mail
    limits_url: str
    rates: dict[str, str]
    threads: int

    @property
    def is_https(self) -> bool:
        """Whether the public address is https; cookies are then marked secure."""
        return self.origin.startswith("https://")


def _required(env: Mapping[str, str], name: str) -> str:
    value = env.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. docs/guide/operate.md says what it is for.")
    return value


def _keys(env: Mapping[str, str], name: str) -> tuple[bytes, ...]:
    keys = []
    for part in _required(env, name).split(","):
        try:
            key = base64.urlsafe_b64decode(part.strip())
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != KEY_BYTES:
            raise ImproperlyConfigured(f"{name}: each key is {KEY_BYTES} random bytes in url-safe base64.")
        keys.append(key)
    return tuple(keys)


def _sqlite(path: Path) -> dict[str, Any]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an acknowledged message survives a power cut, not only a crash of the process.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(url: SplitResult, threads: int) -> dict[str, Any]:
    query = {key: values[-1] for key, values in parse_qs(url.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": query.pop("host", url.hostname or ""),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def _database(env: Mapping[str, str], folder: Path, threads: int) -> dict[str, Any]:
    url = urlsplit(env.get("DATABASE_URL", ""))
    match url.scheme:
        case "":
            return _sqlite(folder / "armslength.sqlite3")
        case "sqlite":
            return _sqlite(Path(url.path))
        case "postgresql" | "postgres":
            return _postgresql(url, threads)
    raise ImproperlyConfigured("DATABASE_URL: use sqlite:////path/to/file or postgresql://user:password@host/name.")


def _mail(env: Mapping[str, str], mode: Mode) -> Mail:
    given = env.get("ARMSLENGTH_MAIL_URL", "") if mode is Mode.DEMO else _required(env, "ARMSLENGTH_MAIL_URL")
    url = urlsplit(given)
    if given and url.scheme not in ("smtp", "smtp+tls"):
        raise ImproperlyConfigured("ARMSLENGTH_MAIL_URL: use smtp://host:port or smtp+tls://user:password@host:port.")
    return Mail(
        host=url.hostname or "",
        port=url.port or 25,
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        is_encrypted=url.scheme == "smtp+tls",
        sender=env.get("ARMSLENGTH_MAIL_FROM", "armslength@localhost"),
    )


def _rates(env: Mapping[str, str]) -> dict[str, str]:
    pairs = [part.partition("=") for part in env.get("ARMSLENGTH_RATE_LIMITS", "").split(",") if part]
    return {name.strip(): rate.strip() for name, _, rate in pairs}


def _origin(env: Mapping[str, str], mode: Mode) -> str:
    if mode is Mode.PRODUCTION:
        origin = _required(env, "ARMSLENGTH_ORIGIN")
        if urlsplit(origin).scheme != "https":
            raise ImproperlyConfigured("ARMSLENGTH_ORIGIN: production is served over https.")
        return origin.rstrip("/")
    return env.get("ARMSLENGTH_ORIGIN", "http://127.0.0.1:8000").rstrip("/")


def read_environment(env: Mapping[str, str] = os.environ) -> Environment:
    """Read and check everything. Raises ImproperlyConfigured, which names the variable and the mend."""
    try:
        mode = Mode(env.get("ARMSLENGTH_MODE", Mode.PRODUCTION))
    except ValueError:
        raise ImproperlyConfigured("ARMSLENGTH_MODE is production, demo or test.") from None
    origin = _origin(env, mode)
    host = urlsplit(origin).hostname or ""
    if mode is Mode.DEMO and host not in ("127.0.0.1", "localhost"):
        raise ImproperlyConfigured("The demo lets anyone sign in as anyone: it runs on this machine only.")
    folder = Path(env.get("ARMSLENGTH_FOLDER", "var")).resolve()
    threads = int(env.get("ARMSLENGTH_THREADS", "8"))
    return Environment(
        mode=mode,
        secret_key=_required(env, "ARMSLENGTH_SECRET_KEY"),
        vault_keys=_keys(env, "ARMSLENGTH_VAULT_KEYS"),
        lookup_keys=_keys(env, "ARMSLENGTH_LOOKUP_KEYS"),
        folder=folder,
        database=_database(env, folder, threads),
        origin=origin,
        hosts=(host,) if mode is Mode.PRODUCTION else ("127.0.0.1", "localhost", "testserver"),
        mail=_mail(env, mode),
        limits_url=env.get("ARMSLENGTH_LIMITS_URL", "memory://"),
        rates=_rates(env),
        threads=threads,
    )
