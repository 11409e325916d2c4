"""Archives in their two forms, JSON lines and CSV, read row by row in bounded memory.

After each row the file stands at the beginning of the next one, so that any place between two rows is a place to go on
from: a number of bytes, in both forms.
"""

from __future__ import annotations

import csv
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from armslength.archive.errors import UnreadableFileError

MAX_ROW_BYTES: Final = 1_000_000
"""A longer row is answered with an error, not read."""

_DELIMITERS: Final = {".csv": ",", ".tsv": "\t"}
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_TOO_LONG: Final = f"longer than {MAX_ROW_BYTES:,} bytes"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a row has its text and its id."""

    text: str = "text"
    id: str = "id"


@dataclass(frozen=True, slots=True)
class Row:
    """What to check, or why it cannot be checked."""

    id: object
    text: str
    problem: str = ""


class Source(ABC):
    """The rows of an opened file from where it stands."""

    @abstractmethod
    def skim(self) -> Iterator[object]:
        """One thing for each row, not looked into: for counting."""

    @abstractmethod
    def rows(self) -> Iterator[Row | None]:
        """What each row says; None for a blank one."""


@contextmanager
def open_source(path: Path, columns: Columns) -> Iterator[tuple[BinaryIO, Source]]:
    """The file, standing at its first row, and its reader. Raises UnreadableFileError without a column of that name."""
    with path.open("rb") as opened:
        if opened.read(len(_BYTE_ORDER_MARK)) != _BYTE_ORDER_MARK:
            opened.seek(0)
        delimiter = _DELIMITERS.get(path.suffix.lower())
        yield opened, JsonLines(opened, columns) if delimiter is None else Table(opened, columns, delimiter)


class JsonLines(Source):
    """An object a line; only a line feed ends a line, whatever else Unicode calls a separator."""

    def __init__(self, opened: BinaryIO, columns: Columns) -> None:
        self._opened = opened
        self._columns = columns

    def skim(self) -> Iterator[bytes | None]:
        """Each line; None in place of one that is too long."""
        while line := self._opened.readline(MAX_ROW_BYTES + 1):
            if len(line) <= MAX_ROW_BYTES:
                yield line
            else:
                _skip_rest(self._opened, line)
                yield None

    def rows(self) -> Iterator[Row | None]:
        """What each line says."""
        return map(self._parse, self.skim())

    def _parse(self, line: bytes | None) -> Row | None:
        if line is None:
            return Row(None, "", _TOO_LONG)
        if line.isspace():
            return None
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            return Row(None, "", f"not JSON: {error}")
        if not isinstance(found, dict):
            return Row(None, "", "a line must be an object")
        row_id, text = found.get(self._columns.id), found.get(self._columns.text)
        if isinstance(text, str):
            return Row(row_id, text)
        return Row(row_id, "", f"`{self._columns.text}` must be a string")


class Table(Source):
    """CSV with a header; a quoted field may go on over lines."""

    def __init__(self, opened: BinaryIO, columns: Columns, delimiter: str) -> None:
        csv.field_size_limit(MAX_ROW_BYTES)
        self._lines = _Lines(opened)
        self._reader = csv.reader(self._lines, delimiter=delimiter)
        header = self._next()
        names = header if isinstance(header, list) else []
        if columns.text not in names:
            known = ", ".join(f"`{name}`" for name in names) or "none"
            problem = f"has no column `{columns.text}`; its columns: {known}. Name one with --text."
            raise UnreadableFileError(Path(opened.name), problem)
        self._columns = columns
        self._text_at = names.index(columns.text)
        self._id_at = names.index(columns.id) if columns.id in names else None

    def skim(self) -> Iterator[list[str] | str]:
        """The fields of each row; a sentence in place of one that cannot be read."""
        while (found := self._next()) is not None:
            yield found

    def rows(self) -> Iterator[Row | None]:
        """What each row says."""
        return map(self._parse, self.skim())

    def _next(self) -> list[str] | str | None:
        self._lines.row_bytes = 0
        try:
            return next(self._reader, None)
        except _RowTooLongError:
            return f"{_TOO_LONG}, or a quote is never closed"
        except csv.Error as error:
            return f"not CSV: {error}"

    def _parse(self, fields: list[str] | str) -> Row | None:
        if isinstance(fields, str):
            return Row(None, "", fields)
        if not fields:
            return None
        row_id = fields[self._id_at] if self._id_at is not None and self._id_at < len(fields) else None
        if self._text_at < len(fields):
            return Row(row_id, fields[self._text_at])
        return Row(row_id, "", f"the row ends before `{self._columns.text}`")


class _RowTooLongError(Exception):
    """The row that is being read has more than MAX_ROW_BYTES."""


class _Lines(Iterator[str]):
    """The lines that the CSV reader asks for, as many as a row needs and no byte more."""

    def __init__(self, opened: BinaryIO) -> None:
        self._opened = opened
        self.row_bytes = 0

    def __next__(self) -> str:
        line = self._opened.readline(MAX_ROW_BYTES + 1)
        if not line:
            raise StopIteration
        self.row_bytes += len(line)
        if self.row_bytes > MAX_ROW_BYTES:
            _skip_rest(self._opened, line)
            raise _RowTooLongError
        return line.decode("utf-8", errors="replace")


def _skip_rest(opened: BinaryIO, line: bytes) -> None:
    """Read on to the end of the line that began so."""
    while line and not line.endswith(b"\n"):
        line = opened.readline(MAX_ROW_BYTES)
