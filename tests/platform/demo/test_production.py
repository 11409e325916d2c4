"""A production installation has no demo, whatever else it is told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse

from armslength.platform.config.environment import Mode, read_environment
from tests.environment import environment_in

LOOK = """
import django, json
django.setup()
from django.conf import settings
from django.urls import Resolver404, resolve
paths = ("/demo/", "/demo/mail/", "/demo/be/0123456789abcdef/")
def leads(path):
    try:
        return resolve(path).url_name
    except Resolver404:
        return None
leads_to = [leads(path) for path in (*paths, "/projects/")]
print(json.dumps({"is_demo": settings.IS_DEMO, "leads_to": leads_to, "mail": settings.EMAIL_BACKEND}))
"""


def production_in(folder: Path) -> dict[str, str]:
    """The variables of a production installation that is told to be a demo in every way that one might think of."""
    (folder / "static").mkdir()
    told = {"IS_DEMO": "1", "ARMSLENGTH_DEMO": "1", "ARMSLENGTH_IS_DEMO": "true", "DEMO": "1", "DEBUG": "1"}
    return environment_in(folder, origin="https://work.example") | told | {"ARMSLENGTH_MODE": "production"}


def test_production_has_no_demo(tmp_path: Path) -> None:
    environment = production_in(tmp_path) | {
        "DJANGO_SETTINGS_MODULE": "armslength.platform.config.settings",
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "-c", LOOK]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    answer = json.loads(done.stdout.splitlines()[-1])
    assert answer == {
        "is_demo": False,
        "leads_to": [None, None, None, "projects"],
        "mail": "django.core.mail.backends.smtp.EmailBackend",
    }


@pytest.mark.parametrize(
    "origin", ["http://work.example", "https://work.example", "http://0.0.0.0:8000", "http://127.0.0.1.work.example"]
)
def test_demo_does_not_start_anywhere_but_on_this_machine(tmp_path: Path, origin: str) -> None:
    environment = environment_in(tmp_path, origin=origin) | {"ARMSLENGTH_MODE": "demo"}
    with pytest.raises(ImproperlyConfigured):
        read_environment(environment)


def test_demo_starts_on_this_machine(tmp_path: Path) -> None:
    environment = environment_in(tmp_path) | {"ARMSLENGTH_MODE": "demo"}
    assert read_environment(environment).mode is Mode.DEMO


def test_without_a_mode_it_is_production(tmp_path: Path) -> None:
    environment = environment_in(tmp_path, origin="https://work.example")
    del environment["ARMSLENGTH_MODE"]
    assert read_environment(environment).mode is Mode.PRODUCTION


@pytest.mark.parametrize("name", ["demo", "demo_mail", "demo_become"])
def test_routes_of_the_demo_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name, "armslength.platform.config.urls", args=["x"] if name == "demo_become" else [])
