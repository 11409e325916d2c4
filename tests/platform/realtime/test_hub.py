"""The hub: looks on wake-ups and on the slow poll, ends streams that may not be here."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

from armslength.platform.realtime.hub import OVER, Hub, Look, Stream
from armslength.platform.realtime.types import Frame


class Book:
    """A stand-in for the database's side of a look: how many events each member has, and who is gone."""

    def __init__(self) -> None:
        self.newest: dict[int, int] = {}
        self.gone: set[str] = set()
        self.looks = 0
        self.fails = 0

    def look(self, sessions: Collection[str], positions: Collection[tuple[int, int]]) -> Look:
        self.looks += 1
        if self.fails:
            self.fails -= 1
            raise ConnectionError("the database is away")
        frames = {
            (member, at): [Frame(n, "update", {"number": n}) for n in range(at + 1, self.newest.get(member, 0) + 1)]
            for member, at in positions
        }
        return Look(frozenset(self.gone & set(sessions)), frames)


def run(test: Callable[[Hub, Book], Awaitable[None]], *, poll_seconds: float = 5.0) -> None:
    async def body() -> None:
        book = Book()
        hub = Hub(book.look, poll_seconds=poll_seconds, max_per_member=2)
        hub.start()
        try:
            await asyncio.wait_for(test(hub, book), 5)
        finally:
            await hub.stop()

    asyncio.run(body())


async def given(stream: Stream) -> list[int | None]:
    await asyncio.wait_for(stream.ready.wait(), 2)
    return [frame.number for frame in stream.take()]


def test_wake_up_delivers_at_once() -> None:
    async def test(hub: Hub, book: Book) -> None:
        stream = Stream(1, "key", 0)
        hub.add(stream)
        await asyncio.sleep(0.05)
        book.newest[1] = 2
        hub.on_wake([1])
        assert await given(stream) == [1, 2]
        assert stream.position == 2

    run(test)


def test_lost_wake_up_is_made_good_by_the_poll() -> None:
    async def test(hub: Hub, book: Book) -> None:
        stream = Stream(1, "key", 0)
        hub.add(stream)
        await asyncio.sleep(0.02)
        book.newest[1] = 1
        assert await given(stream) == [1]

    run(test, poll_seconds=0.1)


def test_stream_resumes_where_it_was() -> None:
    async def test(hub: Hub, book: Book) -> None:
        book.newest[1] = 5
        stream = Stream(1, "key", 3)
        hub.add(stream)
        assert await given(stream) == [4, 5]

    run(test)


def test_two_streams_of_one_member_each_get_everything_once() -> None:
    async def test(hub: Hub, book: Book) -> None:
        book.newest[1] = 3
        early, late = Stream(1, "a", 0), Stream(1, "b", 2)
        hub.add(early)
        hub.add(late)
        assert await given(early) == [1, 2, 3]
        assert await given(late) == [3]

    run(test)


def test_ended_session_is_told_and_closed_by_the_poll_alone() -> None:
    async def test(hub: Hub, book: Book) -> None:
        stream = Stream(1, "key", 0)
        hub.add(stream)
        await asyncio.sleep(0.02)
        book.gone.add("key")
        await asyncio.wait_for(stream.ready.wait(), 2)
        assert stream.is_closed
        assert stream.take() == [OVER]

    run(test, poll_seconds=0.1)


def test_poll_comes_in_its_time_however_many_wake_ups_there_are() -> None:
    async def test(hub: Hub, book: Book) -> None:
        quiet, busy = Stream(1, "key", 0), Stream(2, "other", 0)
        hub.add(quiet)
        hub.add(busy)
        await asyncio.sleep(0.02)
        book.gone.add("key")
        for _ in range(100):
            hub.on_wake([2])
            await asyncio.sleep(0.01)
            if quiet.is_closed:
                break
        assert quiet.take() == [OVER]

    run(test, poll_seconds=0.1)


def test_reset_leads_back_from_a_number_that_is_no_more() -> None:
    stream = Stream(1, "key", 900)
    stream.give([Frame(3, "reset", {"number": 3})])
    assert stream.position == 3
    stream.give([Frame(None, "whisper", {})])
    assert stream.position == 3


def test_stream_on_its_way_out_does_not_shield_the_others() -> None:
    async def test(hub: Hub, book: Book) -> None:
        streams = [Stream(1, str(n), 0) for n in range(5)]
        for stream in streams:
            hub.add(stream)
        assert [stream.is_closed for stream in streams] == [True, True, True, False, False]

    run(test)


def test_stream_that_does_not_take_is_not_looked_for() -> None:
    async def test(hub: Hub, book: Book) -> None:
        book.newest[1] = 1
        stream = Stream(1, "key", 0)
        hub.add(stream)
        await asyncio.wait_for(stream.ready.wait(), 2)
        book.newest[1] = 2
        hub.on_wake([1])
        await asyncio.sleep(0.1)
        assert [frame.number for frame in stream.outbox] == [1]
        stream.take()
        hub.drained(stream)
        assert await given(stream) == [2]

    run(test)


def test_failed_look_is_repeated() -> None:
    async def test(hub: Hub, book: Book) -> None:
        book.newest[1], book.fails = 1, 2
        stream = Stream(1, "key", 0)
        hub.add(stream)
        assert await given(stream) == [1]
        assert book.looks >= 3

    run(test, poll_seconds=0.05)


def test_oldest_stream_goes_when_a_member_has_too_many() -> None:
    async def test(hub: Hub, book: Book) -> None:
        streams = [Stream(1, str(n), 0) for n in range(3)]
        for stream in streams:
            hub.add(stream)
        assert [stream.is_closed for stream in streams] == [True, False, False]

    run(test)


def test_whispers_reach_only_open_streams_of_the_member_and_are_bounded() -> None:
    async def test(hub: Hub, book: Book) -> None:
        mine, other = Stream(1, "a", 0), Stream(2, "b", 0)
        hub.add(mine)
        hub.add(other)
        for _ in range(100):
            hub.on_whisper(1, {"kind": "typing"})
        await asyncio.sleep(0.05)
        assert 0 < len(mine.outbox) <= 20
        assert other.outbox == []

    run(test)


def test_stop_ends_every_stream() -> None:
    async def test(hub: Hub, book: Book) -> None:
        stream = Stream(1, "key", 0)
        hub.add(stream)
        hub.close_soon()
        await asyncio.wait_for(stream.ready.wait(), 2)
        assert stream.is_closed
        assert not hub.is_open

    run(test)
