"""Django's views in a persistent pool of threads, behind the async server.

Each thread keeps its database connection. A request reaches a thread only when its body is
here whole and bounded, and its answer leaves only when the thread is done: a slow client
costs memory, never a thread. Figures: docs/adr/0003.
"""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from a2wsgi.wsgi import build_environ

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_WITHOUT_BODY = (204, 304)
WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass
class _Answer:
    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], None]:
        """WSGI's start_response (PEP 3333)."""
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return self._write

    def _write(self, chunk: bytes) -> None:
        self.body += chunk


class ThreadBridge:
    """An ASGI application that runs a WSGI application in `threads` persistent threads."""

    def __init__(self, app: WsgiApp, *, threads: int, max_body_bytes: int) -> None:
        self._app = app
        self._max_body_bytes = max_body_bytes
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="view")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request and its answer."""
        body = await self._read(receive)
        if body is None:
            return await _send(send, _too_large(scope, self._max_body_bytes))
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._pool, self._run, scope, body)
        return await _send(send, answer)

    async def _read(self, receive: Receive) -> bytes | None:
        """The body, or None when it is larger than allowed."""
        parts, size = [], 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise asyncio.CancelledError
            parts.append(message.get("body", b""))
            size += len(parts[-1])
            if size > self._max_body_bytes:
                return None
            if not message.get("more_body"):
                return b"".join(parts)

    def _run(self, scope: Scope, body: bytes) -> _Answer:
        environ: Any = build_environ(_plain(scope), io.BytesIO(body))  # type: ignore[arg-type]  # all it does with the body is pass it on
        environ["CONTENT_LENGTH"] = str(len(body))
        answer = _Answer()
        chunks = self._app(environ, answer.start)
        try:
            answer.body += b"".join(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()
        has_length = any(name == b"content-length" for name, _ in answer.headers)
        if not has_length and answer.status not in _WITHOUT_BODY:
            answer.headers.append((b"content-length", str(len(answer.body)).encode()))
        return answer


def _plain(scope: Scope) -> Scope:
    """The request as WSGI may see it.

    HEAD is a GET whose body the server leaves out. WSGI cannot tell `-` from `_` in the name
    of a header; a proxy sets and removes those with `-`, so the others are nobody's.
    """
    headers = [(name, value) for name, value in scope["headers"] if b"_" not in name]
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    return {**scope, "headers": headers, "method": method}


def _too_large(scope: Scope, limit: int) -> _Answer:
    """Said without Django: the body that it would read first is what is too large."""
    sentence = f"This is larger than the {limit // 1024} KiB that are accepted here. Nothing was stored."
    is_json = any(name in (b"accept", b"content-type") and b"json" in value for name, value in scope["headers"])
    if is_json:
        body = json.dumps({"error": "too-large", "message": sentence})
    else:
        body = _TOO_LARGE_PAGE.replace("SENTENCE", sentence)
    content_type = b"application/json" if is_json else b"text/html; charset=utf-8"
    return _Answer(413, [(b"content-type", content_type), (b"connection", b"close")], body.encode())


_TOO_LARGE_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>That is too large</title>
<main><h1>That is too large</h1><p>SENTENCE Go back, make it shorter and send it again.</p></main></html>"""


async def _send(send: Send, answer: _Answer) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})
