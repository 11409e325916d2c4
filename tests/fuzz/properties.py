"""What has to hold for any text whatever; said once, for the property tests and for the fuzz target."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

from armslength.guard import (
    MAX_STATE_BYTES,
    Decision,
    Finding,
    Guard,
    Report,
    Surface,
    ThreadStateError,
    decide,
    explain,
    explain_verdict,
    mask_text,
    name_technique,
)
from armslength.guard.text.fold import fold

STATE_HEADER_BYTES: Final = 8
"""The head of a memory: letters, version, number of fragments; in its last four bytes a checksum of the rest."""

NEUTRAL_LINE: Final = "\nThe curtains are a bit too dark."
FORMAL_RULES: Final = frozenset({"email.plain", "url.contact", "url.messenger"})
SURE_AT: Final = 0.9
MAX_PLACES: Final = 100
"""So many characters of a text are asked where they came from, evenly over it."""


def expect_sound_report(text: str, report: Report) -> None:
    """Every place lies in the text, between code points; every level is one; the flag says what the findings say."""
    places = [(p.start, p.end) for held in (report.findings, report.candidates, report.links) for p in held]
    for start, end in places:
        assert 0 <= start < end <= len(text), (start, end, len(text))
        assert encoded(text[:start]) + encoded(text[start:end]) + encoded(text[end:]) == encoded(text)
    assert all(0 <= finding.confidence <= 1 for finding in report.findings)
    assert report.is_flagged == any(f.is_flaggable and f.confidence >= report.threshold for f in report.findings)


def encoded(text: str) -> bytes:
    """The text as bytes, halves of pairs included: a place between code points divides them, no other does."""
    return text.encode("utf-8", "surrogatepass")


def expect_stable_folding(text: str) -> None:
    """What is folded stays as it is when it is folded again, and its characters say where they came from."""
    reading = fold(text)
    assert fold(reading.text).text == reading.text
    for at in range(0, len(reading.text), 1 + len(reading.text) // MAX_PLACES):
        start, end = reading.locate(at, at + 1)
        assert 0 <= start < end <= len(text)


def expect_sound_answers(guard: Guard, text: str, report: Report, language: str) -> None:
    """Reasons and the hidden text can be had of every report; what is suggested is delivered as it stands."""
    verdict = decide(report, surface=Surface.MESSAGE, policy=guard.policy)
    explain_verdict(verdict, language)
    for finding in report.findings:
        assert explain(finding, language)
        assert name_technique(finding.technique, language)
    mask_text(text, verdict.findings)
    wording = guard.suggest_wording(text, verdict.findings, language=language)
    if wording:
        again = decide(guard.check(wording), surface=Surface.MESSAGE, policy=guard.policy)
        assert again.decision is Decision.DELIVER, (wording, again.reason)


def expect_neutral_text_hides_nothing(guard: Guard, text: str, report: Report) -> None:
    """A detail known by its form alone stays found when a line of no account follows it."""
    if report.is_complete and any(_is_formal(finding) and finding.is_flaggable for finding in report.findings):
        assert guard.check(text + NEUTRAL_LINE).is_flagged


def _is_formal(finding: Finding) -> bool:
    return finding.rule in FORMAL_RULES and finding.technique == "plain" and finding.confidence >= SURE_AT


def expect_sound_thread(guard: Guard, messages: Sequence[str], seconds: float = 60.0) -> bytes | None:
    """The memory after a conversation; all along it is of one size, and what it adds has its place in the text."""
    state: bytes | None = None
    for index, text in enumerate(messages):
        report, state = guard.check_in_thread(text, sender="ab"[index % 2], state=state, at=seconds * index)
        expect_sound_thread_report(text, report)
        assert len(state) == MAX_STATE_BYTES
    return state


def expect_sound_thread_report(text: str, report: Report) -> None:
    """As for a single text, but that what a quiet message completes may stand for the whole of it, be it empty."""
    places = [(f.start, f.end) for f in report.findings] + [(c.start, c.end) for c in report.candidates]
    for start, end in places:
        assert 0 <= start <= end <= len(text)
        assert start < end or not text


def expect_damage_is_told(guard: Guard, text: str, state: bytes) -> None:
    """Bytes that are no memory raise the one error that says so; bytes that still are one are read as such."""
    try:
        report, after = guard.check_in_thread(text, sender="a", state=state, at=0.0)
    except ThreadStateError:
        return
    expect_sound_thread_report(text, report)
    assert len(after) == MAX_STATE_BYTES


def resealed(state: bytes) -> bytes:
    """A memory of the right size with the checksum that its contents call for: damage that no checksum betrays."""
    body = state[STATE_HEADER_BYTES:]
    return state[: STATE_HEADER_BYTES - 4] + zlib.crc32(body).to_bytes(4, "big") + body
