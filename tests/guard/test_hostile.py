"""Work grows no faster than the text, whatever the text."""

from __future__ import annotations

import pytest

from armslength.guard import MAX_TEXT_CHARS, SCAN_BUDGET_STEPS, Decision, Guard, Surface, decide
from armslength.guard import scan as pipeline
from armslength.guard.text import fold as folding
from armslength.guard.text.lexicon import load_lexicon

GUARD = Guard()
HOSTILE = {
    "digits": "5",
    "spaced digits": "5 ",
    "number words": "five ",
    "at signs": "@",
    "ats and dots": "a at b dot ",
    "mail openings": "a@a.",
    "dots": "a.",
    "slashes": "/a",
    "brackets": "(at)[dot]",
    "letters apart": "a b ",
    "quotes": '"',
    "apps": "telegram ",
    "asks": "what's your number ",
    "negations": "don't not never ",
    "encoded": "QUJDREVG",
    "hex": "4a6b",
    "percent": "%40",
    "entities": "&#64;",
    "plus": "+1",
    "ibans": "de89 3704 ",
    "chinese digits": "一三八",
    "invisible": "5\u200b",
    "marks": "a\u0301",
    "han": "微信电话转账",
    "mixed scripts": "gмаіl.",
    "newlines": "1\n",
    "underscores": "a_1",
    "hyphens": "a-1",
    "colons": "12:34",
    "amounts": "1,000.00 $ ",
    "leet": "w4ts4pp ",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_steps_grow_with_the_text_only(unit: str) -> None:
    short = GUARD.check(unit * (2_000 // len(unit)))
    long = GUARD.check(unit * (20_000 // len(unit)))
    assert long.steps <= 20 * short.steps + 40_000
    assert long.is_complete or long.steps >= SCAN_BUDGET_STEPS


def test_ten_megabytes_are_read_in_part_and_said_to_be() -> None:
    report = GUARD.check("call me " * 1_250_000)
    assert not report.is_complete
    assert report.steps <= 2 * SCAN_BUDGET_STEPS * MAX_TEXT_CHARS // pipeline.BUDGET_CHARS
    assert decide(report, surface=Surface.MESSAGE).decision is not Decision.DELIVER


def test_ordinary_long_description_is_read_whole() -> None:
    paragraph = (
        "We need a landing page for our shop, see https://example.org/docs/guide-12?x=5 for the old one. The budget is "
        "$1,250.00 in two payments, due 2025-03-14 and 30.04.2025; version 2.4.1 must run on Python 3.11 at 1920x1080. "
        "Files: report_7.pdf, main.py, logo-v2.svg; order AB-1204, 12:30 to 14:00. Three milestones seem right to us.\n"
    )
    report = GUARD.check(paragraph * (4_000 // len(paragraph) + 1))
    assert report.is_complete


def test_trick_in_a_long_text_is_found_at_its_place() -> None:
    trick = "add me on w h a t s a p p"
    before = "The second draft of the chapter is done, and the header needs another round.\n" * 60
    report = GUARD.check(before + trick + "\n" + before)
    assert any(f.start <= len(before) + len(trick) and f.end > len(before) for f in report.findings if f.is_flaggable)


def test_terms_of_far_scripts_need_their_letters() -> None:
    far = load_lexicon(None)._far
    spellings = far.anchors.spellings + far.rest.spellings
    assert len(spellings) > 1_000
    assert not [spelling for spelling in spellings if spelling.isascii()]


def test_text_of_the_longest_length_is_read_whole() -> None:
    assert GUARD.check("a " * (MAX_TEXT_CHARS // 2)).is_complete


def test_budget_that_runs_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "SCAN_BUDGET_STEPS", 10)
    report = GUARD.check("mail me at jane.doe@example.com")
    assert not report.is_complete
    assert decide(report, surface=Surface.MESSAGE).decision is Decision.HOLD


def test_folding_remembers_a_bounded_number_of_characters() -> None:
    every = "".join(chr(code) for code in range(0x20, 0x30000) if not 0xD800 <= code < 0xE000)
    for start in range(0, len(every), 90_000):
        GUARD.check(every[start : start + 90_000])
    assert len(folding._FOLDED) <= folding._MAX_REMEMBERED_CHARS
