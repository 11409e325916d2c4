"""How far a scan came: kept beside its output, so that it goes on without a lost or a doubled row.

The output is written first and made durable, then the journal is replaced as a whole. What stands in the output behind
the length that the journal knows was written by a run that was broken off, and is cut away.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import armslength
from armslength.archive.check import Counts, Options
from armslength.archive.errors import ForeignProgressError
from armslength.archive.spans import Place


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a scan stands, how long its output is in bytes, and what it counted."""

    place: Place = field(default_factory=Place)
    written: int = 0
    counts: Counts = field(default_factory=Counts)


class Journal:
    """The journal of one output file, good for the same files, options and version only."""

    def __init__(self, out: Path, files: Sequence[Path], options: Options) -> None:
        self.path = out.with_name(out.name + ".progress")
        self._out = out
        self._scan = {
            "version": armslength.__version__,
            "files": [_identity(path) for path in files],
            "options": asdict(options),
        }

    def load(self, written: int) -> Progress:
        """Where to begin, with so many bytes in the output. Raises ForeignProgressError for those of another scan."""
        if not self.path.exists():
            if written:
                raise ForeignProgressError(self._out, "is there already. Move it away, or name another with --out.")
            return Progress()
        stored = self._read()
        if stored["scan"] != self._scan:
            problem = "belongs to other files or options, or a file has changed since."
            raise ForeignProgressError(self.path, f"{problem} Run what was run before, or remove it and {self._out}.")
        progress = Progress(Place(**stored["place"]), stored["written"], Counts(**stored["counts"]))
        if progress.written > written:
            raise ForeignProgressError(self._out, f"is shorter than it was. Remove it and {self.path} to begin anew.")
        return progress

    def _read(self) -> dict[str, Any]:
        try:
            stored = json.loads(self.path.read_bytes())
        except ValueError:
            stored = None
        if not isinstance(stored, dict) or "scan" not in stored:
            problem = f"is not what a scan writes. Remove it and {self._out} to begin anew."
            raise ForeignProgressError(self.path, problem)
        return stored

    def save(self, progress: Progress, out: BinaryIO) -> None:
        """Make output and journal durable, in this order."""
        out.flush()
        os.fsync(out.fileno())
        waiting = self.path.with_name(self.path.name + ".new")
        with waiting.open("w", encoding="ascii") as opened:
            json.dump({"scan": self._scan, **asdict(progress)}, opened)
            opened.flush()
            os.fsync(opened.fileno())
        waiting.replace(self.path)

    def close(self) -> None:
        """The scan is whole: nothing is left to go on with."""
        self.path.unlink()


def _identity(path: Path) -> dict[str, object]:
    found = path.stat()
    return {"path": str(path.resolve()), "bytes": found.st_size, "changed": found.st_mtime_ns}
