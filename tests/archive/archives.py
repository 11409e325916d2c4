"""Archives to scan, the command that scans them, and what it wrote."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from armslength.archive.check import Options, check_span
from armslength.archive.scan import Answers
from armslength.archive.spans import Span

SHARE = "mail me at jane.doe (at) gmail (dot) com"
TEXTS = (
    "Thanks, looks great.",
    SHARE,
    "The header\u2028needs\x85another\x0b round\u2029",
    'see main.py\r\nline 80, it says "no"',
    "你好，标题很好",
)
OPTIONS = Options(threshold=0.5)


def write_lines(path: Path, texts: Iterable[str]) -> Path:
    """JSON lines with everything that JSON lets stand written out; ids count from 0."""
    rows = (json.dumps({"id": index, "text": text}, ensure_ascii=False) for index, text in enumerate(texts))
    path.write_bytes("".join(row + "\n" for row in rows).encode())
    return path


def write_table(path: Path, texts: Iterable[str], delimiter: str = ",") -> Path:
    """The same as CSV."""
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, delimiter=delimiter)
        writer.writerow(["id", "sent", "text"])
        writer.writerows([index, "2024-05-01", text] for index, text in enumerate(texts))
    return path


def repeat_texts(count: int) -> list[str]:
    """So many texts, each other than its neighbours, half of them as short as can be."""
    return [f"{TEXTS[index // 2 % len(TEXTS)] if index % 2 else 'ok'} {index}" for index in range(count)]


def check_here(spans: Iterator[Span], options: Options) -> Answers:
    """What the runners do, in the process of the test."""
    for span in spans:
        yield span, check_span(span, options)


def scan_command(*arguments: str | Path) -> list[str]:
    """The command line of a scan."""
    return [sys.executable, "-m", "armslength", "scan", *map(str, arguments)]


def run_scan(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run it to its end."""
    return subprocess.run(scan_command(*arguments), capture_output=True, text=True, check=False, timeout=120)


def answers_in(out: Path) -> list[dict[str, Any]]:
    """What was written."""
    return [json.loads(line) for line in out.read_text(encoding="ascii").splitlines()]


def numbered(files: Sequence[Path], count: int) -> list[tuple[str, int, str]]:
    """File, row and id of every row of archives of so many rows, in order."""
    return [(str(path), index + 1, str(index)) for path in files for index in range(count)]
