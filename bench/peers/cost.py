"""What a tool costs besides the time of a message: its start, its memory, and many messages by the clock."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

FIRST, LAPS = "--first", "--laps"
READY = "ready"
MIN_LAP_SECONDS = 2.0
_STATUS = Path("/proc/self/status")


def cost_of_first(read: Callable[[str], Any], text: str) -> dict[str, float]:
    """Processor time in milliseconds since this process began, up to the answer to its first text, and peak memory."""
    _attempt(read, text)
    return {"ms": time.process_time() * 1000, "peak_mb": peak_memory_mb()}


def cost_of_laps(read: Callable[[str], Any], texts: Sequence[str], warm_up: int) -> dict[str, float]:
    """Read all texts again and again, as soon as standard input says so; whole laps only, for the mix to stay."""
    for text in texts[:warm_up]:
        _attempt(read, text)
    print(READY, flush=True)
    sys.stdin.readline()
    start, laps = time.perf_counter(), 0
    while (seconds := time.perf_counter() - start) < MIN_LAP_SECONDS:
        for text in texts:
            _attempt(read, text)
        laps += 1
    return {"messages": laps * len(texts), "seconds": seconds, "peak_mb": peak_memory_mb()}


def _attempt(read: Callable[[str], Any], text: str) -> None:
    with suppress(Exception):  # whatever a peer raises is its answer, and is counted where times are
        read(text)


def peak_memory_mb() -> float:
    """The most that was resident. Linux tells of this program alone; `getrusage` begins at what its parent had."""
    if _STATUS.exists():
        [line] = (line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    import resource  # noqa: PLC0415 - only here where there is no better source

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
