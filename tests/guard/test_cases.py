"""Every case of the tables, bare and planted between ordinary sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from armslength.guard import Guard

CASES = Path(__file__).parent / "cases"
SPAN_MARGIN_CHARS = 12
CARRIERS = (
    "{}",
    "Thanks for the draft. {}",
    "{}\nI will look at the colours tomorrow.",
    "Good morning! {}\nThe second version is better, by the way.",
)
_MARKED = re.compile(r"\[\[(?!at\]|dot\])(.+?)\]\](?!\])")
_LANGUAGE = re.compile(r"^[a-z]{2}: ")


@dataclass(frozen=True)
class Case:
    act: str
    kind: str
    text: str
    spans: tuple[tuple[int, int], ...]


def read_lines(pattern: str) -> list[str]:
    lines = [line for path in sorted(CASES.glob(pattern)) for line in path.read_text(encoding="utf-8").split("\n")]
    return [_unescape(line) for line in lines if line.strip() and not line.startswith("#")]


def _unescape(line: str) -> str:
    unescaped = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match.group(1), 16)), line)
    return unescaped.replace("\\n", "\n").replace("\\\\", "\\")


def read_case(line: str) -> Case:
    label, _, marked = line.partition(" | ")
    act, kind = label.split()
    marked = _LANGUAGE.sub("", marked)
    text, spans, at = "", [], 0
    for match in _MARKED.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match.group(1))))
        text += match.group(1)
        at = match.end()
    return Case(act, kind, text + marked[at:], tuple(spans))


FOUND = [read_case(line) for line in read_lines("find_*.txt")]
PASSED = [_LANGUAGE.sub("", line) for line in read_lines("pass_*.txt")]


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Guard()


def test_tables_are_read() -> None:
    assert len(FOUND) > 200
    assert len(PASSED) > 120
    assert all(case.spans for case in FOUND)


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case.text[:50])
def test_detail_is_found_wherever_it_stands(guard: Guard, case: Case) -> None:
    for carrier in CARRIERS:
        text = carrier.format(case.text)
        shift = text.index(case.text)
        report = guard.check(text)
        flagged = [f for f in report.findings if f.is_flaggable and f.confidence >= report.threshold]
        assert report.is_flagged, text
        touching = [f for f in flagged for start, end in case.spans if f.start < shift + end and f.end > shift + start]
        assert touching, (text, flagged)
        assert any(f.act == case.act for f in touching), (text, touching)


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case.text[:50])
def test_mark_is_tight(guard: Guard, case: Case) -> None:
    report = guard.check(case.text)
    first, last = case.spans[0][0] - SPAN_MARGIN_CHARS, case.spans[-1][1] + SPAN_MARGIN_CHARS
    flagged = [f for f in report.findings if f.is_flaggable and f.confidence >= report.threshold]
    assert any(f.start >= first and f.end <= last for f in flagged), flagged


@pytest.mark.parametrize("text", PASSED, ids=lambda text: text[:50])
def test_ordinary_text_passes_wherever_it_stands(guard: Guard, text: str) -> None:
    for carrier in CARRIERS:
        report = guard.check(carrier.format(text))
        flagged = [f for f in report.findings if f.is_flaggable and f.confidence >= report.threshold]
        assert flagged == [], carrier.format(text)


def test_kinds_are_mostly_right(guard: Guard) -> None:
    right = sum(any(f.kind == case.kind for f in guard.check(case.text).findings) for case in FOUND)
    assert right >= 0.9 * len(FOUND)
