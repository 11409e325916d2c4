"""The report: docs/accuracy.md for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.eval.breakdown import make_breakdown, make_disguise_table
from bench.eval.comparison import (
    MAX_SHARED_MESSAGES,
    make_real_comparison,
    make_set_table,
    make_summary_table,
    make_tool_table,
    restrict,
)
from bench.eval.page import ROOT, Page, Section, describe_missed, describe_origin
from bench.eval.sets import LabelledSet
from bench.eval.tables import Table
from bench.eval.targets import make_real_table, make_target_table, make_time_table
from bench.eval.tools import Run, ToolError

PAGE = ROOT / "docs" / "accuracy.md"
FIGURES = ROOT / "bench" / "results" / "accuracy.json"
TIERED = ("eval", "samples", "dev")
COMPARED = ("eval", "samples")
REAL = ("real", "chat", "expressions")
MADE = "made"

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
    about = {"command": evaluation.command}
    Page(_make_head(evaluation, sections), sections, READING, about).write(PAGE, FIGURES)


def _make_sections(evaluation: Evaluation) -> list[Section]:
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
        ("In detail", make_breakdown(tiered) + [make_disguise_table(outcomes[n]) for n in (MADE,) if n in outcomes]),
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


def _make_head(evaluation: Evaluation, sections: Sequence[Section]) -> list[str]:
    lines = ["# How often the guard is right", describe_origin(evaluation.command), describe_missed(sections)]
    sampled = [s.name for s, whole in _pairs(evaluation) if len(s.messages) < len(whole.messages)]
    if sampled:
        listed = " and ".join(f"`{name}`" for name in sampled)
        lines.append(
            f"Of {listed} the tools are compared on {MAX_SHARED_MESSAGES:,} messages each, drawn by a fixed seed."
        )
    return lines


def _pairs(evaluation: Evaluation) -> list[tuple[LabelledSet, LabelledSet]]:
    whole = {labelled.name: labelled for labelled in evaluation.sets}
    return [(shared, whole[shared.name]) for shared in evaluation.shared]
