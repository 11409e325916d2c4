"""Members who write at the same time, and do not give up when the server is gone."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException

from tests.caller import Caller
from tests.event_reader import EventReader

RETRY_SECONDS = 0.2
GIVE_UP_SECONDS = 120.0
OPENINGS = (
    "The header",
    "The second draft",
    "The colour of the button",
    "The form",
    "The footer",
    "The map",
    "The menu",
)
ENDINGS = ("looks right to me now", "is ready for a look", "could be a little calmer", "is done", "needs one more day")


@dataclass
class Writer:
    """One member: sends in order, each message until it is acknowledged; reads the stream all the while."""

    caller: Caller
    member_id: str
    room_id: str
    reader: EventReader
    acknowledged: dict[str, str] = field(default_factory=dict)
    retries: int = 0
    failure: BaseException | None = None

    def client_id(self, index: int) -> str:
        """The page's own id of the member's message number `index`."""
        return f"{self.member_id}-{index}"

    def write(self, count: int, on_acknowledged: Callable[[], None]) -> None:
        """Send `count` messages."""
        try:
            for index in range(count):
                self._send(index)
                on_acknowledged()
        except BaseException as failure:
            self.failure = failure
            raise

    def _send(self, index: int) -> None:
        text = f"{OPENINGS[index % len(OPENINGS)]} {ENDINGS[index % len(ENDINGS)]}."
        body = {"client_id": self.client_id(index), "text": text}
        deadline = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < deadline:
            try:
                answer = self.caller.post_json(f"/rooms/{self.room_id}/messages/", body)
            except (OSError, HTTPException):
                self.retries += 1
                time.sleep(RETRY_SECONDS)
                continue
            assert answer.status == 200, f"{answer.status}: {answer.text[:500]}"
            assert answer.json["state"] == "delivered", answer.json
            self.acknowledged[self.client_id(index)] = answer.json["id"]
            return
        raise AssertionError(f"message {index} was not acknowledged within {GIVE_UP_SECONDS} s")


def write_all(writers: list[Writer], count: int, on_acknowledged: Callable[[], None]) -> list[threading.Thread]:
    """Have every writer send `count` messages, all at once; the threads to wait for."""
    threads = [threading.Thread(target=writer.write, args=(count, on_acknowledged), daemon=True) for writer in writers]
    for thread in threads:
        thread.start()
    return threads
