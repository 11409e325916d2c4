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


def call(
    bridge: ThreadBridge, *parts: bytes, ends: bool = True, scope: MutableMapping[str, Any] = SCOPE
) -> list[Message]:
    """What the bridge sends for a request whose body arrives in `parts`; it breaks off when `ends` is false."""
    sent: list[Message] = []
    incoming: list[Message] = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    incoming.append({"type": "http.request", "body": b""} if ends else {"type": "http.disconnect"})

    async def receive() -> Message:
        return incoming.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(bridge(scope, receive, send))
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


@pytest.mark.parametrize(
    ("header", "content_type", "sign"),
    [
        ((b"accept", b"text/html,*/*"), b"text/html; charset=utf-8", b"<h1>That is too large</h1>"),
        ((b"content-type", b"application/json"), b"application/json", b'"error": "too-large"'),
    ],
)
def test_too_large_is_told_in_the_askers_form(header: tuple[bytes, bytes], content_type: bytes, sign: bytes) -> None:
    start, body = call(ThreadBridge(echo, threads=1, max_body_bytes=4), b"12345", scope={**SCOPE, "headers": [header]})
    assert (start["status"], dict(start["headers"])[b"content-type"]) == (413, content_type)
    assert sign in body["body"]


def show(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [])
    return [f"{environ['REQUEST_METHOD']} {environ.get('HTTP_X_FORWARDED_PROTO')}".encode()]


def test_header_that_only_looks_like_one_of_the_proxys_is_not_taken_for_it() -> None:
    headers = [(b"x_forwarded_proto", b"https"), (b"x-forwarded-proto", b"http")]
    sent = call(ThreadBridge(show, threads=1, max_body_bytes=4), scope={**SCOPE, "headers": headers})
    assert sent[1]["body"] == b"POST http"


def test_head_asks_for_what_get_would_bring() -> None:
    sent = call(ThreadBridge(show, threads=1, max_body_bytes=4), scope={**SCOPE, "method": "HEAD", "headers": []})
    assert sent[1]["body"] == b"GET None"
