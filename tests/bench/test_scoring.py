"""What counts as right: flags, acts, kinds, places, conversations."""

from __future__ import annotations

import pytest

from bench.eval.rates import Rate
from bench.eval.scoring import (
    Judged,
    Mark,
    Reading,
    conversation_alarms,
    false_alarms,
    findings_of,
    group,
    in_time,
    judge_conversation,
    recall,
)
from bench.eval.sets import Conversation, Message

TEXT = "Thanks for the draft, it is lovely. Mail jane@doe.example when you can, then we will see to the rest."
MAIL = "jane@doe.example"
AT = TEXT.index(MAIL)
SHARE = Message("m1", TEXT, "share", kinds=("email", "url"), evidence=(MAIL,))
CLEAN = Message("m2", "Thanks for the draft.", "clean")


def judge(*marks: Mark, message: Message = SHARE) -> Judged:
    return Judged(message, Reading(bool(marks), marks))


EXACT = Mark("share", "email", AT, AT + len(MAIL))


@pytest.mark.parametrize(
    ("mark", "act", "kind", "touches", "tight"),
    [
        (EXACT, True, True, True, True),
        (Mark("ask", "url", AT - 10, AT + len(MAIL) + 10), False, True, True, True),
        (Mark("share", "phone", AT - 16, AT + len(MAIL)), True, False, True, True),
        (Mark("share", "email", AT + 1, AT + 2), True, True, True, True),
        (Mark("share", "email", 0, len(TEXT)), True, True, True, False),
        (Mark("share", "email", AT - 5, AT), True, True, False, True),
        (Mark("share", "email", 0, 6), True, True, False, False),
    ],
)
def test_finding_is_right_in_act_kind_and_place(mark: Mark, act: bool, kind: bool, touches: bool, tight: bool) -> None:
    row = judge(mark)
    assert (row.has_right_act, row.has_right_kind, row.touches_evidence, row.is_tight) == (act, kind, touches, tight)


def test_any_finding_may_be_the_right_one() -> None:
    row = judge(Mark("work", "other", 0, 3), EXACT)
    assert row.has_right_act
    assert row.has_right_kind
    assert row.touches_evidence


def test_every_occurrence_of_the_evidence_can_be_touched() -> None:
    message = Message("m", "ab - and once more ab", "share", evidence=("ab",))
    assert judge(Mark("share", "other", 19, 21), message=message).touches_evidence


def test_recall_is_of_what_must_be_flagged_and_alarms_of_what_must_pass() -> None:
    rows = [judge(EXACT), judge(), judge(message=CLEAN), judge(Mark("ask", "phone", 0, 4), message=CLEAN)]
    assert recall(rows) == Rate(1, 2)
    assert false_alarms(rows) == Rate(1, 2)
    assert [row.is_right for row in rows] == [True, False, True, False]


def test_findings_are_judged_only_where_something_was_rightly_flagged() -> None:
    rows = [judge(EXACT), judge(), judge(EXACT, message=CLEAN)]
    assert findings_of(rows) == dict.fromkeys(("act", "kind", "span touches", "span tight"), Rate(1, 1))


def test_groups_leave_out_what_has_no_name() -> None:
    rows = [judge(EXACT), judge(message=CLEAN)]
    assert group(rows, lambda message: message.kinds) == {"email": [rows[0]], "url": [rows[0]]}
    assert group(rows, lambda message: (message.trade,)) == {}


@pytest.mark.parametrize(
    ("flags", "flag_by", "is_in_time", "is_on_the_message"),
    [
        ("..x", 2, True, True),
        (".x.", 2, True, False),
        (".xx", 1, True, True),
        ("..x", 1, False, False),
        ("...", 2, False, False),
    ],
)
def test_conversation_is_in_time_by_its_first_flag(
    flags: str, flag_by: int, is_in_time: bool, is_on_the_message: bool
) -> None:
    conversation = Conversation("c", (("a", "…"),) * 3, "share", flag_by)
    judged = judge_conversation(conversation, [Reading(flag == "x") for flag in flags])
    assert (judged.is_in_time, judged.is_on_the_message) == (is_in_time, is_on_the_message)
    assert in_time([judged]) == Rate(int(is_in_time), 1)
    assert conversation_alarms([judged]) == Rate(0, 0)


def test_any_flag_in_a_clean_conversation_is_an_alarm() -> None:
    conversation = Conversation("c", (("a", "…"),) * 2, "clean", None)
    rows = [judge_conversation(conversation, [Reading(False), Reading(is_flagged)]) for is_flagged in (True, False)]
    assert conversation_alarms(rows) == Rate(1, 2)
    assert [row.is_right for row in rows] == [False, True]
