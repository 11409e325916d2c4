"""Measure how fast the guard is, beside its peers, and write docs/speed.md and bench/results/guard_speed.json.

    python -m bench.speed [--samples FOLDER] [--no-peers]

Exit status: 0 when everything was measured, 2 when the folder of samples is not there. A peer that cannot be run is
reported as such.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.eval.sets import LabelledSet, SetMissingError
from bench.eval.tools import GUARD, PEERS, ToolError, ToolSpec, run_tool
from bench.speed.long_texts import HOSTILE, ORDINARY, REPEATS, LongReading, make_hostile, make_ordinary, rank, to_set
from bench.speed.measure import NOTHING, Cost, measure, measure_starts
from bench.speed.messages import load_sets
from bench.speed.report import FIGURES, PAGE, Bench, write_report

EXIT_USAGE = 2


def main() -> int:
    """Run the command."""
    options = _make_parser().parse_args()
    try:
        sets = load_sets(options.samples)
    except SetMissingError as problem:
        print(f"make bench: {problem}", file=sys.stderr)
        return EXIT_USAGE
    command = "make bench" if options.samples is None else f"make bench SAMPLES={options.samples}"
    for title, tables in write_report(run_bench(sets, command, PEERS if not options.no_peers else ())):
        print(f"\n{title}", *(table.to_text() for table in tables), sep="\n\n")
    print(f"\nwritten: {PAGE.name}, {FIGURES.name}")
    return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=Path, metavar="FOLDER", help="messages to read besides the made ones")
    parser.add_argument("--no-peers", action="store_true", help="measure the guard only")
    return parser


def run_bench(sets: Sequence[LabelledSet], command: str, peers: Sequence[ToolSpec]) -> Bench:
    """The guard first, then each peer by itself. Raises ToolError when the guard cannot be run."""
    load_before = os.getloadavg()[0]
    hostile, ordinary = read_long_texts(sets)
    costs, missing = [_measure_aloud(GUARD, sets)], []
    for peer in peers:
        try:
            costs.append(_measure_aloud(peer, sets))
        except ToolError as problem:
            missing.append((peer.name, problem))
            print(f"{peer.name}: not run: {problem.reason}", file=sys.stderr)
    alone = measure_starts(NOTHING)
    return Bench(command, sets, costs, alone, missing, hostile, ordinary, (load_before, os.getloadavg()[0]))


def read_long_texts(sets: Sequence[LabelledSet]) -> tuple[list[LongReading], list[LongReading]]:
    """What the guard makes of hostile and of ordinary long texts."""
    texts = {HOSTILE: make_hostile(), ORDINARY: make_ordinary(sets)}
    run = run_tool(GUARD, [to_set(name, held, REPEATS) for name, held in texts.items()])
    return rank(run.outcomes[HOSTILE]), rank(run.outcomes[ORDINARY])


def _measure_aloud(tool: ToolSpec, sets: Sequence[LabelledSet]) -> Cost:
    start = time.perf_counter()
    cost = measure(tool, sets)
    print(f"{tool.name}: {time.perf_counter() - start:.0f} s", flush=True)
    return cost


if __name__ == "__main__":
    sys.exit(main())
