"""Tables as values: written as Markdown for people and as JSON for programs, from the same cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.eval.rates import Rate


@dataclass(frozen=True, slots=True)
class PerThousand:
    """A rate of rare events, written per 1,000."""

    rate: Rate


@dataclass(frozen=True, slots=True)
class Short:
    """Rates side by side, in whole per cent, without intervals: for tables with many columns."""

    rates: tuple[Rate, ...]


Cell = str | Rate | PerThousand | Short | float


@dataclass(frozen=True, slots=True)
class Table:
    """One table, with what must be known to read it."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""

    def to_markdown(self) -> str:
        """Heading, note and table; numbers stand to the right."""
        head, *rows = ([cell.replace("|", "\\|") for cell in line] for line in self._lines())
        rule = ["---", *("---:" for _ in self.columns[1:])]
        body = "\n".join("| " + " | ".join(line) + " |" for line in (head, rule, *rows))
        return "\n\n".join(filter(None, (f"### {self.title}", self.note, body)))

    def to_text(self) -> str:
        """Title and table for a terminal, in columns."""
        lines = self._lines()
        first, *others = (max(map(len, column)) for column in zip(*lines, strict=True))
        body = (
            "  ".join([line[0].ljust(first), *(cell.rjust(n) for cell, n in zip(line[1:], others, strict=True))])
            for line in lines
        )
        return "\n".join([self.title, *body])

    def to_json(self) -> dict[str, Any]:
        """Title, note and one object for each row, by column."""
        rows = [dict(zip(self.columns, map(_to_json, row), strict=True)) for row in self.rows]
        return {"title": self.title, "note": self.note, "rows": rows}

    def _lines(self) -> list[list[str]]:
        return [list(self.columns), *([_write(cell) for cell in row] for row in self.rows)]


def _write(cell: Cell) -> str:
    match cell:
        case str():
            return cell
        case Rate():
            return _write_rate(cell, 100, " %")
        case PerThousand():
            return _write_rate(cell.rate, 1000, " ‰")
        case Short():
            return "/".join(f"{100 * rate.value:.0f}" if rate.total else "–" for rate in cell.rates)
        case _:
            return f"{cell:,.0f}" if cell >= 100 else f"{cell:.1f}"


def _write_rate(rate: Rate, scale: int, unit: str) -> str:
    if not rate.total:
        return "–"
    low, high = rate.interval
    return f"{scale * rate.value:.1f}{unit} ({rate.hits}/{rate.total}) [{scale * low:.1f}–{scale * high:.1f}]"


def _to_json(cell: Cell) -> Any:
    match cell:
        case Rate():
            return _rate_to_json(cell)
        case PerThousand():
            return _rate_to_json(cell.rate)
        case Short():
            return [_rate_to_json(rate) for rate in cell.rates]
        case _:
            return cell


def _rate_to_json(rate: Rate) -> dict[str, float] | None:
    if not rate.total:
        return None
    low, high = rate.interval
    return {"rate": rate.value, "hits": rate.hits, "total": rate.total, "low": low, "high": high}
