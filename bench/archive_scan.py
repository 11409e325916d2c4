"""How a scan of a large archive goes: rate, memory and use of the cores, broken off midway and gone on with.

    python bench/archive_scan.py [--rows 5000000] [--form jsonl|csv]

Makes the archive (kept in var/ for the next run), runs `armslength scan --full` on it, sends SIGINT about midway, runs
the same command again, and then reads the output: every row has to be there once, in order, with the answer that was
planted for it. Memory and processor time are those of the command with all its processes. Prints a table and writes
bench/results/archive_scan.json. Exit status 1 when a row is lost, doubled or misplaced.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results" / "archive_scan.json"
FOLDER = ROOT / "var" / "archive_scan"
SEED = 20_241
SHARE_OF_CORPUS = 0.1
SHARE_WITH_PLANTED = 0.01
PLANTED = "mail me at jane.doe@example.com"
SAMPLE_SECONDS = 0.25
OPENERS = "hi|hello|ok|so|thanks|great|sure|yes|sorry|morning|hm|right|perfect|good news|quick question"
SUBJECTS = (
    "the header|your draft|the second chapter|the logo|our checkout page|the invoice|the blue one|that photo|"
    "the upload|the new build|the translation|the brief|the first milestone|my keyboard|the train"
)
VERBS = (
    "looks great|needs another round|is too tall on phones|was uploaded yesterday|misses the last part|is nearly there|"
    "broke again|is late today|took me 3 hours|costs 250 in all|is due on Friday|made me laugh|works now"
)
ENDS = "thanks!|what do you think?|I can look again on Monday.|no rush.|see main.py line 80.|:)|see you tomorrow.|ok?|"


def corpus_texts() -> list[str]:
    """Every single message of the development corpus, in all languages, clean and not."""
    lines = [
        line for path in sorted((ROOT / "corpora" / "dev").glob("*.jsonl")) for line in path.open(encoding="utf-8")
    ]
    return [row["text"] for row in map(json.loads, lines) if "text" in row]


def make_texts(count: int) -> Iterator[str]:
    """Chat, mostly clean, with texts of the corpus and planted details; the same ones on every run."""
    choose = random.Random(SEED)
    corpus = corpus_texts()
    parts = [block.split("|") for block in (OPENERS, SUBJECTS, VERBS, ENDS)]
    for _ in range(count):
        kind = choose.random()
        if kind < SHARE_WITH_PLANTED:
            yield PLANTED
        elif kind < SHARE_WITH_PLANTED + SHARE_OF_CORPUS:
            yield choose.choice(corpus)
        else:
            opener, subject, verb, end = (choose.choice(block) for block in parts)
            yield f"{opener}, {subject} {verb} {end}"


def write_archive(count: int, form: str) -> Path:
    """The archive, made unless it is there."""
    path = FOLDER / f"{count}.{form}"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        making = path.with_suffix(".making")
        with making.open("w", encoding="utf-8", newline="") as opened:
            if form == "csv":
                csv.writer(opened).writerow(["id", "text"])
                csv.writer(opened).writerows((f"m{index}", text) for index, text in enumerate(make_texts(count)))
            else:
                rows = ({"id": f"m{index}", "text": text} for index, text in enumerate(make_texts(count)))
                opened.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        making.rename(path)
    return path


@dataclass
class Usage:
    """What a run and all its processes used."""

    seconds: float = 0.0
    peak_bytes: int = 0
    processor_seconds: dict[int, float] = field(default_factory=dict)
    core_shares: list[list[float]] = field(default_factory=list)

    def sample(self, pid: int) -> None:
        """Take note of memory and processor time of the process and its children, and of the cores."""
        self.core_shares.append(psutil.cpu_percent(percpu=True))
        total = 0
        for process in _tree(pid):
            try:
                total += process.memory_info().rss
                times = process.cpu_times()
            except psutil.Error:  # it ended meanwhile
                continue
            self.processor_seconds[process.pid] = times.user + times.system
        self.peak_bytes = max(self.peak_bytes, total)

    def figures(self) -> dict[str, Any]:
        """What is told of it. The first seconds of the cores are left out with the start of the processes."""
        settled = self.core_shares[4:] or self.core_shares
        return {
            "seconds": round(self.seconds, 2),
            "peak_mb": round(self.peak_bytes / 1e6, 1),
            "processor_seconds": round(sum(self.processor_seconds.values()), 2),
            "cores_used": round(sum(self.processor_seconds.values()) / self.seconds, 2),
            "core_percent": [round(sum(core) / len(core), 1) for core in zip(*settled, strict=True)],
        }


def _tree(pid: int) -> list[Any]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def run_command(command: list[str], progress: Path, stop_at_row: int | None) -> tuple[int, Usage]:
    """Run the scan, and stop it when so many rows are saved. Returns its exit status and what it used."""
    usage = Usage()
    psutil.cpu_percent(percpu=True)
    start = time.perf_counter()
    with subprocess.Popen(command) as running:
        while running.poll() is None:
            time.sleep(SAMPLE_SECONDS)
            usage.sample(running.pid)
            if stop_at_row is not None and _saved_rows(progress) >= stop_at_row:
                running.send_signal(signal.SIGINT)
                stop_at_row = None
    usage.seconds = time.perf_counter() - start
    return running.returncode, usage


def _saved_rows(progress: Path) -> int:
    try:
        return int(json.loads(progress.read_bytes())["counts"]["rows"])
    except FileNotFoundError:
        return 0


def verify(out: Path, count: int) -> dict[str, int]:
    """How many rows are wrong: not the next one in order, or without the planted answer."""
    misplaced = unfound = rows = 0
    with out.open(encoding="ascii") as lines:
        for rows, (line, text) in enumerate(zip(lines, make_texts(count), strict=False), 1):
            answer = json.loads(line)
            misplaced += (answer["row"], answer["id"]) != (rows, f"m{rows - 1}")
            unfound += text == PLANTED and not answer["flagged"]
        surplus = sum(1 for _ in lines)
    return {"rows": rows, "lost": count - rows, "doubled": surplus, "misplaced": misplaced, "unfound": unfound}


def measure(count: int, form: str) -> dict[str, Any]:
    """Both runs and what they wrote."""
    archive, out = write_archive(count, form), FOLDER / f"{count}.{form}.findings"
    progress = out.with_name(out.name + ".progress")
    for path in (out, progress):
        path.unlink(missing_ok=True)
    command = [sys.executable, "-m", "armslength", "scan", str(archive), "--out", str(out), "--full"]
    first_status, first = run_command(command, progress, count // 2)
    stopped_at = _saved_rows(progress)
    second_status, second = run_command(command, progress, None)
    return {
        "form": form,
        "messages": count,
        "archive_mb": round(archive.stat().st_size / 1e6, 1),
        "cores": os.cpu_count(),
        "first": {"status": first_status, "rows": stopped_at, **first.figures()},
        "second": {"status": second_status, "rows": count - stopped_at, **second.figures()},
        "messages_per_second": round(count / (first.seconds + second.seconds)),
        "peak_mb": max(first.figures()["peak_mb"], second.figures()["peak_mb"]),
        "verified": verify(out, count),
    }


def tell(figures: dict[str, Any]) -> None:
    """Print the table."""
    print(
        f"{figures['messages']:,} messages as {figures['form']}, {figures['archive_mb']:,} MB, {figures['cores']} cores"
    )
    print(f"{'':8}{'status':>8}{'rows':>12}{'seconds':>10}{'rows/s':>10}{'peak MB':>10}{'cores used':>12}  each, %")
    for name in ("first", "second"):
        run = figures[name]
        rate = run["rows"] / run["seconds"]
        print(
            f"{name:8}{run['status']:8}{run['rows']:12,}{run['seconds']:10.1f}{rate:10,.0f}{run['peak_mb']:10.1f}"
            f"{run['cores_used']:12.2f}  {run['core_percent']}"
        )
    print(f"{figures['messages_per_second']:,} messages a second over both, start and stop included")
    print(", ".join(f"{number:,} {name}" for name, number in figures["verified"].items()))


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=5_000_000, help="how many messages (default %(default)s)")
    parser.add_argument("--form", choices=("jsonl", "csv"), default="jsonl")
    options = parser.parse_args()
    figures = measure(options.rows, options.form)
    tell(figures)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    wrong = figures["verified"]
    statuses = (figures["first"]["status"], figures["second"]["status"])
    is_whole = not (wrong["lost"] or wrong["doubled"] or wrong["misplaced"] or wrong["unfound"])
    return 0 if is_whole and statuses == (130, 0) else 1


if __name__ == "__main__":
    sys.exit(main())
