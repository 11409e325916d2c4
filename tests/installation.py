"""A served installation: the real command in its own process, folder and database, as an operator runs it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.environment import environment_in
from tests.mailbox import Mailbox, running_mailbox
from tests.ports import free_port

ROOT = Path(__file__).parent.parent
START_SECONDS = 60.0
STOP_SECONDS = 20.0
# What one person never reaches, many writers behind one address do.
UNLIMITED = "100000/second"
LIMITS = ("sign-in-caller", "sign-in-mail", "sign-up-caller", "reset-caller", "reset-mail")
MEMBER_LIMITS = ("dry-run", "send", "typing", "publish", "search")


class Installation:
    """One installation. `start` and `kill` as often as wanted: address and data stay."""

    def __init__(self, folder: Path, mailbox: Mailbox, variables: Mapping[str, str]) -> None:
        self.folder = folder
        self.mailbox = mailbox
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        own = environment_in(folder, mail_port=mailbox.port, origin=self.origin)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ARMSLENGTH_")}
        settings = {"DJANGO_SETTINGS_MODULE": "armslength.platform.config.settings"}
        self.environment = {**inherited, **own, **settings, **variables}
        self._log = folder / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """Everything that the server has written, over all its starts."""
        return self._log.read_text() if self._log.exists() else ""

    def start(self) -> None:
        """Start the server and wait until it answers."""
        # A test run that is itself killed takes its servers with it.
        command = [
            "setpriv",
            "--pdeathsig",
            "KILL",
            sys.executable,
            "-m",
            "armslength",
            "serve",
            "--port",
            str(self.port),
        ]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while not self.is_healthy():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the server did not start:\n{self.log}")
            time.sleep(0.05)

    def is_healthy(self) -> bool:
        """Whether the server answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthy/")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """End the server as a power cut would: it gets no chance to do anything."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask the server to end."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(STOP_SECONDS)
            self._process = None

    def call(self, module: str, *arguments: str) -> Any:
        """Run a module beside the server, on its database; returns the JSON that it prints."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{module} failed:\n{done.stderr}"
        return json.loads(done.stdout)


@contextmanager
def running_installation(
    variables: Mapping[str, str] | None = None, *, unlimited: Sequence[str] = LIMITS
) -> Iterator[Installation]:
    """A fresh installation on the database that DATABASE_URL names (SQLite when it names none), running."""
    folder = Path(tempfile.mkdtemp(prefix="armslength-run-"))
    rates = ",".join(f"{name}={UNLIMITED}" for name in unlimited)
    try:
        with running_mailbox() as mailbox, _own_database() as database:
            own = {"ARMSLENGTH_RATE_LIMITS": rates, "DATABASE_URL": database, **(variables or {})}
            installation = Installation(folder, mailbox, own)
            try:
                installation.start()
                yield installation
            finally:
                installation.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _own_database() -> Iterator[str]:
    """The URL of a database that nothing else uses; empty for SQLite in the installation's folder."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield ""
        return
    name = f"run_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
