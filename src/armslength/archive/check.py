"""What one worker does: checks a span and says it in lines of JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache

from armslength.archive.sources import Columns, Row
from armslength.archive.spans import Span, read_span
from armslength.guard import Guard
from armslength.guard.command import to_row


@dataclass(frozen=True, slots=True)
class Options:
    """How an archive is checked. `is_full` writes a line for every row, also for those that nothing was found in."""

    threshold: float
    columns: Columns = field(default_factory=Columns)
    is_full: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows that were looked at, were flagged, could not be checked."""

    rows: int = 0
    flagged: int = 0
    errors: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.rows + other.rows, self.flagged + other.flagged, self.errors + other.errors)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a span gave: lines to be written as they are, and how many rows they stand for."""

    lines: bytes
    counts: Counts


@cache
def guard_for(threshold: float) -> Guard:
    """The guard of this process."""
    return Guard(threshold=threshold)


def check_span(span: Span, options: Options) -> Checked:
    """Check all rows of a span, in order."""
    lines: list[str] = []
    rows = flagged = errors = 0
    for number, row in read_span(span, options.columns):
        answer = {"file": span.path, "row": number, "id": row.id, **check_row(row, options.threshold)}
        is_error, is_flagged = "error" in answer, answer.get("flagged") is True
        rows, flagged, errors = rows + 1, flagged + is_flagged, errors + is_error
        if options.is_full or is_error or is_flagged or answer.get("complete") is False:
            lines.append(json.dumps(answer, ensure_ascii=True, separators=(",", ":")) + "\n")
    return Checked("".join(lines).encode("ascii"), Counts(rows, flagged, errors))


def check_row(row: Row, threshold: float) -> dict[str, object]:
    """The verdict on one row, as `armslength check --jsonl` gives it."""
    if row.problem:
        return {"error": row.problem}
    guard = guard_for(threshold)
    try:
        return to_row(guard.check(row.text))
    except Exception as failure:  # noqa: BLE001 - one row must not stop an archive; it is answered as not checked
        return {"error": f"the guard failed: {type(failure).__name__}"}
