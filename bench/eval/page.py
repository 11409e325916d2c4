"""A page that a command writes whole: Markdown for people, JSON for programs, from the same tables."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.eval.tables import Table
from bench.eval.targets import MISSED

ROOT = Path(__file__).resolve().parents[2]

Section = tuple[str, Sequence[Table]]


@dataclass(frozen=True, slots=True)
class Page:
    """Paragraphs, sections of tables, and how to read them. `about` stands in the JSON beside the tables."""

    head: Sequence[str]
    sections: Sequence[Section]
    reading: str
    about: Mapping[str, Any]

    def write(self, markdown: Path, figures: Path) -> None:
        """Write both files."""
        parts = [f"## {title}\n\n" + "\n\n".join(t.to_markdown() for t in tables) for title, tables in self.sections]
        markdown.write_text("\n\n".join([*self.head, *parts, self.reading]), encoding="utf-8")
        figures.parent.mkdir(parents=True, exist_ok=True)
        figures.write_text(json.dumps(self._to_json(), ensure_ascii=False, indent=1), encoding="utf-8")

    def _to_json(self) -> dict[str, Any]:
        tables = [{"section": title, **table.to_json()} for title, tables in self.sections for table in tables]
        return {"date": today(), "guard": guard_version(), **self.about, "tables": tables}


def describe_origin(command: str) -> str:
    """When, by what and of which guard a page was made."""
    return f"Measured on {today()} with `{command}`, at commit `{guard_version()}`. That command writes this page."


def describe_missed(sections: Sequence[Section]) -> str:
    """How many rows miss what they must reach."""
    missed = sum(MISSED in row for _, tables in sections for table in tables for row in table.rows)
    return f"Rows in which a target is missed: {missed}."


def today() -> str:
    """The day where it was measured."""
    return date.today().isoformat()  # noqa: DTZ011 - no other day is meant


def guard_version() -> str:
    """The commit that was measured."""
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8").stdout.strip()
