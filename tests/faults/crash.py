"""One crash: many members write, the server is killed at a random moment and started again, everything is audited."""

import random
import threading
import time
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tests.caller import Caller
from tests.event_reader import EventReader
from tests.faults.writers import Writer, write_all
from tests.installation import LIMITS, MEMBER_LIMITS, Installation, running_installation
from tests.people import PASSWORD

ROOMS = 10
SENDS_PER_WRITER = 100
FINISH_SECONDS = 240.0
CATCH_UP_SECONDS = 60.0


@dataclass(frozen=True)
class Outcome:
    """What one run showed; an audit that finds anything wrong raises instead."""

    messages: int
    killed_after: int
    retries: int
    stored_unacknowledged: int
    reconnections: int
    seconds: float


class Counter:
    """Counts acknowledgements and says when there are enough."""

    def __init__(self, wanted: int) -> None:
        self._lock = threading.Lock()
        self._wanted = wanted
        self.count = 0
        self.reached = threading.Event()

    def add(self) -> None:
        """One more."""
        with self._lock:
            self.count += 1
            if self.count >= self._wanted:
                self.reached.set()


def run_crash(seed: int) -> Outcome:
    """One run on a fresh installation. Raises AssertionError when a message or an event is lost, doubled or astray."""
    began_at = time.monotonic()
    total = ROOMS * 2 * SENDS_PER_WRITER
    counter = Counter(random.Random(seed).randrange(ROOMS, total * 9 // 10))
    with running_installation(unlimited=LIMITS + MEMBER_LIMITS) as installation:
        writers = _bring_in(installation)
        threads = write_all(writers, SENDS_PER_WRITER, counter.add)
        _await_acknowledgements(counter, writers)
        installation.kill()
        at_kill = [dict(writer.acknowledged) for writer in writers]
        stored = installation.call("tests.faults.population", "audit")["messages"]
        installation.start()
        _finish(threads, writers)
        database = installation.call("tests.faults.population", "audit")
        _await_events(writers, database["last_numbers"])
        audit(writers, database)
    acknowledged = sum(map(len, at_kill))
    return Outcome(
        messages=len(database["messages"]),
        killed_after=acknowledged,
        retries=sum(writer.retries for writer in writers),
        stored_unacknowledged=len(stored) - acknowledged,
        reconnections=sum(writer.reader.connections - 1 for writer in writers),
        seconds=time.monotonic() - began_at,
    )


def _bring_in(installation: Installation) -> list[Writer]:
    """Everybody signed in, with an open stream."""
    writers = []
    for room in installation.call("tests.faults.population", "make", str(ROOMS)):
        for side in room["sides"]:
            caller = Caller(installation.origin)
            caller.sign_in(side["mail"], PASSWORD)
            reader = EventReader(installation.origin, caller.cookie_header).start()
            writers.append(Writer(caller, side["id"], room["id"], reader))
    return writers


def _await_acknowledgements(counter: Counter, writers: list[Writer]) -> None:
    while not counter.reached.wait(0.5):
        _raise_failures(writers)


def _finish(threads: list[threading.Thread], writers: list[Writer]) -> None:
    deadline = time.monotonic() + FINISH_SECONDS
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    _raise_failures(writers)
    assert not any(thread.is_alive() for thread in threads), "not all was sent in time"


def _raise_failures(writers: list[Writer]) -> None:
    failures = [writer.failure or writer.reader.failure for writer in writers]
    failure = next((found for found in failures if found is not None), None)
    if failure is not None:
        raise AssertionError("a member could not go on") from failure


def _await_events(writers: list[Writer], last_numbers: dict[str, int]) -> None:
    for writer in writers:
        writer.reader.wait_until(last_numbers[writer.member_id], CATCH_UP_SECONDS)
        writer.reader.stop()
        writer.caller.close()


def audit(writers: list[Writer], database: dict[str, Any]) -> None:
    """Every message exactly once, in one order for both sides; every stream without a gap or a repeat."""
    rooms: dict[str, list[list[Any]]] = {}
    for row in database["messages"]:
        rooms.setdefault(row[0], []).append(row)
    for writer in writers:
        stored = rooms[writer.room_id]
        _audit_messages(writer, stored)
        _audit_stream(writer, stored, database["last_numbers"][writer.member_id])


def _audit_messages(writer: Writer, stored: list[list[Any]]) -> None:
    assert [row[1] for row in stored] == list(range(1, len(stored) + 1)), "the room's numbers have a gap or a repeat"
    assert len(stored) == 2 * SENDS_PER_WRITER, f"{len(stored)} messages in a room"
    assert all(row[5] == "delivered" for row in stored)
    own = [row for row in stored if row[4] == writer.member_id]
    assert [row[3] for row in own] == [writer.client_id(index) for index in range(SENDS_PER_WRITER)]
    assert {row[3]: row[2] for row in own} == writer.acknowledged, "an acknowledged message is another or not there"


def _audit_stream(writer: Writer, stored: list[list[Any]], last_number: int) -> None:
    updates = [frame for frame in writer.reader.received if frame.number is not None]
    numbers = [frame.number or 0 for frame in updates]
    assert all(later == earlier + 1 for earlier, later in pairwise(numbers)), f"gap or repeat in {numbers}"
    assert numbers[0] == 1, "the first event is missing"
    assert numbers[-1] == last_number
    assert {frame.name for frame in updates} == {"update"}, "the stream gave up and asked for a reload"
    shown = [frame.body["message"] for frame in updates if frame.body["kind"] == "message"]
    assert shown == [row[2] for row in stored], "the stream shows other messages, or another order, than the room"
