"""`armslength scan`: whole files of messages, with a bar that says how far it is."""

from __future__ import annotations

import os
import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

from armslength.archive.bar import Bar
from armslength.archive.check import Options
from armslength.archive.errors import ArchiveError
from armslength.archive.on_cores import check_on_cores
from armslength.archive.on_ray import check_on_ray
from armslength.archive.scan import scan_archive
from armslength.archive.sources import Columns
from armslength.guard import STRICT, GuardError

EXIT_DONE: Final = 0
EXIT_INVALID: Final = 1
EXIT_USAGE: Final = 2
EXIT_INTERRUPTED: Final = 130


def run_scan(arguments: list[str]) -> int:
    """Run the command. Returns 0, 1 when a row was not valid, 2 for wrong usage, 130 when it was broken off."""
    options = _make_parser().parse_args(arguments)
    how = Options(options.threshold, Columns(options.text, options.id), options.full)
    run = check_on_ray if options.ray else partial(check_on_cores, jobs=options.jobs)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        bar = Bar(options.files)
        progress = scan_archive(options.files, options.out, how, run=run, watch=bar.show)
    except (ArchiveError, GuardError, OSError) as problem:
        print(f"armslength scan: {problem}", file=sys.stderr)
        return EXIT_USAGE
    except KeyboardInterrupt:
        print("\nStopped. The same command goes on from here.", file=sys.stderr)
        return EXIT_INTERRUPTED
    bar.close(progress)
    return EXIT_INVALID if progress.counts.errors else EXIT_DONE


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _make_parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="armslength scan",
        description="Check every message of whole files, on all cores; go on where an earlier run was broken off.",
        epilog=(
            "FILE is JSON lines, or CSV or TSV with a header (by its ending). Each line of FINDINGS is "
            '{"file":…,"row":…,"id":…,"flagged":…,"findings":[…]}, or has an "error" in place of findings. '
            "Exit status: 0, 1 when a row was not valid, 2 for wrong usage, 130 when it was broken off."
        ),
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="what to check")
    parser.add_argument("--out", required=True, type=Path, metavar="FINDINGS", help="where to write what was found")
    parser.add_argument("--text", default="text", metavar="NAME", help="field or column of the text (default: text)")
    parser.add_argument("--id", default="id", metavar="NAME", help="field or column of the id (default: id)")
    parser.add_argument("--full", action="store_true", help="write a line for every row, not only for what was found")
    parser.add_argument(
        "--threshold", type=_threshold, default=STRICT.suspect_at, metavar="LEVEL",
        help="confidence from 0 to 1 from which a finding counts (default: %(default)s)",
    )  # fmt: skip
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--jobs",
        type=_jobs,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes (default: %(default)s, all cores)",
    )
    where.add_argument("--ray", action="store_true", help="check on Ray, all of its cores (needs the extra `ray`)")
    return parser


def _threshold(written: str) -> float:
    threshold = float(written)
    if not 0 <= threshold <= 1:
        raise ArgumentTypeError("a threshold lies between 0 and 1")
    return threshold


def _jobs(written: str) -> int:
    jobs = int(written)
    if jobs < 1:
        raise ArgumentTypeError("at least one process is needed")
    return jobs
