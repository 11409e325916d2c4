"""Measure how often the guard is right, beside its peers, and write docs/accuracy.md and bench/results/accuracy.json.

    python -m bench.eval [--samples FOLDER] [--misses] [--no-peers]

Exit status: 0 when everything was measured, 2 when the folder of samples is not there. A peer that cannot be run is
reported as such. `--misses` only prints what was judged wrongly in `dev`, never in another set.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.eval.comparison import sample_set
from bench.eval.report import FIGURES, PAGE, Evaluation, write_report
from bench.eval.sets import LabelledSet, SetMissingError, load_own, load_samples
from bench.eval.tools import GUARD, PEERS, Run, ToolError, ToolSpec, run_tool

EXIT_USAGE = 2
TUNED_ON = "dev"


def main() -> int:
    """Run the command."""
    options = _make_parser().parse_args()
    try:
        sets = load_own() + (load_samples(options.samples) if options.samples else [])
    except SetMissingError as problem:
        print(f"make eval: {problem}", file=sys.stderr)
        return EXIT_USAGE
    if options.misses:
        print_misses([labelled for labelled in sets if labelled.name == TUNED_ON])
        return 0
    write_report(evaluate(sets, _command(options.samples), with_peers=not options.no_peers))
    print(f"written: {PAGE.name}, {FIGURES.name}")
    return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=Path, metavar="FOLDER", help="samples to read besides our own sets")
    parser.add_argument("--misses", action="store_true", help="print what was judged wrongly in dev, and no more")
    parser.add_argument("--no-peers", action="store_true", help="measure the guard only")
    return parser


def _command(samples: Path | None) -> str:
    return "make eval" if samples is None else f"make eval SAMPLES={samples}"


def evaluate(sets: Sequence[LabelledSet], command: str, *, with_peers: bool) -> Evaluation:
    """Run the guard over all sets, and the peers over all but the one that only the guard was developed on."""
    shared = [sample_set(labelled) for labelled in sets if labelled.name != TUNED_ON]
    guard = _run_aloud(GUARD, sets)
    peers, missing = [], []
    for peer in PEERS if with_peers else ():
        try:
            peers.append(_run_aloud(peer, shared))
        except ToolError as problem:
            missing.append((peer.name, problem))
            print(f"{peer.name}: not run: {problem.reason}", file=sys.stderr)
    return Evaluation(command, sets, shared, guard, peers, missing)


def _run_aloud(tool: ToolSpec, sets: Sequence[LabelledSet]) -> Run:
    start = time.perf_counter()
    run = run_tool(tool, sets)
    print(f"{tool.name}: {time.perf_counter() - start:.0f} s", flush=True)
    return run


def print_misses(sets: Sequence[LabelledSet]) -> None:
    """One line for each message and conversation that was judged wrongly."""
    for outcome in run_tool(GUARD, sets).outcomes.values():
        for row in outcome.messages:
            if not row.is_right:
                print(f"{row.message.id}  {row.message.tier} {row.message.label}: {row.message.text!r}")
        for judged in outcome.conversations:
            if not judged.is_right:
                print(f"{judged.conversation.id}  {judged.conversation.label}: first flag {judged.first}")


if __name__ == "__main__":
    sys.exit(main())
