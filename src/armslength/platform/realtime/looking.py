"""One look into the database for all streams of a process, run in the look thread."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from armslength.platform.realtime.hub import Look
from armslength.platform.realtime.presenters import present_events
from armslength.platform.realtime.queries import events_after, last_numbers
from armslength.platform.realtime.types import Frame


@contextmanager
def fresh_connection() -> Iterator[None]:
    """Django's request boundary, for threads that serve no requests."""
    _drop_unusable()
    try:
        yield
    finally:
        _drop_unusable()


def _drop_unusable() -> None:
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


def admitted_members(session_keys: Collection[str]) -> dict[str, int]:
    """The member of every session that may be here now; the app above decides."""
    found: dict[str, int] = import_string(settings.REALTIME_ADMISSION)(session_keys)
    return found


def look(session_keys: Collection[str], positions: Collection[tuple[int, int]]) -> Look:
    """Who must go, and what is new after each (member, position)."""
    with fresh_connection():
        gone = frozenset(session_keys) - admitted_members(session_keys).keys()
        newest = last_numbers({member_id for member_id, _ in positions})
        behind = {(m, at) for m, at in positions if newest.get(m, 0) > at}
        lowest: dict[int, int] = {}
        for member_id, at in behind:
            lowest[member_id] = min(at, lowest.get(member_id, at))
        found = _frames_after(lowest)
        frames = {(m, at): _from(found.get(m, []), at, newest[m]) for m, at in behind}
        # A page may come from a future that is no more, when the database was put back to an earlier state.
        ahead = {(m, at): [_reset(newest.get(m, 0))] for m, at in positions if newest.get(m, 0) < at}
        return Look(gone, frames | ahead)


def look_for_member(member_id: int, after: int) -> tuple[list[Frame], int, bool]:
    """The frames after number `after`, the member's newest number, and whether the page must load anew."""
    newest = last_numbers([member_id]).get(member_id, 0)
    if newest <= after:
        return [], newest, newest < after
    frames = _from(_frames_after({member_id: after}).get(member_id, []), after, newest)
    is_reset = frames[:1] == [_reset(newest)]
    return ([], newest, True) if is_reset else (frames, newest, False)


def _frames_after(positions: Mapping[int, int]) -> dict[int, list[Frame]]:
    """New frames per member, in order, for members and the last number each has."""
    events = events_after(positions)
    shown = present_events(events)
    frames: defaultdict[int, list[Frame]] = defaultdict(list)
    for event in events:
        frames[event.member_id].append(shown[event.id])
    return frames


def _from(frames: list[Frame], position: int, newest: int) -> list[Frame]:
    """The frames after `position`; none if a lagging twin used up this look; a reset if the next is forgotten."""
    numbers = [frame.number or 0 for frame in frames]
    if position + 1 in numbers:
        return frames[numbers.index(position + 1) :]
    is_forgotten = not numbers or numbers[0] > position + 1
    return [_reset(newest)] if is_forgotten else []


def _reset(newest: int) -> Frame:
    return Frame(newest, "reset", {"number": newest})
