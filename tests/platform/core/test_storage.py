"""Static files: everything that a page loads carries its content's hash."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

IMPORT = re.compile(r'(?:from|import)\s*"(\./[^"]+)"')
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")


@pytest.fixture
def scripts(settings: Settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path
    storage = {"BACKEND": "armslength.platform.core.storage.HashedStaticStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": storage}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path / "armslength" / "js"


def test_modules_import_each_other_by_hashed_names(scripts: Path) -> None:
    hashed = [path for path in scripts.glob("*.js") if HASHED.search(path.name)]
    imported = {name for path in hashed for name in IMPORT.findall(path.read_text(encoding="utf-8"))}
    assert len(imported) > 10
    assert [name for name in imported if not HASHED.search(name)] == []
    assert [name for name in imported if not (scripts / name).exists()] == []
