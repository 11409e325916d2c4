"""Everything that is measured of one tool, each time in fresh processes of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.eval.comparison import restrict
from bench.eval.sets import LabelledSet
from bench.eval.tools import (
    ROOT,
    Run,
    ToolError,
    ToolSpec,
    call_tool,
    command_of,
    make_environment,
    run_tool,
    write_lines,
)
from bench.peers.cost import FIRST, LAPS, READY
from bench.speed.long_texts import HOSTILE, LongReading, make_hostile, rank, to_set
from bench.speed.messages import mix

NOTHING = ToolSpec("Python alone", "bench.peers.nothing", Path(sys.executable), "reads nothing")
CORES = (1, 2)
STARTS = 3
FIRST_TEXTS = {"nothing": "The second draft is in the folder.", "a detail": "mail me at jane@example.com"}


@dataclass(frozen=True, slots=True)
class Start:
    """Processor time from the start of a process to its first answer, and the most memory until then."""

    ms: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages a second of all processes together, and the most memory of one of them."""

    per_second: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What one tool costs.

    `run` has the time of each message, `hostile` those of the hostile texts, the worst first; `starts` go by what the
    first text holds, `paces` by the number of cores.
    """

    run: Run
    hostile: list[LongReading]
    starts: dict[str, Start]
    paces: dict[int, Pace]


def measure(tool: ToolSpec, sets: Sequence[LabelledSet]) -> Cost:
    """Measure a tool. Raises ToolError when it cannot be run."""
    whole = run_tool(tool, [*sets, to_set(HOSTILE, make_hostile(), repeats=1)])
    run = restrict(whole, sets)
    paces = {cores: measure_pace(tool, mix(sets), cores) for cores in CORES}
    return Cost(run, rank(whole.outcomes[HOSTILE]), measure_starts(tool), paces)


def measure_starts(tool: ToolSpec) -> dict[str, Start]:
    """The start of a process, by what its first text holds."""
    with tempfile.TemporaryDirectory() as folder:
        return {
            held: _measure_start(tool, write_lines(Path(folder), [{"text": text}]))
            for held, text in FIRST_TEXTS.items()
        }


def _measure_start(tool: ToolSpec, source: Path) -> Start:
    """The best of some starts after a first one, which leaves byte code and the files' pages in their caches."""
    rows = [next(call_tool(tool, source, FIRST)) for _ in range(1 + STARTS)]
    return min((Start(row["ms"], row["peak_mb"]) for row in rows[1:]), key=lambda start: start.ms)


def measure_pace(tool: ToolSpec, texts: Sequence[str], processes: int) -> Pace:
    """Messages a second by the clock, in as many processes, all of them started and warm before it runs."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        source = write_lines(Path(folder), [{"text": text} for text in texts])
        running = [stack.enter_context(_start(tool, source)) for _ in range(processes)]
        for process in running:
            _expect(tool, process, READY)
        for process in running:
            print(file=process.stdin, flush=True)
        return add_paces([json.loads(_expect(tool, process, "{")) for process in running])


def _start(tool: ToolSpec, source: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command_of(tool, source, LAPS),
        cwd=ROOT,
        env=make_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )


def _expect(tool: ToolSpec, process: subprocess.Popen[str], beginning: str) -> str:
    line = process.stdout.readline() if process.stdout else ""
    if not line.startswith(beginning):
        raise ToolError(tool, "stopped while many messages were read")
    return line


def add_paces(rows: Iterable[dict[str, Any]]) -> Pace:
    """Processes that ran side by side, each of which ends with its own last lap."""
    paces = [Pace(row["messages"] / row["seconds"], row["peak_mb"]) for row in rows]
    return Pace(sum(pace.per_second for pace in paces), max(pace.peak_mb for pace in paces))
