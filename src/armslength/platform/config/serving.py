"""Running the server: uvicorn, with streams that end when it is told to stop."""

import socket
from types import FrameType

import uvicorn

from armslength.platform.config.asgi import Platform

GRACE_SECONDS = 10


class Server(uvicorn.Server):
    """Closes the streams at the first signal, so that a stop takes as long as a request and not for ever."""

    def __init__(self, config: uvicorn.Config, platform: Platform) -> None:
        super().__init__(config)
        self._platform = platform

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop; browsers connect again by themselves, to whoever serves next."""
        self._platform.hub.close_soon()
        super().handle_exit(sig, frame)


def serve(host: str, port: int) -> None:
    """Serve the platform on `host`:`port` until told to stop; prints the address when it answers."""
    from armslength.platform.config.asgi import application  # noqa: PLC0415 - Django is set up by now

    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        lifespan="on",
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        h11_max_incomplete_event_size=64 * 1024,
    )
    server = Server(config, application)
    with socket.create_server((host, port), backlog=2048) as listener:
        print(f"armslength is at http://{host}:{listener.getsockname()[1]}/", flush=True)
        server.run(sockets=[listener])
