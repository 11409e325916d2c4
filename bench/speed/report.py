"""The report: docs/speed.md for people, JSON for programs."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.eval.comparison import MAX_SHARED_MESSAGES, make_tool_table
from bench.eval.page import ROOT, Page, Section, describe_missed, describe_origin
from bench.eval.sets import LabelledSet
from bench.eval.tools import ToolError
from bench.speed.long_texts import LongReading
from bench.speed.measure import Cost, Start
from bench.speed.tables import (
    make_hostile_comparison,
    make_long_table,
    make_message_table,
    make_pace_table,
    make_start_table,
    make_target_table,
    make_time_table,
)

PAGE = ROOT / "docs" / "speed.md"
FIGURES = ROOT / "bench" / "results" / "guard_speed.json"

READING = f"""## How to read this
- Times of a message are processor time of the calling thread for one call, after a warm-up, in a process that only
  reads. Every tool reads the same messages, one at a time and by itself, through the same loop.
- Of sets larger than {MAX_SHARED_MESSAGES:,} messages that many are drawn by a fixed seed, for the slow tools.
- Presidio, scrubadub, DataFog and phonenumbers live in an environment of their own with pinned versions, as in
  `make eval`, which says what each of them finds: a tool that looks for less is sooner done.
- A long text that costs more than the guard's work budget is cut, and said to be incomplete, so that somebody looks at
  it. Ordinary text must never be cut.
"""


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything one run measured; the guard is the first of `costs`. Loads are averages of the last minute."""

    command: str
    sets: Sequence[LabelledSet]
    costs: Sequence[Cost]
    alone: dict[str, Start]
    missing: Sequence[tuple[str, ToolError]]
    hostile: Sequence[LongReading]
    ordinary: Sequence[LongReading]
    loads: tuple[float, float]


def write_report(bench: Bench) -> Sequence[Section]:
    """Write both files. Returns what was written, for the terminal."""
    sections = make_sections(bench)
    head = ["# How fast the guard is", describe_origin(bench.command), describe_machine(bench.loads)]
    page = Page([*head, describe_missed(sections)], sections, READING, describe_run(bench))
    page.write(PAGE, FIGURES)
    return sections


def make_sections(bench: Bench) -> list[Section]:
    """All tables, in the order in which they are asked for."""
    names = [labelled.name for labelled in bench.sets]
    times = [make_time_table(bench.costs, f"On `{name}`", name) for name in names]
    times += [make_time_table(bench.costs, "All messages together")] if len(names) > 1 else []
    tools = make_tool_table([cost.run for cost in bench.costs], bench.missing)
    loads = [make_pace_table(bench.costs), make_start_table(bench.costs, bench.alone)]
    long_texts = [
        make_hostile_comparison(bench.costs),
        make_long_table("Hostile texts, read by the guard", bench.hostile),
        make_long_table("Ordinary texts, read by the guard", bench.ordinary),
    ]
    return [
        ("What must be reached, and what is", [make_target_table(bench.costs[0], bench.hostile, bench.ordinary)]),
        ("What was read, and by what", [make_message_table(bench.sets), tools]),
        ("Time a message", times),
        ("Many messages, and the first", loads),
        ("Long texts", long_texts),
    ]


def describe_machine(loads: tuple[float, float]) -> str:
    """Where it was measured, and what else went on there."""
    before, after = loads
    return (
        f"{os.cpu_count()} processors, Python {platform.python_version()}, {platform.system()} on "
        f"{platform.machine()}. The machine's load was {before:.1f} before and {after:.1f} after, of which the bench "
        "itself makes one to two: what goes beyond that is other work, which lowers messages a second most and "
        "processor times least."
    )


def describe_run(bench: Bench) -> Mapping[str, object]:
    """The same for programs."""
    return {
        "command": bench.command,
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "load_before": bench.loads[0],
        "load_after": bench.loads[1],
    }
