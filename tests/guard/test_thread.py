"""Details that arrive in pieces, and memories that are not memories."""

from __future__ import annotations

import pytest

from armslength.guard import MAX_STATE_BYTES, Guard, GuardError, Report, ThreadStateError

GUARD = Guard()
TWO_WEEKS_SECONDS = 14 * 24 * 3600.0

# Conversations as writer and text; the last message is the one that completes the detail.
COMPLETED = {
    "number in two": ["a my number starts 0770", "b ok", "a 0900 123"],
    "number in three by groups": ["a it begins with 415", "b and?", "a 555", "a 2671"],
    "number by both writers": ["a call me tonight", "b on what?", "a 07700", "b and then 900 456?"],
    "number in words": ["a zero seven seven", "a zero zero nine", "a double oh one two three"],
    "number after an ask": ["b what's your number?", "a 0770", "a 0900123"],
    "number with work between": ["a 0770 0900", "b The header is too tall, by the way.", "a 123, call me"],
    "number that goes on": ["a write down 0114 496", "b yes", "a and then 0655, that's me"],
    "account before the app": ["a badger_ink", "b nice name", "a that's me on instagram"],
    "app before the account": ["a I am mostly on discord, add me", "b as?", "a night_owl42"],
    "account after an ask": ["b do you have telegram?", "a ferris_wick"],
    "mailbox before the provider": ["a jane.doe82", "b ok", "a at gmail"],
    "provider before the mailbox": ["a gmail is best for me", "b fine", "a jane.doe82"],
}  # fmt: skip
INNOCENT = {
    "sizes": ["b how wide?", "a 1200", "b and high?", "a 628", "b dpi?", "a 300"],
    "prices": ["a $450 for the logo", "b and the card?", "a $120", "a 20% off together: $456"],
    "versions": ["a we run 2.3.1", "b since?", "a 2.2.9 was worse"],
    "orders": ["a orders 100482 and 100517 are wrong", "b 100517 is fixed", "a and 100733?"],
    "files": ["a see main.py", "b and?", "a Instagram feed widget is broken"],
    "times": ["b when?", "a 10:30", "b or?", "a 14:45"],
    "politeness": ["a it is 30 by 40", "b and 206?", "a yes", "a I am looking forward to it."],
    "counts": ["b how many warnings?", "a 14", "b last week?", "a 77"],
}  # fmt: skip


def talk(messages: list[str], *, seconds_between: float = 60.0) -> list[Report]:
    reports: list[Report] = []
    state: bytes | None = None
    for index, message in enumerate(messages):
        sender, _, text = message.partition(" ")
        report, state = GUARD.check_in_thread(text, sender=sender, state=state, at=seconds_between * index)
        reports.append(report)
    return reports


@pytest.mark.parametrize("messages", COMPLETED.values(), ids=COMPLETED.keys())
def test_completing_message_is_flagged(messages: list[str]) -> None:
    last = talk(messages)[-1]
    assert last.is_flagged
    assert any(finding.completes_thread for finding in last.findings)


@pytest.mark.parametrize("messages", COMPLETED.values(), ids=COMPLETED.keys())
def test_last_message_alone_completes_nothing(messages: list[str]) -> None:
    assert not any(finding.completes_thread for finding in talk(messages[-1:])[0].findings)


@pytest.mark.parametrize("messages", INNOCENT.values(), ids=INNOCENT.keys())
def test_talk_about_work_is_not_flagged(messages: list[str]) -> None:
    assert [report.is_flagged for report in talk(messages)] == [False] * len(messages)


def test_whole_number_is_a_candidate() -> None:
    last = talk(COMPLETED["number in two"])[-1]
    assert "07700900123" in {candidate.value for candidate in last.candidates}


def test_pieces_are_forgotten_after_two_weeks() -> None:
    assert not talk(COMPLETED["number in three by groups"], seconds_between=TWO_WEEKS_SECONDS + 1)[-1].is_flagged


def test_refused_piece_is_not_remembered() -> None:
    reports = talk(["a my number starts 0770", "a 0900 123", "a 0900 123"])
    assert [report.is_flagged for report in reports] == [False, True, True]


def test_dry_run_leaves_the_memory_as_it_was() -> None:
    _, state = GUARD.check_in_thread("my number starts 0770", sender="a", state=None, at=0.0)
    first, _ = GUARD.check_in_thread("0900 123", sender="a", state=state, at=1.0)
    second, _ = GUARD.check_in_thread("0900 123", sender="a", state=state, at=1.0)
    assert first == second


@pytest.mark.parametrize(
    "damaged",
    [b"", b"x", b"\0" * MAX_STATE_BYTES, b"AG" + b"\1" * (MAX_STATE_BYTES - 2), b"\0" * (MAX_STATE_BYTES + 1)],
    ids=["empty", "short", "zeros", "wrong sum", "long"],
)
def test_damaged_memory_is_told_apart(damaged: bytes) -> None:
    with pytest.raises(ThreadStateError) as caught:
        GUARD.check_in_thread("hello", sender="a", state=damaged, at=0.0)
    assert caught.value.size_bytes == len(damaged)
    assert isinstance(caught.value, GuardError)


def test_flipped_bit_is_noticed() -> None:
    _, state = GUARD.check_in_thread("my number starts 0770", sender="a", state=None, at=0.0)
    for place in (0, 2, 3, 9, 30, MAX_STATE_BYTES - 1):
        flipped = bytearray(state)
        flipped[place] ^= 1
        with pytest.raises(ThreadStateError):
            GUARD.check_in_thread("hi", sender="a", state=bytes(flipped), at=1.0)
