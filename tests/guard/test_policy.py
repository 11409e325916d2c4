"""The default table of `strict`, row by row, and what other surfaces make of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from armslength.guard import (
    STRICT,
    Act,
    AllowedWay,
    Case,
    Decision,
    Finding,
    Guard,
    Kind,
    LinkClass,
    Policy,
    PolicyError,
    Report,
    Row,
    Surface,
    decide,
    mask_text,
)

SURE, SUSPECTED, FAINT = 0.95, 0.6, 0.3
TABLE = [
    (Act.SHARE, Kind.EMAIL, None, False, SURE, Decision.REFUSE),
    (Act.SHARE, Kind.EMAIL, None, False, SUSPECTED, Decision.HOLD),
    (Act.SHARE, Kind.EMAIL, None, False, FAINT, Decision.DELIVER),
    (Act.SHARE, Kind.PHONE, None, True, SURE, Decision.REFUSE),
    (Act.SHARE, Kind.PHONE, None, True, SUSPECTED, Decision.HOLD),
    (Act.SHARE, Kind.URL, LinkClass.UNKNOWN, False, SURE, Decision.DELIVER),
    (Act.SHARE, Kind.URL, LinkClass.PORTFOLIO, False, FAINT, Decision.DELIVER),
    (Act.SHARE, Kind.URL, LinkClass.CONTACT, False, SURE, Decision.REFUSE),
    (Act.ASK, Kind.PHONE, None, False, SURE, Decision.REFUSE),
    (Act.ASK, Kind.PHONE, None, False, SUSPECTED, Decision.HOLD),
    (Act.CIRCUMVENT, Kind.PAYMENT, None, False, SURE, Decision.REFUSE),
    (Act.CIRCUMVENT, Kind.PAYMENT, None, False, SUSPECTED, Decision.HOLD),
    (Act.REFUSE, Kind.PHONE, None, False, SURE, Decision.DELIVER),
    (Act.REPORT, Kind.PHONE, None, False, SURE, Decision.DELIVER),
    (Act.WORK, Kind.PHONE, None, False, SURE, Decision.DELIVER),
]  # fmt: skip


def make_finding(
    act: Act = Act.SHARE, kind: Kind = Kind.EMAIL, confidence: float = SURE, *, start: int = 0, end: int = 4
) -> Finding:
    return Finding(act, kind, start, end, confidence, f"{kind}.test", "plain", "A reason.", AllowedWay.CHAT)


def make_report(*findings: Finding, is_complete: bool = True) -> Report:
    return Report(findings, (), (), is_complete, bool(findings), 1, 0.5)


@pytest.mark.parametrize(("act", "kind", "link_class", "completes", "confidence", "expected"), TABLE)
def test_row_of_the_table(
    act: Act, kind: Kind, link_class: LinkClass | None, completes: bool, confidence: float, expected: Decision
) -> None:
    finding = replace(make_finding(act, kind, confidence), link_class=link_class, completes_thread=completes)
    assert decide(make_report(finding), surface=Surface.MESSAGE).decision is expected


def test_nothing_found_is_delivered_without_a_word() -> None:
    verdict = decide(make_report(), surface=Surface.MESSAGE)
    assert verdict.decision is Decision.DELIVER
    assert (verdict.findings, verdict.reason, verdict.note) == ((), None, None)


def test_strictest_of_several_wins_and_gives_the_reason() -> None:
    held, refused = make_finding(Act.ASK, Kind.PHONE, SUSPECTED), make_finding()
    verdict = decide(make_report(held, refused), surface=Surface.MESSAGE)
    assert verdict.decision is Decision.REFUSE
    assert (verdict.rule, verdict.allowed_way, verdict.findings[0]) == ("email.test", AllowedWay.CHAT, refused)


def test_own_detail_is_refused_however_faint() -> None:
    for surface in Surface:
        verdict = decide(make_report(make_finding(confidence=FAINT)), surface=surface, own_detail=True)
        assert (verdict.decision, verdict.rule) == (Decision.REFUSE, "own-detail")


def test_plain_link_is_delivered_with_a_note_to_both() -> None:
    link = replace(make_finding(kind=Kind.URL, confidence=FAINT), link_class=LinkClass.UNKNOWN)
    verdict = decide(make_report(link), surface=Surface.MESSAGE)
    assert verdict.decision is Decision.DELIVER
    assert verdict.note


@pytest.mark.parametrize("surface", [Surface.PROJECT, Surface.PROPOSAL, Surface.PROFILE])
def test_text_for_many_readers_is_masked_where_a_message_is_refused(surface: Surface) -> None:
    assert decide(make_report(make_finding()), surface=surface).decision is Decision.MASK
    assert decide(make_report(make_finding(confidence=SUSPECTED)), surface=surface).decision is Decision.HOLD


def test_name_is_never_masked_nor_held() -> None:
    for confidence in (SURE, SUSPECTED):
        assert (
            decide(make_report(make_finding(confidence=confidence)), surface=Surface.NAME).decision is Decision.REFUSE
        )


def test_incomplete_scan_is_held_and_never_beats_a_refusal() -> None:
    assert decide(make_report(is_complete=False), surface=Surface.MESSAGE).decision is Decision.HOLD
    refused = decide(make_report(make_finding(), is_complete=False), surface=Surface.MESSAGE)
    assert refused.decision is Decision.REFUSE


def test_policy_is_data() -> None:
    mild = replace(STRICT, rows={**STRICT.rows, Case.ASK: Row(Decision.HOLD, Decision.DELIVER)})
    asked = make_report(make_finding(Act.ASK, Kind.PHONE))
    assert decide(asked, surface=Surface.MESSAGE, policy=mild).decision is Decision.HOLD
    assert Guard(policy=replace(STRICT, suspect_at=0.8)).threshold == 0.8


def test_policy_with_a_hole_is_refused() -> None:
    with pytest.raises(PolicyError, match="no row for"):
        Policy(rows={Case.SHARE: Row(Decision.REFUSE, Decision.HOLD)})
    with pytest.raises(PolicyError, match="limits"):
        Policy(suspect_at=0.9, sure_at=0.5)
    with pytest.raises(PolicyError, match="may not be delivered"):
        Policy(incomplete=Decision.DELIVER)


def test_masking_joins_overlaps_and_leaves_the_rest() -> None:
    findings = [make_finding(start=5, end=9), make_finding(start=7, end=12), make_finding(Act.WORK, start=14, end=16)]
    assert mask_text("mail abcdefg or hi", findings) == "mail ••• or hi"
    assert mask_text("nothing", []) == "nothing"
