"""Debian's Chromium as pages are looked at here: headless, alone, and silent towards the network."""

import os
import socket
import time

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # As root, as in containers, Chromium has no sandbox to run in.
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]


def wait_until_served(port: int, seconds: float = 60) -> None:
    """Wait until somebody listens on the port of 127.0.0.1. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nobody serves port {port}")
