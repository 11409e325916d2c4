"""Coverage-guided fuzzing of the guard: python -m tests.fuzz.fuzz_guard --seconds 3600

The fuzzer runs in a process of its own (`target.py`); this one says at the end what came of it. An input that breaks a
property is written to `var/fuzz/broken` with its traceback, once for each place that it breaks at, and fuzzing goes on.
What hangs, dies or eats the memory ends the run, and is written there too.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

FOLDER: Final = Path("var/fuzz")
BROKEN: Final = FOLDER / "broken"
CORPUS: Final = FOLDER / "corpus"
SEEDS: Final = FOLDER / "seeds"

MAX_INPUT_BYTES: Final = 2_048
MAX_SECONDS_OF_ONE: Final = 20
"""Instrumented code is many times slower; what takes longer than this hangs."""

_STATUS: Final = re.compile(r"#(?P<runs>\d+)\s+\w+\s+cov: (?P<counters>\d+) ft: (?P<features>\d+) corp: (?P<kept>\d+)")


def main() -> int:
    """Fuzz for the time that was asked for; 1 when something broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    seconds = parser.parse_args().seconds
    for folder in (BROKEN, CORPUS, SEEDS):
        folder.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-m", "tests.fuzz.target", f"-max_total_time={seconds}", f"-timeout={MAX_SECONDS_OF_ONE}"),
        *(f"-max_len={MAX_INPUT_BYTES}", f"-artifact_prefix={BROKEN}/", str(CORPUS), str(SEEDS)),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace") as fuzzer:
        summary = _follow(fuzzer)
    broken = sorted(BROKEN.iterdir())
    print(summary, f"{len(broken)} files in {BROKEN}", sep="\n")
    return 1 if broken or fuzzer.returncode else 0


def _follow(fuzzer: subprocess.Popen[str]) -> str:
    """Pass on what the fuzzer says, but for every single step forward; what its last status says in words."""
    last: re.Match[str] | None = None
    for line in fuzzer.stderr or ():
        last = _STATUS.match(line) or last
        if not re.match(r"#\d+\s+(NEW|REDUCE)\b", line):
            sys.stderr.write(line)
    if last is None:
        return "the fuzzer did not run"
    covered = f"{last['counters']} branches and {last['features']} features covered"
    return f"{last['runs']} executions; {covered}; {last['kept']} inputs kept"


if __name__ == "__main__":
    sys.exit(main())
