"""The progress of a scan on standard error: a bar on a terminal, elsewhere only how it ended."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from armslength.archive.journal import Progress

_BAR_CHARS: Final = 24
_SECONDS_BETWEEN_SHOWS: Final = 0.2
_CLEAR_LINE: Final = "\r\x1b[K"


class Bar:
    """Shows how far a scan of these files is. Rates leave out what an earlier run did."""

    def __init__(self, files: Sequence[Path]) -> None:
        sizes = [path.stat().st_size for path in files]
        self._before = [sum(sizes[:index]) for index in range(len(sizes))]
        self._total = max(1, sum(sizes))
        self._first: Progress | None = None
        self._began = self._shown = time.monotonic()
        self._is_drawn = sys.stderr.isatty()

    def show(self, progress: Progress) -> None:
        """Take note, and draw now and then."""
        self._first = self._first or progress
        now = time.monotonic()
        if self._is_drawn and now - self._shown >= _SECONDS_BETWEEN_SHOWS:
            self._shown = now
            sys.stderr.write(_CLEAR_LINE + self.line(progress, now - self._began))
            sys.stderr.flush()

    def line(self, progress: Progress, seconds: float) -> str:
        """The bar after so many seconds."""
        share = self._share(progress)
        full = round(share * _BAR_CHARS)
        won = share - self._share(self._first or progress)
        left = f", {_duration(seconds * (1 - share) / won)} left" if won else ""
        return f"{'█' * full}{'░' * (_BAR_CHARS - full)} {share:4.0%}  {self._tell(progress, seconds)}{left}"

    def close(self, progress: Progress) -> None:
        """Say how it ended."""
        start = _CLEAR_LINE if self._is_drawn else ""
        sys.stderr.write(f"{start}{self._tell(progress, time.monotonic() - self._began)}\n")

    def _share(self, progress: Progress) -> float:
        return min(1.0, (self._before[progress.place.file] + progress.place.offset) / self._total)

    def _tell(self, progress: Progress, seconds: float) -> str:
        counts = progress.counts
        rate = (counts.rows - (self._first or progress).counts.rows) / max(1e-9, seconds)
        return f"{counts.rows:,} rows, {counts.flagged:,} flagged, {counts.errors:,} not checked, {rate:,.0f} rows/s"


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
