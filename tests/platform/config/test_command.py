"""The platform's commands, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.environment import environment_in

WITHOUT_DJANGO = """
import sys
sys.modules["django"] = None
from armslength.cli import main
sys.exit(main(sys.argv[1:]))
"""


def run(folder: Path, *words: str, code: str | None = None, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a command in an installation of its own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ARMSLENGTH_")}
    inherited.pop("DATABASE_URL", None)
    environment = inherited | {"DJANGO_SETTINGS_MODULE": "armslength.platform.config.settings"}
    start = ["-c", code] if code else ["-m", "armslength"]
    return subprocess.run(
        [sys.executable, *start, *words],
        env=environment | environment_in(folder) | changes,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("words", ["demo", "serve", "vault rotate", "grant moderator x", "sweep", "manage check"])
def test_platform_commands_say_what_is_missing(tmp_path: Path, words: str) -> None:
    command, *rest = words.split()
    done = run(tmp_path, command, *rest, code=WITHOUT_DJANGO)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"`armslength {command}` needs the platform: pip install 'armslength[platform]'\n"


def test_sweep_does_what_is_due(tmp_path: Path) -> None:
    assert run(tmp_path, "manage", "migrate", "--verbosity=0").returncode == 0
    done = run(tmp_path, "sweep")
    assert done.returncode == 0
    assert "sweeps done, 0 jobs given back" in done.stdout


def test_demo_listens_on_this_machine_only(tmp_path: Path) -> None:
    done = run(tmp_path, "serve", "--host", "0.0.0.0", ARMSLENGTH_MODE="demo")
    assert done.returncode == 2
    assert "this machine only" in done.stderr


def test_new_keys_differ(tmp_path: Path) -> None:
    keys = {run(tmp_path, "vault", "new-key").stdout for _ in range(2)}
    assert len(keys) == 2


def test_production_settings_pass_djangos_own_check(tmp_path: Path) -> None:
    done = run(
        tmp_path, "manage", "check", "--deploy", "--fail-level", "WARNING",
        ARMSLENGTH_MODE="production", ARMSLENGTH_ORIGIN="https://work.example",
    )  # fmt: skip
    assert (done.returncode, "no issues" in done.stdout) == (0, True), done.stderr
