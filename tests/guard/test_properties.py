"""What holds for any text whatever."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from armslength.guard import MAX_STATE_BYTES, Act, Guard, ThreadStateError, reason_languages
from armslength.guard.text.fold import fold
from tests.fuzz.properties import (
    expect_damage_is_told,
    expect_sound_answers,
    expect_sound_report,
    expect_sound_thread,
    expect_stable_folding,
    resealed,
)

GUARD = Guard()
FRAGMENTS = st.sampled_from(
    [
        *("jane", "doe", "@", " at ", "(at)", " dot ", "gmail", ".com", "555", "0199", "call me ", "telegram", "+44 "),
        *("five ", "my number is ", "вотсап", "微信", "रुपये", "نقطة", "\u200b", "\ud800", "é", "ﬃ", "İ", "１２３", "🄰"),
        *(" ", "\n", "://", "wa.me/", "%40", "amFuZUBnbWFpbC5jb20=", "moc.liamg@", '"', "「", "const x = ", "\u202e"),
        *("apenstaartje", " punt ", "ज़", "ড়", "ᶸ", "ا", "\U0010ffff", "\udfff", "\x00", "a\u0301", "👩\u200d💻", "ß"),
    ]
)
ANY_TEXTS = st.text(st.characters(), max_size=300)  # halves of pairs too, which st.text() leaves out by itself
TEXTS = st.one_of(ANY_TEXTS, st.lists(FRAGMENTS, max_size=40).map("".join))
MESSAGES = st.lists(TEXTS, max_size=8)

NAMES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12)
PLAIN_DETAILS = st.one_of(
    st.tuples(NAMES, NAMES).map(lambda parts: "{}@x{}.com".format(*parts)),
    st.integers(200, 989).map(lambda area: f"({area}) 555-0178"),
    st.integers(10_000_000, 99_999_999).map(lambda rest: f"https://wa.me/49151{rest}"),
    st.integers(1000, 9999).map(lambda rest: f"+44 7700 90{rest}"),
)
CUELESS = (
    "The curtains are a bit too dark.",
    "Die Vorhänge sind etwas zu dunkel.",
    "De gordijnen zijn wat te donker.",
    "Les rideaux sont un peu trop sombres.",
    "Шторы немного темноваты.",
    "窗帘有点太暗了。",
)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_report_fits_the_text_as_given(text: str) -> None:
    expect_sound_report(text, GUARD.check(text))


@given(ANY_TEXTS)
@settings(max_examples=200, deadline=None)
def test_threshold_moves_the_flag_and_nothing_else(text: str) -> None:
    report = Guard(threshold=0.7).check(text)
    expect_sound_report(text, report)
    assert report.findings == GUARD.check(text).findings


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_same_text_gives_the_same_report(text: str) -> None:
    assert GUARD.check(text) == Guard().check(text)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    expect_stable_folding(text)


def test_folding_twice_is_folding_once_for_every_character() -> None:
    restless = [hex(code) for code in range(sys.maxunicode + 1) if is_restless(chr(code))]
    assert restless == []


def is_restless(char: str) -> bool:
    folded = fold(char).text
    return folded != char and fold(folded).text != folded


@given(TEXTS, st.sampled_from(reason_languages()))
@settings(max_examples=150, deadline=None)
def test_every_report_can_be_explained_and_reworded(text: str, language: str) -> None:
    expect_sound_answers(GUARD, text, GUARD.check(text), language)


@pytest.mark.parametrize("sentence", CUELESS)
@given(PLAIN_DETAILS, st.sampled_from([" ", "\n", "\n\n"]), st.integers(0, 30))
@settings(max_examples=100, deadline=None)
def test_what_is_plain_stays_found_before_neutral_text(sentence: str, detail: str, gap: str, repeats: int) -> None:
    report = GUARD.check(detail + gap + " ".join([sentence] * repeats))
    assert any(f.act is Act.SHARE and f.start < len(detail) and f.is_flaggable for f in report.findings)
    assert report.is_flagged


@given(MESSAGES, st.floats(0, 1e9))
@settings(max_examples=150, deadline=None)
def test_memory_never_grows(messages: list[str], seconds: float) -> None:
    state = expect_sound_thread(GUARD, messages, seconds)
    assert state is None or len(state) == MAX_STATE_BYTES


@given(st.binary(max_size=2 * MAX_STATE_BYTES), TEXTS)
@settings(max_examples=150, deadline=None)
def test_bytes_that_are_no_memory_are_refused(state: bytes, text: str) -> None:
    with pytest.raises(ThreadStateError):
        GUARD.check_in_thread(text, sender="a", state=state, at=0.0)


@given(MESSAGES.filter(bool), st.integers(0, MAX_STATE_BYTES - 1), st.integers(1, 255))
@settings(max_examples=150, deadline=None)
def test_damaged_memory_is_told_and_nothing_else_happens(messages: list[str], at: int, change: int) -> None:
    state = expect_sound_thread(GUARD, messages)
    assert state is not None
    damaged = state[:at] + bytes([state[at] ^ change]) + state[at + 1 :]
    expect_damage_is_told(GUARD, messages[0], damaged)
    expect_damage_is_told(GUARD, messages[0], resealed(damaged))
