"""`armslength scan` as it is run: its forms, its answers, and what it does when it is broken off."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from armslength.archive.bar import Bar
from armslength.archive.check import Counts
from armslength.archive.journal import Progress
from armslength.archive.spans import Place
from tests.archive.archives import (
    SHARE,
    answers_in,
    numbered,
    repeat_texts,
    run_scan,
    scan_command,
    write_lines,
    write_table,
)

ROWS = 5_000
SECONDS = 60


def wait_for(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.002)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two archives and the output of a scan of both that nobody disturbed."""
    path = tmp_path_factory.mktemp("archives")
    texts = repeat_texts(ROWS)
    write_lines(path / "in.jsonl", texts)
    write_table(path / "in.tsv", texts, delimiter="\t")
    done = run_scan(path / "in.jsonl", path / "in.tsv", "--out", path / "whole", "--full")
    assert (done.returncode, done.stdout) == (0, "")
    assert f"{2 * ROWS:,} rows, 1,000 flagged, 0 not checked" in done.stderr
    return path


def test_every_row_of_every_form_is_answered_once(folder: Path) -> None:
    answers = [(row["file"], row["row"], str(row["id"])) for row in answers_in(folder / "whole")]
    assert answers == numbered([folder / "in.jsonl", folder / "in.tsv"], ROWS)


def test_answer_has_what_the_contract_names(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", ["🙂🙂 jane@example.com", "Thanks."])
    done = run_scan(path, "--out", tmp_path / "out")
    (answer,) = answers_in(tmp_path / "out")
    assert (done.returncode, list(answer)) == (0, ["file", "row", "id", "flagged", "findings"])
    assert (answer["file"], answer["row"], answer["id"], answer["findings"][0]["start"]) == (str(path), 1, 0, 3)


def test_wrong_rows_are_answered_in_place(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(["nonsense", "", '{"id":3,"text":7}', json.dumps({"id": 4, "text": SHARE})]))
    done = run_scan(path, "--out", tmp_path / "out")
    answers = answers_in(tmp_path / "out")
    assert (done.returncode, [(row["row"], row["id"]) for row in answers]) == (1, [(1, None), (3, 3), (4, 4)])
    assert ["error" in row for row in answers] == [True, True, False]
    assert "3 rows, 1 flagged, 2 not checked" in done.stderr


def test_threshold_and_columns_are_heeded(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("key,body\nk1,jane@example.com\n")
    named = (path, "--text", "body", "--id", "key")
    assert run_scan(*named, "--out", tmp_path / "all").returncode == 0
    assert [row["id"] for row in answers_in(tmp_path / "all")] == ["k1"]
    assert run_scan(*named, "--out", tmp_path / "none", "--threshold", "0.999").returncode == 0
    assert answers_in(tmp_path / "none") == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.jsonl"], "No such file"),
        (["in.jsonl", "--out", "in.jsonl"], "is there already"),
        (["in.csv"], "no column `text`"),
        (["in.jsonl", "--threshold", "2"], "between 0 and 1"),
        (["in.jsonl", "--jobs", "0"], "at least one process"),
        (["in.jsonl", "--jobs", "1", "--ray"], "not allowed with"),
        ([], "required"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_lines(tmp_path / "in.jsonl", ["hi"])
    (tmp_path / "in.csv").write_text("id,body\n")
    done = run_scan(*(["--out", "out"] if "--out" not in arguments else []), *arguments)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert said in done.stderr


@pytest.mark.parametrize(
    ("number", "to_group", "status"),
    [
        (signal.SIGINT, False, 130),
        (signal.SIGINT, True, 130),
        (signal.SIGTERM, False, 130),
        (signal.SIGKILL, False, -signal.SIGKILL),
    ],
)
def test_scan_that_is_broken_off_goes_on(
    number: signal.Signals, to_group: bool, status: int, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = scan_command(folder / "in.jsonl", folder / "in.tsv", "--out", out, "--full")
    sizes = [0]
    for _ in range(2):
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
            wait_for(lambda: out.exists() and out.stat().st_size > sizes[-1])
            workers = psutil.Process(running.pid).children(recursive=True)
            assert workers
            (os.killpg if to_group else os.kill)(running.pid, number)
            _, said = running.communicate(timeout=SECONDS)
        assert (running.returncode, "Traceback" in said) == (status, False)
        _, alive = psutil.wait_procs(workers, timeout=SECONDS)
        assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []
        sizes.append(out.stat().st_size)
    assert sizes[-1] < (folder / "whole").stat().st_size
    assert (tmp_path / "out.progress").exists()
    assert subprocess.run(command, capture_output=True, check=False, timeout=SECONDS).returncode == 0
    assert out.read_bytes() == (folder / "whole").read_bytes()
    assert not (tmp_path / "out.progress").exists()


def test_worker_that_dies_is_told(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = scan_command(folder / "in.jsonl", "--out", out, "--full", "--jobs", "1")
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        wait_for(lambda: out.exists() and out.stat().st_size > 0)
        worker = next(child for child in psutil.Process(running.pid).children() if "spawn_main" in str(child.cmdline()))
        worker.kill()
        _, said = running.communicate(timeout=SECONDS)
    assert (running.returncode, "Traceback" in said) == (2, False)
    assert "A worker died" in said
    assert run_scan(folder / "in.jsonl", "--out", out, "--full").returncode == 0
    assert (folder / "whole").read_bytes().startswith(out.read_bytes())


def test_terminal_shows_a_bar(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", repeat_texts(4_000))
    ours, theirs = pty.openpty()
    with subprocess.Popen(scan_command(path, "--out", tmp_path / "out"), stderr=theirs) as running:
        os.close(theirs)
        shown = b""
        while chunk := read_terminal(ours):
            shown += chunk
    os.close(ours)
    assert running.returncode == 0
    assert "4,000 rows, 400 flagged" in shown.decode().split("\r\x1b[K")[-1]


def read_terminal(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # how a terminal says that nobody is at its other end
        return b""


def test_bar_counts_bytes_over_all_files_and_rows_of_this_run(tmp_path: Path) -> None:
    files = [tmp_path / "a", tmp_path / "b"]
    for path in files:
        path.write_bytes(b"." * 100)
    bar = Bar(files)
    bar.show(Progress(Place(0, 50, 6), 0, Counts(5)))
    line = bar.line(Progress(Place(1, 50, 6), 0, Counts(1_005, 7, 1)), seconds=10)
    assert line == "█" * 18 + "░" * 6 + "  75%  1,005 rows, 7 flagged, 1 not checked, 100 rows/s, 0:05 left"
