"""`GET /stream`: one member's events as server-sent events (WHATWG HTML, section 9.2), plain async.

While nothing happens a stream costs a few kilobytes and a heartbeat; it holds no thread and
no database connection. What it sends is decided by the hub's looks.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.http.cookie import parse_cookie

from armslength.platform.realtime.hub import Hub, Stream
from armslength.platform.realtime.looking import admitted_members, fresh_connection
from armslength.platform.realtime.types import Frame

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

HEARTBEAT_SECONDS = 15.0
RETRY_MILLISECONDS = 1000
MAX_COOKIE_CHARS = 8192
MAX_NUMBER_DIGITS = 18

_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


def encode_frame(frame: Frame) -> bytes:
    """The frame on the wire; JSON keeps it on one line."""
    number = f"id: {frame.number}\n" if frame.number is not None else ""
    body = json.dumps(frame.data, ensure_ascii=False, separators=(",", ":"))
    return f"{number}event: {frame.name}\ndata: {body}\n\n".encode("utf-8", "replace")


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _session_key(scope: Scope) -> str:
    cookies = parse_cookie(_header(scope, b"cookie")[:MAX_COOKIE_CHARS])
    return cookies.get(settings.SESSION_COOKIE_NAME, "")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_NUMBER_DIGITS else None


def _position(scope: Scope) -> int | None:
    """Where to go on: the browser's own memory wins over the page's, which is older."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    last_seen = _number(_header(scope, b"last-event-id"))
    return last_seen if last_seen is not None else _number(query.get("after", [""])[0])


def _find_member(session_key: str) -> int | None:
    with fresh_connection():
        return admitted_members([session_key]).get(session_key)


async def _answer(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


class StreamApp:
    """The ASGI application of the stream, around one hub."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Admit, then stream until either side ends it."""
        if scope["method"] != "GET":
            return await _answer(send, 405)
        position, session_key = _position(scope), _session_key(scope)
        if position is None:
            return await _answer(send, 400)
        member_id = await self.hub.ask(lambda: _find_member(session_key)) if session_key else None
        if member_id is None:
            # 204 tells EventSource not to come back; the page then asks for sign-in.
            return await _answer(send, 204)
        if not self.hub.is_open:
            return await _answer(send, 503)
        return await self._serve(Stream(member_id, session_key, position), receive, send)

    async def _serve(self, stream: Stream, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await _send_bytes(send, f"retry: {RETRY_MILLISECONDS}\n\n".encode())
        self.hub.add(stream)
        gone = asyncio.create_task(_until_gone(receive))
        gone.add_done_callback(lambda _: stream.close())
        try:
            await self._pump(stream, send)
        finally:
            self.hub.remove(stream)
            gone.cancel()

    async def _pump(self, stream: Stream, send: Send) -> None:
        """Send what the hub gives, and a heartbeat when it gives nothing."""
        while not (stream.is_closed and not stream.outbox):
            try:
                await asyncio.wait_for(stream.ready.wait(), HEARTBEAT_SECONDS)
            except TimeoutError:
                await _send_bytes(send, b": still here\n\n")
                continue
            for frame in stream.take():
                await _send_bytes(send, encode_frame(frame))
            self.hub.drained(stream)
        await send({"type": "http.response.body", "body": b""})


async def _send_bytes(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue
