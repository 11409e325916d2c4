"""A browser's EventSource: reads a member's stream, and resumes it from the last number when it is cut."""

import json
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

READ_SECONDS = 40.0
RETRY_SECONDS = 0.2


@dataclass(frozen=True)
class Received:
    """One frame as it arrived; `number` is None for a whisper."""

    number: int | None
    name: str
    body: dict[str, Any]


@dataclass
class EventReader:
    """Reads in a thread of its own until `stop`. `received` only ever grows."""

    origin: str
    cookie_header: str
    after: int = 0
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    failure: BaseException | None = None
    _stopping: threading.Event = field(default_factory=threading.Event)
    _arrived: threading.Condition = field(default_factory=threading.Condition)
    _socket: socket.socket | None = None
    _thread: threading.Thread | None = None

    def start(self) -> "EventReader":
        """Begin to read."""
        self._thread = threading.Thread(target=self._run, daemon=True, name="reader")
        self._thread.start()
        return self

    def stop(self) -> None:
        """End; raises what went wrong meanwhile."""
        self._stopping.set()
        if self._socket is not None:
            with suppress(OSError):  # it may be cut at this very moment
                self._socket.shutdown(socket.SHUT_RDWR)
        if self._thread is not None:
            self._thread.join(READ_SECONDS)
        if self.failure is not None:
            raise self.failure

    def wait_until(self, number: int, timeout_seconds: float = 30.0) -> None:
        """Wait until event `number` has arrived."""
        deadline = time.monotonic() + timeout_seconds
        with self._arrived:
            while self.after < number:
                if self.failure is not None:
                    raise self.failure
                if not self._arrived.wait(deadline - time.monotonic()):
                    raise AssertionError(f"event {number} did not come; the last was {self.after}")

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._read_once()
            except (OSError, HTTPException):
                self._stopping.wait(RETRY_SECONDS)
            except AssertionError as failure:
                self.failure = failure
                return

    def _read_once(self) -> None:
        connection = HTTPConnection(urlsplit(self.origin).netloc, timeout=READ_SECONDS)
        try:
            headers = {"Cookie": self.cookie_header, "Accept": "text/event-stream", "Last-Event-ID": str(self.after)}
            connection.request("GET", "/stream", headers=headers)
            self._socket = connection.sock
            response = connection.getresponse()
            assert response.status in (200, 503), f"the stream answered {response.status}"
            self.connections += response.status == 200
            fields: dict[str, str] = {}
            while not self._stopping.is_set() and (line := response.readline()):
                self._take_line(line.decode().rstrip("\n"), fields)
            response.close()
        finally:
            connection.close()

    def _take_line(self, line: str, fields: dict[str, str]) -> None:
        """One line of the stream; an empty one ends a frame (WHATWG HTML, 9.2.6)."""
        if line:
            name, _, value = line.partition(":")
            fields[name] = value.removeprefix(" ")
            return
        if "data" in fields:
            number = int(fields["id"]) if "id" in fields else None
            self._keep(Received(number, fields.get("event", "message"), json.loads(fields["data"])))
        fields.clear()

    def _keep(self, frame: Received) -> None:
        with self._arrived:
            self.received.append(frame)
            if frame.number is not None:
                self.after = frame.number
            self._arrived.notify_all()
