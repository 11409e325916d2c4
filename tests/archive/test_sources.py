"""What stands in an archive is read as it stands there, from any row on, in bounded memory."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from armslength.archive import spans
from armslength.archive.errors import UnreadableFileError
from armslength.archive.sources import MAX_ROW_BYTES, Columns, Row
from armslength.archive.spans import Place, cut_file, read_span
from tests.archive.archives import TEXTS, repeat_texts, write_lines, write_table

LONG = "a" * (MAX_ROW_BYTES + 1)
TOO_LONG = "longer than 1,000,000 bytes"

LINES = [
    ('{"id":1,"text":"hi"}\n', [(1, Row(1, "hi"))]),
    ('{"id":1,"text":"no end"}', [(1, Row(1, "no end"))]),
    ('\ufeff{"id":1,"text":"marked"}\n', [(1, Row(1, "marked"))]),
    ('{"id":1,"text":"crlf"}\r\n\r\n{"text":"2"}\r\n', [(1, Row(1, "crlf")), (3, Row(None, "2"))]),
    ('{"id":1,"text":"a\u2028b\u2029c\u0085d"}\n', [(1, Row(1, "a\u2028b\u2029c\u0085d"))]),
    ('{"id":[1],"text":"\\ud83d\\n"}\n', [(1, Row([1], "\ud83d\n"))]),
    ("{}\n", [(1, Row(None, "", "`text` must be a string"))]),
    ('{"id":4,"text":7}\n', [(1, Row(4, "", "`text` must be a string"))]),
    ("[]\n", [(1, Row(None, "", "a line must be an object"))]),
    ("nonsense\n", [(1, Row(None, "", "not JSON: Expecting value: line 1 column 1 (char 0)"))]),
    (f'{{"text":"{LONG}"}}\n{{"text":"next"}}\n', [(1, Row(None, "", TOO_LONG)), (2, Row(None, "next"))]),
    ("\n \n", []),
    ("", []),
]

TABLES = [
    ("id,text\n1,hi\n", [(1, Row("1", "hi"))]),
    ("text\nno id\n", [(1, Row(None, "no id"))]),
    ('\ufeff"id","text"\n1,marked\n', [(1, Row("1", "marked"))]),
    (
        'id,text\r\n1,"two\r\nlines, ""quoted"""\r\n2,b\r\n',
        [(1, Row("1", 'two\r\nlines, "quoted"')), (2, Row("2", "b"))],
    ),
    ("text,id\na\u2028b\u0085c\x0bd\x0c,1\n", [(1, Row("1", "a\u2028b\u0085c\x0bd\x0c"))]),
    ("id,text\n1,a\n\n2,no end", [(1, Row("1", "a")), (3, Row("2", "no end"))]),
    ("id,text\n1\n2,b\n", [(1, Row("1", "", "the row ends before `text`")), (2, Row("2", "b"))]),
    (f"id,text\n1,{LONG}\n2,b\n", [(1, Row(None, "", f"{TOO_LONG}, or a quote is never closed")), (2, Row("2", "b"))]),
    ("id,text\n", []),
]


def read(path: Path, columns: Columns | None = None) -> list[tuple[int, Row]]:
    chosen = columns or Columns()
    return [row for span in cut_file(path, chosen, Place()) for row in read_span(span, chosen)]


@pytest.mark.parametrize(("content", "rows"), LINES, ids=range(len(LINES)))
def test_json_lines_are_read(content: str, rows: list[tuple[int, Row]], tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(content.encode())
    assert read(path) == rows


@pytest.mark.parametrize(("content", "rows"), TABLES, ids=range(len(TABLES)))
def test_table_is_read(content: str, rows: list[tuple[int, Row]], tmp_path: Path) -> None:
    path = tmp_path / "in.CSV"
    path.write_bytes(content.encode())
    assert read(path) == rows


def test_quote_that_is_never_closed_costs_one_row_of_bounded_size(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text('id,text\n1,"open\n' + "2,b\n" * 400_000)
    rows = read(path)
    assert [row.problem for _, row in rows[:2]] == [f"{TOO_LONG}, or a quote is never closed", ""]
    assert [number for number, _ in rows] == list(range(1, len(rows) + 1))
    assert len(rows) > 100_000


def test_tabs_separate_where_the_name_says_so(tmp_path: Path) -> None:
    path = write_table(tmp_path / "in.tsv", ["a, b", "c\td"], delimiter="\t")
    assert [row.text for _, row in read(path)] == ["a, b", "c\td"]


def test_columns_can_have_other_names(tmp_path: Path) -> None:
    columns = Columns("body", "key")
    table, lines = tmp_path / "in.csv", tmp_path / "in.jsonl"
    table.write_text("key,text,body\n7,no,yes\n")
    lines.write_text('{"key":"7","text":"no","body":"yes"}\n')
    assert read(table, columns) == read(lines, columns) == [(1, Row("7", "yes"))]


@pytest.mark.parametrize(("header", "known"), [("id;text\n", "`id;text`"), ("", "none"), (LONG, "none")])
def test_table_without_the_column_is_refused(header: str, known: str, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text(header)
    with pytest.raises(UnreadableFileError, match=f"no column `text`; its columns: {known}"):
        read(path)


@pytest.mark.parametrize("span_rows", [1, 2, 7])
def test_spans_hold_each_row_once_and_begin_anywhere(
    span_rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spans, "SPAN_ROWS", span_rows)
    texts = repeat_texts(20)
    for path in (write_lines(tmp_path / "in.jsonl", texts), write_table(tmp_path / "in.csv", texts)):
        whole = list(cut_file(path, Columns(), Place()))
        assert [row.text for span in whole for _, row in read_span(span, Columns())] == texts
        for index, span in enumerate(whole):
            assert list(cut_file(path, Columns(), span.after)) == whole[index + 1 :]


def test_spans_are_bounded_by_bytes_too(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", ["a" * 400_000] * 5)
    assert [span.rows for span in cut_file(path, Columns(), Place())] == [2, 2, 1]


def test_file_that_changed_is_not_passed_over(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "in.jsonl", TEXTS)
    (span,) = cut_file(path, Columns(), Place())
    with pytest.raises(UnreadableFileError, match="changed while it was read"):
        list(read_span(replace(span, end=span.end + 1), Columns()))


@pytest.mark.parametrize(("name", "row"), [("in.jsonl", b'{"text":"%b"}\n'), ("in.csv", b'text\n"%b"\n')])
def test_memory_is_bounded_whatever_the_length_of_a_row(name: str, row: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(row % (b"a" * 30_000_000))
    tracemalloc.start()
    try:
        for span in cut_file(path, Columns(), Place(offset=0)):
            for _ in read_span(span, Columns()):
                pass
        assert tracemalloc.get_traced_memory()[1] < 16 * MAX_ROW_BYTES
    finally:
        tracemalloc.stop()
