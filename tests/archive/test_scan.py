"""A scan goes on where it was broken off: no row is lost, none is doubled, nothing foreign is touched."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from armslength.archive import check, scan, spans
from armslength.archive.check import Counts, Options, check_row
from armslength.archive.errors import BusyOutputError, ForeignProgressError, UnreadableFileError
from armslength.archive.journal import Progress
from armslength.archive.on_cores import check_on_cores
from armslength.archive.scan import Answers, scan_archive
from armslength.archive.sources import Columns, Row
from armslength.archive.spans import Span
from armslength.guard import Guard, ThresholdError
from tests.archive.archives import (
    OPTIONS,
    SHARE,
    answers_in,
    check_here,
    numbered,
    repeat_texts,
    write_lines,
    write_table,
)

FULL = replace(OPTIONS, is_full=True)
ROWS = 12


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spans of two rows, saved every other one."""
    monkeypatch.setattr(spans, "SPAN_ROWS", 2)
    monkeypatch.setattr(scan, "SAVE_EVERY_SPANS", 2)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    texts = repeat_texts(ROWS)
    return [write_lines(tmp_path / "in.jsonl", texts), write_table(tmp_path / "in.csv", texts)]


def scan_here(files: list[Path], out: Path, options: Options = FULL, *, stop_after: int | None = None) -> Progress:
    """Scan in this process; stop with an error after so many spans."""

    def run(whole: Iterator[Span], options: Options) -> Answers:
        for count, answer in enumerate(check_here(whole, options)):
            if count == stop_after:
                raise KeyboardInterrupt
            yield answer

    return scan_archive(files, out, options, run=run, watch=lambda progress: None)


def test_every_row_is_answered_in_order(files: list[Path], tmp_path: Path) -> None:
    progress = scan_here(files, tmp_path / "out")
    answers = answers_in(tmp_path / "out")
    assert [(row["file"], row["row"], str(row["id"])) for row in answers] == numbered(files, ROWS)
    assert progress.counts == Counts(2 * ROWS, sum(row["flagged"] for row in answers), 0)
    assert progress.counts.flagged == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "in.jsonl", "out"]


def test_only_what_was_found_is_written_unless_all_is_asked_for(files: list[Path], tmp_path: Path) -> None:
    scan_here(files, tmp_path / "full")
    scan_here(files, tmp_path / "out", OPTIONS)
    assert answers_in(tmp_path / "out") == [row for row in answers_in(tmp_path / "full") if row["flagged"]]


@pytest.mark.parametrize("stop_after", range(ROWS + 1))
def test_broken_scan_goes_on_to_the_same_output(stop_after: int, files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    whole = scan_here(files, tmp_path / "whole")
    with pytest.raises(KeyboardInterrupt) if stop_after < ROWS else nullcontext():
        scan_here(files, out, stop_after=stop_after)
    if stop_after < ROWS:
        with out.open("ab") as torn:  # what a killed run wrote after it last saved
            torn.write(b'{"file":"in.jso')
        assert scan_here(files, out) == whole
    assert out.read_bytes() == (tmp_path / "whole").read_bytes()


def test_rows_of_a_run_killed_before_it_saved_are_cut_away(files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        scan_here(files, out, stop_after=0)
    out.write_bytes(b"anything")
    assert scan_here(files, out).counts.rows == 2 * ROWS


def test_output_of_something_else_is_not_touched(files: list[Path], tmp_path: Path) -> None:
    for out in (tmp_path / "letter", files[0]):
        out.touch()
        before = out.read_bytes() or b"Dear Sir"
        out.write_bytes(before)
        with pytest.raises(ForeignProgressError, match="is there already"):
            scan_here(files, out)
        assert out.read_bytes() == before


@pytest.mark.parametrize("what", ["files", "options", "content", "version"])
def test_progress_of_another_scan_is_not_gone_on_with(
    what: str, files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        scan_here(files, out, stop_after=5)
    before = out.read_bytes()
    if what == "content":
        os.utime(files[0], (1, 1))
    if what == "version":
        monkeypatch.setattr("armslength.__version__", "99", raising=False)
    options = replace(FULL, threshold=0.7) if what == "options" else FULL
    with pytest.raises(ForeignProgressError, match="belongs to other files or options"):
        scan_here(files[:1] if what == "files" else files, out, options)
    assert out.read_bytes() == before


def test_output_that_was_shortened_is_noticed(files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        scan_here(files, out, stop_after=5)
    os.truncate(out, 1)
    with pytest.raises(ForeignProgressError, match="is shorter than it was"):
        scan_here(files, out)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"scan":1}'])
def test_damaged_journal_is_noticed(content: str, files: list[Path], tmp_path: Path) -> None:
    (tmp_path / "out.progress").write_text(content)
    with pytest.raises(ForeignProgressError):
        scan_here(files, tmp_path / "out")


def test_two_scans_do_not_write_to_one_output(files: list[Path], tmp_path: Path) -> None:
    def run(whole: Iterator[Span], options: Options) -> Answers:
        with pytest.raises(BusyOutputError):
            scan_here(files, tmp_path / "out")
        yield from check_here(whole, options)

    progress = scan_archive(files, tmp_path / "out", FULL, run=run, watch=lambda progress: None)
    assert progress.counts.rows == 2 * ROWS


def test_wrong_file_among_good_ones_leaves_what_was_done(files: list[Path], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("name\n")
    with pytest.raises(UnreadableFileError):
        scan_here([*files, wrong], tmp_path / "out")
    saved = json.loads((tmp_path / "out.progress").read_text())
    assert saved["counts"]["rows"] == 2 * ROWS


def test_row_that_the_guard_fails_on_is_answered_as_not_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Guard, text: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Guard, "check", fail)
    assert check_row(Row(1, SHARE), 0.5) == {"error": "the guard failed: ZeroDivisionError"}


def test_guard_that_cannot_be_made_ends_the_scan() -> None:
    with pytest.raises(ThresholdError):
        check_row(Row(1, SHARE), 7.0)


def test_row_that_was_not_read_completely_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        check, "check_row", lambda row, threshold: {"flagged": False, "findings": [], "complete": False}
    )
    scan_here([write_lines(tmp_path / "in.jsonl", ["long"])], tmp_path / "out", OPTIONS)
    assert [row["complete"] for row in answers_in(tmp_path / "out")] == [False]


def test_only_a_few_spans_are_on_their_way(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", ["hi"] * 200)
    taken = 0

    def take() -> Iterator[Span]:
        nonlocal taken
        for span in spans.cut_file(path, Columns(), spans.Place()):
            taken += 1
            yield span

    answers = check_on_cores(take(), OPTIONS, jobs=1)
    counts = [(index, taken) for index, _ in enumerate(answers)]
    assert len(counts) == 100
    assert max(ahead - index for index, ahead in counts) <= 3
