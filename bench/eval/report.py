"""The report: docs/accuracy.md for people, JSON for programs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.eval.breakdown import make_breakdown
from bench.eval.comparison import (
    MAX_SHARED_MESSAGES,
    make_real_comparison,
    make_set_table,
    make_summary_table,
    make_tool_table,
    restrict,
)
from bench.eval.sets import LabelledSet
from bench.eval.tables import Table
from bench.eval.targets import MISSED, make_real_table, make_target_table, make_time_table
from bench.eval.tools import Run, ToolError

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "accuracy.md"
FIGURES = ROOT / "bench" / "results" / "accuracy.json"
TIERED = ("eval", "samples", "dev")
COMPARED = ("eval", "samples")
REAL = ("real", "chat", "expressions")

READING = """## How to read this
- A message counts as found when it is flagged at the default threshold, whatever for; a false alarm is a clean message
  that is flagged. `85.0 % (17/20) [64.0–94.8]` is the rate, the count, and Wilson's 95 % interval.
- Nobody looks at single misses of `eval`; what is learned from is `dev`. Figures on `dev` and on the given examples
  flatter the guard, those on `eval` are meant to be believed. Decision 19 says how that is kept.
- Right act, right kind: some finding of a rightly flagged message has it. A span touches when some finding overlaps the
  evidence; it is tight when at most a fifth of what is marked lies more than ten characters beside it.
- Conversations are read message by message with the guard's memory; peers have none and read each message by itself.
- Peers are asked only for contact and payment details, which is what they know; none of them claims to know an ask, an
  invitation or a way around payment.
- Times are processor time of one call for one message, after a warm-up, everything on one core.
"""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything one run measured. `shared` are the sets that the peers read, large ones as a sample."""

    command: str
    sets: Sequence[LabelledSet]
    shared: Sequence[LabelledSet]
    guard: Run
    peers: Sequence[Run]
    missing: Sequence[tuple[str, ToolError]]


def write_report(evaluation: Evaluation) -> None:
    """Write both files."""
    sections = _make_sections(evaluation)
    head = _make_head(evaluation, sections)
    parts = [f"## {title}\n\n" + "\n\n".join(table.to_markdown() for table in tables) for title, tables in sections]
    PAGE.write_text("\n\n".join([head, *parts, READING]), encoding="utf-8")
    tables = [{"section": title, **table.to_json()} for title, tables in sections for table in tables]
    figures = {"date": _today(), "command": evaluation.command, "guard": _version(), "tables": tables}
    FIGURES.parent.mkdir(parents=True, exist_ok=True)
    FIGURES.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")


def _make_sections(evaluation: Evaluation) -> list[tuple[str, list[Table]]]:
    outcomes = evaluation.guard.outcomes
    tiered = {name: outcomes[name] for name in TIERED if name in outcomes}
    real = {name: outcomes[name] for name in REAL if name in outcomes}
    targets = [make_target_table(tiered)]
    targets += [make_real_table(real)] if real else []
    targets.append(make_time_table(evaluation.guard, "chat" if "chat" in outcomes else "eval"))
    return [
        ("What was read", [_make_set_table(evaluation.sets)]),
        ("What must be reached, and what is", targets),
        ("Beside its peers", _make_comparison(evaluation)),
        ("In detail", make_breakdown(tiered)),
    ]


def _make_set_table(sets: Sequence[LabelledSet]) -> Table:
    rows = [
        [
            labelled.name,
            labelled.standing,
            f"{sum(not message.is_clean for message in labelled.messages):,}",
            f"{sum(message.is_clean for message in labelled.messages):,}",
            f"{len(labelled.conversations):,}",
            f"{len({message.lang for message in labelled.messages if message.lang}) or '–'}",
        ]
        for labelled in sets
    ]
    return Table("Sets", ("set", "standing", "to be found", "to pass", "conversations", "languages"), rows)


def _make_comparison(evaluation: Evaluation) -> list[Table]:
    runs = [restrict(evaluation.guard, evaluation.shared), *evaluation.peers]
    names = [labelled.name for labelled in evaluation.shared]
    tables = [make_tool_table(runs, evaluation.missing), make_summary_table(runs)]
    tables += [make_set_table(runs, name) for name in COMPARED if name in names]
    real = [name for name in REAL if name in names]
    return [*tables, make_real_comparison(runs, real)] if real else tables


def _make_head(evaluation: Evaluation, sections: Sequence[tuple[str, list[Table]]]) -> str:
    missed = sum(MISSED in row for _, tables in sections for table in tables for row in table.rows)
    sampled = [s.name for s, whole in _pairs(evaluation) if len(s.messages) < len(whole.messages)]
    lines = [
        "# How often the guard is right",
        f"Measured on {_today()} with `{evaluation.command}`, at commit `{_version()}`. That command writes this page.",
        f"Rows in which a target is missed: {missed}.",
    ]
    if sampled:
        listed = " and ".join(f"`{name}`" for name in sampled)
        lines.append(
            f"Of {listed} the tools are compared on {MAX_SHARED_MESSAGES:,} messages each, drawn by a fixed seed."
        )
    return "\n\n".join(lines)


def _pairs(evaluation: Evaluation) -> list[tuple[LabelledSet, LabelledSet]]:
    whole = {labelled.name: labelled for labelled in evaluation.sets}
    return [(shared, whole[shared.name]) for shared in evaluation.shared]


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 - the day where it was measured


def _version() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8").stdout.strip()
