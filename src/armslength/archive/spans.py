"""Spans: a file cut between its rows into pieces that workers read for themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from armslength.archive.errors import UnreadableFileError
from armslength.archive.sources import Columns, Row, Source, open_source

SPAN_ROWS: Final = 1_000
SPAN_BYTES: Final = 500_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a scan stands: in which of its files, at which byte, before which row (from 1; 0 bytes: at the first)."""

    file: int = 0
    offset: int = 0
    row: int = 1


@dataclass(frozen=True, slots=True)
class Span:
    """Some whole rows of a file: the bytes from `start` to `end`, `rows` rows from number `first_row` on."""

    file: int
    path: str
    start: int
    end: int
    first_row: int
    rows: int

    @property
    def after(self) -> Place:
        """The place behind it."""
        return Place(self.file, self.end, self.first_row + self.rows)


def cut_file(path: Path, columns: Columns, place: Place) -> Iterator[Span]:
    """The spans of a file from a place in it on."""
    with open_source(path, columns) as (opened, source):
        if place.offset:
            opened.seek(place.offset)
        start, row = opened.tell(), place.row
        while rows := _pass_rows(opened, source, start):
            yield Span(place.file, str(path), start, opened.tell(), row, rows)
            start, row = opened.tell(), row + rows


def _pass_rows(opened: BinaryIO, source: Source, start: int) -> int:
    rows = 0
    for _ in islice(source.skim(), SPAN_ROWS):
        rows += 1
        if opened.tell() - start >= SPAN_BYTES:
            break
    return rows


def read_span(span: Span, columns: Columns) -> Iterator[tuple[int, Row]]:
    """The rows of a span with their numbers, blank ones left out. Raises UnreadableFileError when the file changed."""
    with open_source(Path(span.path), columns) as (opened, source):
        opened.seek(span.start)
        for number, row in enumerate(islice(source.rows(), span.rows), span.first_row):
            if row is not None:
                yield number, row
        if opened.tell() != span.end:
            raise UnreadableFileError(Path(span.path), "changed while it was read. Scan it anew.")
