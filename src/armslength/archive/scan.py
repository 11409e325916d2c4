"""Scans whole archives: spans go to workers, answers come back in order, the journal follows."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, Final

from armslength.archive.check import Checked, Options
from armslength.archive.errors import BusyOutputError
from armslength.archive.journal import Journal, Progress
from armslength.archive.spans import Place, Span, cut_file

SAVE_EVERY_SPANS: Final = 16

Answers = Generator[tuple[Span, Checked], None, None]
Runner = Callable[[Iterator[Span], Options], Answers]
"""Checks spans wherever it likes and answers them in their order, each once; takes only a bounded number ahead."""

Watch = Callable[[Progress], None]
"""Told how far the scan is: once before it begins, then after each span."""


def scan_archive(files: Sequence[Path], out: Path, options: Options, *, run: Runner, watch: Watch) -> Progress:
    """Check every row of all files and write what was found to `out`; go on where an earlier run was broken off.

    Raises ArchiveError when a file cannot be read or the output belongs to another scan.
    """
    journal = Journal(out, files, options)
    with out.open("ab") as opened:
        _lock(opened, out)
        progress = journal.load(opened.tell())
        opened.truncate(progress.written)
        try:
            journal.save(progress, opened)  # before the first row, or a run killed early leaves rows of nobody
            watch(progress)
            with closing(run(_cut(files, options, progress.place), options)) as answers:
                for count, (span, checked) in enumerate(answers, 1):
                    opened.write(checked.lines)
                    written = progress.written + len(checked.lines)
                    progress = Progress(span.after, written, progress.counts + checked.counts)
                    watch(progress)
                    if count % SAVE_EVERY_SPANS == 0:
                        journal.save(progress, opened)
        finally:
            journal.save(progress, opened)
        journal.close()
    return progress


def _lock(opened: BinaryIO, out: Path) -> None:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BusyOutputError(out, "is being written by another scan.") from None


def _cut(files: Sequence[Path], options: Options, place: Place) -> Iterator[Span]:
    for number, path in enumerate(files[place.file :], place.file):
        begin = place if number == place.file else Place(number)
        yield from cut_file(path, options.columns, begin)
