"""The environment: complete in the docs, exclusive modes, loud about what is wrong."""

import base64
import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from armslength.platform.config import environment
from armslength.platform.config.environment import Mode, read_environment

ROOT = Path(__file__).resolve().parents[3]
KEY = base64.urlsafe_b64encode(b"k" * 32).decode()
PRODUCTION = {
    "ARMSLENGTH_SECRET_KEY": "s" * 50,
    "ARMSLENGTH_VAULT_KEYS": KEY,
    "ARMSLENGTH_LOOKUP_KEYS": KEY,
    "ARMSLENGTH_ORIGIN": "https://work.example",
    "ARMSLENGTH_MAIL_URL": "smtp://127.0.0.1:25",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_variable_is_documented() -> None:
    code = Path(environment.__file__).read_text(encoding="utf-8")
    used = set(re.findall(r'"(ARMSLENGTH_[A-Z_]+|DATABASE_URL)"', code))
    guide = (ROOT / "docs/guide/operate.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([A-Z_]+)`", guide, re.MULTILINE))
    assert used == documented


def test_production_is_the_default() -> None:
    env = read_environment(PRODUCTION)
    assert env.mode is Mode.PRODUCTION
    assert env.is_https
    assert env.hosts == ("work.example",)


BROKEN = [
    ({"ARMSLENGTH_SECRET_KEY": ""}, "ARMSLENGTH_SECRET_KEY is not set"),
    ({"ARMSLENGTH_VAULT_KEYS": "short"}, "32 random bytes"),
    ({"ARMSLENGTH_VAULT_KEYS": f"{KEY},"}, "32 random bytes"),
    ({"ARMSLENGTH_LOOKUP_KEYS": ""}, "ARMSLENGTH_LOOKUP_KEYS is not set"),
    ({"ARMSLENGTH_ORIGIN": ""}, "ARMSLENGTH_ORIGIN is not set"),
    ({"ARMSLENGTH_ORIGIN": "http://work.example"}, "https"),
    ({"ARMSLENGTH_MAIL_URL": ""}, "ARMSLENGTH_MAIL_URL is not set"),
    ({"ARMSLENGTH_MAIL_URL": "https://mail.example"}, "smtp://"),
    ({"ARMSLENGTH_MODE": "debug"}, "production, demo or test"),
    ({"ARMSLENGTH_MODE": "demo"}, "this machine only"),
    ({"ARMSLENGTH_MODE": "demo", "ARMSLENGTH_ORIGIN": "http://demo.work.example"}, "this machine only"),
    ({"DATABASE_URL": "mysql://host/name"}, "postgresql://"),
]


@pytest.mark.parametrize(("change", "sentence"), BROKEN)
def test_what_is_wrong_is_said(change: dict[str, str], sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=re.escape(sentence)):
        read_environment(PRODUCTION | change)


def test_postgresql_by_url() -> None:
    url = "postgresql://ann:p%40ss@db.example:5433/arms%20length"
    database = read_environment(PRODUCTION | {"DATABASE_URL": url}).database
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["NAME"], database["USER"], database["PASSWORD"]) == ("arms length", "ann", "p@ss")
    assert (database["HOST"], database["PORT"]) == ("db.example", "5433")


def test_sqlite_writes_through_to_the_disk() -> None:
    database = read_environment(PRODUCTION | {"DATABASE_URL": "sqlite:////tmp/some-folder/file.sqlite3"}).database
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]
