"""How ordinary views are best served beside event streams: Django under ASGI, or a persistent pool of threads.

    python bench/serving.py [--seconds 5] [--connections 16]

One view with three queries and one write on SQLite, served three ways by uvicorn on this machine, the load made by
one process over kept-alive connections; all in one run, in turn, twice. Prints a table and writes
bench/results/serving.json.
"""

# ruff: noqa: PLC0415 - the server's imports belong to its process; the load maker must stay light
from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

RESULTS = Path(__file__).resolve().parent / "results" / "serving.json"
WAYS = ("django-asgi", "thread-bridge", "a2wsgi")


def build_app(way: str, folder: str) -> Any:
    """The ASGI application for one way; runs in the server's process."""
    import django
    from django.conf import settings
    from django.db import connection
    from django.http import HttpRequest, HttpResponse  # noqa: TID251 - the view that is measured
    from django.urls import path

    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            for _ in range(3):
                cursor.execute("SELECT count(*) FROM hit WHERE id < 10")
            cursor.execute("INSERT INTO hit DEFAULT VALUES")
        return HttpResponse("stored", headers={"Content-Length": "6"})

    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL;"}
    database = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{folder}/bench.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": options,
    }
    settings.configure(
        SECRET_KEY="bench", ALLOWED_HOSTS=["*"], DATABASES={"default": database}, ROOT_URLCONF="bench_urls"
    )
    sys.modules["bench_urls"] = type(sys)("bench_urls")
    sys.modules["bench_urls"].urlpatterns = [path("", view)]  # type: ignore[attr-defined]  # made for this run
    django.setup()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS hit (id INTEGER PRIMARY KEY)")
    connection.close()
    if way == "django-asgi":
        from django.core.asgi import get_asgi_application

        return get_asgi_application()
    from django.core.wsgi import get_wsgi_application

    if way == "a2wsgi":
        from a2wsgi import WSGIMiddleware

        app: Any = get_wsgi_application()  # its types and a2wsgi's do not meet
        return WSGIMiddleware(app, workers=8)
    from armslength.platform.config.bridge import ThreadBridge

    return ThreadBridge(get_wsgi_application(), threads=8, max_body_bytes=2**18)


def run_server(way: str, port: int, folder: str) -> None:
    """Serve until killed."""
    import uvicorn

    uvicorn.run(build_app(way, folder), port=port, log_level="error", access_log=False, lifespan="off")


async def _client(port: int, until: float, took: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        start = time.perf_counter()
        writer.write(b"GET / HTTP/1.1\r\nHost: bench\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        took.append(time.perf_counter() - start)
    writer.close()


async def _load(port: int, seconds: float, connections: int) -> list[float]:
    took: list[float] = []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(_client(port, until, took) for _ in range(connections)))
    return took


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def measure(way: str, seconds: float, connections: int) -> dict[str, float]:
    """Requests per second and latency of one way, in milliseconds."""
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--serve", way, str(port), folder]
        server = subprocess.Popen(command, env=os.environ)
        try:
            for _ in range(100):
                time.sleep(0.1)
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
            asyncio.run(_load(port, 1, connections))
            took = asyncio.run(_load(port, seconds, connections))
        finally:
            server.kill()
            server.wait()
    return {
        "requests_per_second": len(took) / seconds,
        "median_ms": median(took) * 1000,
        "p99_ms": quantiles(took, n=100)[98] * 1000,
    }


def main() -> None:
    """Measure each way twice, in turn, and keep the better run of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--serve", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        run_server(options.serve[0], int(options.serve[1]), options.serve[2])
        return
    best: dict[str, dict[str, float]] = {}
    for _ in range(2):
        for way in WAYS:
            row = measure(way, options.seconds, options.connections)
            if row["requests_per_second"] > best.get(way, {}).get("requests_per_second", 0):
                best[way] = row
    print(f"{'way':16s} {'requests/s':>11s} {'median ms':>10s} {'p99 ms':>8s}")
    for way, row in best.items():
        print(f"{way:16s} {row['requests_per_second']:11.0f} {row['median_ms']:10.1f} {row['p99_ms']:8.1f}")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(best, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
