"""The one port: streams are async, everything else goes to the pool of view threads."""

from typing import Any

from django.conf import settings

from armslength.platform.config.bridge import Receive, Scope, Send, ThreadBridge
from armslength.platform.config.wsgi import application as views
from armslength.platform.core.jobs import JobThread
from armslength.platform.realtime.hub import Hub
from armslength.platform.realtime.looking import look
from armslength.platform.realtime.stream import StreamApp
from armslength.platform.realtime.transport import get_transport

STREAM_PATH = "/stream"


class Platform:
    """The whole installation in one process: views, streams, jobs."""

    def __init__(self) -> None:
        self.hub = Hub(
            look, poll_seconds=settings.REALTIME_POLL_SECONDS, max_per_member=settings.MAX_STREAMS_PER_MEMBER
        )
        self._stream = StreamApp(self.hub)
        self._views = ThreadBridge(
            views, threads=settings.ENVIRONMENT.threads, max_body_bytes=settings.MAX_REQUEST_BYTES
        )
        self._jobs = JobThread()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Route by path; nothing here depends on a domain."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http" and scope["path"] == STREAM_PATH:
            await self._stream(scope, receive, send)
        elif scope["type"] == "http":
            await self._views(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self.hub.start()
        stop_listening = get_transport().listen(self.hub)
        self._jobs.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        stop_listening()
        await self.hub.stop()
        self._jobs.stop()
        await send({"type": "lifespan.shutdown.complete"})


application: Any = Platform()
