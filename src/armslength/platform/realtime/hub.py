"""All streams of one process, and the one loop that looks into the database for them.

A look asks, in a few queries for all streams at once, who may still be here and what is
new. Wake-ups make it happen now, the slow poll at the latest after a second. A stream that
has not taken what it was given is not looked at: the database keeps its place.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from armslength.platform.realtime.types import Frame

log = logging.getLogger(__name__)
MAX_WHISPERS_WAITING = 20
OVER = Frame(None, "over", {})
RESET = Frame(None, "reset", {})


@dataclass(eq=False, slots=True)
class Stream:
    """One open stream: whose, by which session, and the last number it was given."""

    member_id: int
    session_key: str
    position: int
    outbox: list[Frame] = field(default_factory=list)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    is_closed: bool = False

    def give(self, frames: Collection[Frame]) -> None:
        """Queue frames for sending."""
        self.outbox.extend(frames)
        # Not the highest: a reset may lead back, when the page comes from a future that is no more.
        self.position = next((f.number for f in reversed(list(frames)) if f.number is not None), self.position)
        self.ready.set()

    def take(self) -> list[Frame]:
        """What is to be sent now."""
        frames, self.outbox = self.outbox, []
        self.ready.clear()
        return frames

    def close(self, last: Frame | None = None) -> None:
        """End the stream after what is queued and `last`."""
        self.is_closed = True
        self.give([last] if last else [])


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found: the sessions that may not be here, and new frames per (member, position)."""

    gone: frozenset[str]
    frames: Mapping[tuple[int, int], list[Frame]]


Answer = TypeVar("Answer")
Looker = Callable[[Collection[str], Collection[tuple[int, int]]], Look]


class Hub:
    """Keeps the streams and looks for them. Lives on the event loop; listens from any thread."""

    def __init__(self, look: Looker, *, poll_seconds: float, max_per_member: int) -> None:
        self._look = look
        self._poll_seconds = poll_seconds
        self._max_per_member = max_per_member
        self._streams: dict[int, list[Stream]] = {}
        self._woken: set[int] = set()
        self._wake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="look")
        self._task: asyncio.Task[None] | None = None
        self.is_open = True

    def start(self) -> None:
        """Begin to look; call on the event loop."""
        self._loop = asyncio.get_running_loop()
        self._task = self._loop.create_task(self._run())

    def close_soon(self) -> None:
        """End every stream and take no more; from any thread or a signal handler."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._close_all)

    def _close_all(self) -> None:
        self.is_open = False
        for stream in self._all():
            stream.close()

    async def ask(self, question: Callable[[], Answer]) -> Answer:
        """Ask the database something in the look thread, which keeps its connection."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, question)

    async def stop(self) -> None:
        """End every stream and stop looking; browsers come back by themselves."""
        self._close_all()
        if self._task:
            self._task.cancel()
        self._pool.shutdown(wait=False)

    def add(self, stream: Stream) -> None:
        """Serve `stream` from now on; a member's oldest goes when there are too many."""
        mine = self._streams.setdefault(stream.member_id, [])
        mine.append(stream)
        # One that was ended already may still be on its way out, behind a browser that does not read.
        still_open = [known for known in mine if not known.is_closed]
        if len(still_open) > self._max_per_member:
            still_open[0].close()
        self._mark([stream.member_id])

    def remove(self, stream: Stream) -> None:
        """Forget `stream`."""
        mine = self._streams.get(stream.member_id, [])
        if stream in mine:
            mine.remove(stream)
        if not mine:
            self._streams.pop(stream.member_id, None)

    def drained(self, stream: Stream) -> None:
        """`stream` has sent what it had; there may be more."""
        self._mark([stream.member_id])

    def on_wake(self, member_ids: Collection[int]) -> None:
        """A wake-up, from any thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._mark, member_ids)

    def on_whisper(self, member_id: int, data: Mapping[str, Any]) -> None:
        """A whisper, from any thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._pass_on, member_id, data)

    def _all(self) -> list[Stream]:
        return [stream for mine in self._streams.values() for stream in mine]

    def _mark(self, member_ids: Collection[int]) -> None:
        known = [member_id for member_id in member_ids if member_id in self._streams]
        if known:
            self._woken.update(known)
            self._wake.set()

    def _pass_on(self, member_id: int, data: Mapping[str, Any]) -> None:
        for stream in self._streams.get(member_id, []):
            if len(stream.outbox) < MAX_WHISPERS_WAITING:
                stream.give([Frame(None, "whisper", data)])

    async def _run(self) -> None:
        """Look until cancelled; a database that is away only delays.

        The poll comes in its time however many wake-ups there are: it alone finds a lost one,
        and a member whose access has ended while nothing happened to them.
        """
        clock = asyncio.get_running_loop()
        poll_at = clock.time() + self._poll_seconds
        while True:
            await self._woken_until(poll_at - clock.time())
            is_poll = clock.time() >= poll_at
            if is_poll:
                poll_at = clock.time() + self._poll_seconds
            streams = self._all() if is_poll else [s for m in self._woken for s in self._streams.get(m, [])]
            self._woken.clear()
            self._wake.clear()
            try:
                await self._look_for([stream for stream in streams if not stream.outbox and not stream.is_closed])
            except Exception:
                log.exception("a look failed and will be repeated")
                await asyncio.sleep(self._poll_seconds)

    async def _woken_until(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), max(seconds, 0))

    async def _look_for(self, streams: list[Stream]) -> None:
        if not streams:
            return
        sessions = {stream.session_key for stream in streams}
        positions = {(stream.member_id, stream.position) for stream in streams}
        found = await self.ask(lambda: self._look(sessions, positions))
        for stream in streams:
            if stream.session_key in found.gone:
                stream.close(OVER)
                continue
            frames = found.frames.get((stream.member_id, stream.position))
            if frames:
                stream.give(frames)
