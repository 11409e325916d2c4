"""The bridge: bounded bodies, whole answers, and threads that no slow client can hold."""

import asyncio
from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

import pytest

from armslength.platform.config.bridge import ThreadBridge

Message = MutableMapping[str, Any]
SCOPE: dict[str, Any] = {
    "type": "http",
    "http_version": "1.1",
    "method": "POST",
    "path": "/somewhere/",
    "query_string": b"q=1",
    "headers": [(b"content-type", b"text/plain"), (b"host", b"here"), (b"cookie", b"a=1"), (b"cookie", b"b=2")],
    "server": ("127.0.0.1", 8000),
    "client": ("127.0.0.1", 5000),
}


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    start("201 Created", [("X-Path", environ["PATH_INFO"]), ("X-Query", environ["QUERY_STRING"])])
    return [b"<", body, b">"]


def call(bridge: ThreadBridge, *parts: bytes, ends: bool = True) -> list[Message]:
    """What the bridge sends for a request whose body arrives in `parts`; it breaks off when `ends` is false."""
    sent: list[Message] = []
    incoming: list[Message] = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    incoming.append({"type": "http.request", "body": b""} if ends else {"type": "http.disconnect"})

    async def receive() -> Message:
        return incoming.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(bridge(SCOPE, receive, send))
    return sent


def test_request_and_answer_pass_whole() -> None:
    start, body = call(ThreadBridge(echo, threads=1, max_body_bytes=100), b"hel", b"lo")
    assert (start["status"], body["body"]) == (201, b"<hello>")
    assert dict(start["headers"]) == {b"x-path": b"/somewhere/", b"x-query": b"q=1", b"content-length": b"7"}


@pytest.mark.parametrize(("size", "status"), [(0, 201), (99, 201), (100, 201), (101, 413), (5000, 413)])
def test_body_is_bounded_before_it_costs_a_thread(size: int, status: int) -> None:
    calls: list[int] = []

    def count(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        calls.append(1)
        return echo(environ, start)

    sent = call(ThreadBridge(count, threads=1, max_body_bytes=100), b"x" * size)
    assert sent[0]["status"] == status
    assert len(calls) == (status == 201)


def test_request_that_breaks_off_reaches_nobody() -> None:
    calls: list[int] = []

    def count(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        calls.append(1)
        return echo(environ, start)

    with pytest.raises(asyncio.CancelledError):
        call(ThreadBridge(count, threads=1, max_body_bytes=100), b"half", ends=False)
    assert calls == []


def test_answer_without_body_has_no_length() -> None:
    def nothing(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("204 No Content", [])
        return []

    assert call(ThreadBridge(nothing, threads=1, max_body_bytes=1))[0]["headers"] == []


def test_answers_are_closed_even_when_they_fail() -> None:
    closed: list[bool] = []

    class Failing:
        def __iter__(self) -> "Failing":
            return self

        def __next__(self) -> bytes:
            raise RuntimeError("the view broke")

        def close(self) -> None:
            closed.append(True)

    def fail(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        return Failing()

    with pytest.raises(RuntimeError):
        call(ThreadBridge(fail, threads=1, max_body_bytes=1))
    assert closed == [True]
