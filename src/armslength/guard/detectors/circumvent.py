"""Proposals to pay or contract around the platform."""

from __future__ import annotations

from collections.abc import Iterator

from armslength.guard.detectors.act import Rule, find_acts
from armslength.guard.lexicons.cues import Cue
from armslength.guard.text.passage import Detail, Passage
from armslength.guard.types import Act, Kind

_PAYING = frozenset({"payment"})

# fmt: off
RULES = (
    Rule("bypass.phrase", Act.CIRCUMVENT, Kind.PAYMENT, 0.75, Cue.BYPASS, boosts=(Cue.PAY, Cue.FEE), boost=0.1),
    Rule(
        "bypass.direct",
        Act.CIRCUMVENT,
        Kind.PAYMENT,
        0.6,
        Cue.DIRECT,
        (Cue.PAY,),
        reach=20,
        boosts=(Cue.FEE, Cue.PLATFORM, Cue.AVOID),
        boost=0.2,
    ),
    Rule(
        "bypass.fee",
        Act.CIRCUMVENT,
        Kind.PAYMENT,
        0.55,
        Cue.FEE,
        (Cue.AVOID,),
        reach=14,
        boosts=(Cue.PLATFORM, Cue.DIRECT),
        boost=0.25,
    ),
    Rule(
        "bypass.pay-app",
        Act.CIRCUMVENT,
        Kind.PAYMENT,
        0.6,
        Cue.APP,
        (Cue.PAY,),
        reach=32,
        apps=_PAYING,
        boosts=(Cue.FEE, Cue.AVOID, Cue.CANCEL, Cue.MY),
        boost=0.2,
        question=0.1,
    ),
    Rule(
        "bypass.ask-app", Act.CIRCUMVENT, Kind.PAYMENT, 0.6, Cue.APP, (Cue.HAVE,), reach=12, apps=_PAYING, question=0.1
    ),
    Rule(
        "bypass.want-app",
        Act.CIRCUMVENT,
        Kind.PAYMENT,
        0.55,
        Cue.APP,
        (Cue.WANT,),
        reach=12,
        apps=_PAYING,
        question=0.1,
    ),
    Rule(
        "bypass.my-app",
        Act.CIRCUMVENT,
        Kind.PAYMENT,
        0.6,
        Cue.APP,
        (Cue.MY,),
        reach=4,
        apps=_PAYING,
        boosts=(Cue.FEE, Cue.PAY, Cue.PLATFORM),
        boost=0.15,
        is_ordered=True,
    ),
    Rule(
        "bypass.account",
        Act.CIRCUMVENT,
        Kind.PAYMENT,
        0.5,
        Cue.ACCOUNT,
        (Cue.PAY,),
        reach=32,
        boosts=(Cue.FEE, Cue.PLATFORM, Cue.AVOID, Cue.CANCEL),
        boost=0.3,
    ),
    Rule(
        "bypass.hire", Act.CIRCUMVENT, Kind.PAYMENT, 0.65, Cue.DIRECT, (Cue.HIRE,), reach=30,
        boosts=(Cue.PLATFORM, Cue.FEE, Cue.AVOID), boost=0.2,
    ),
    Rule("bypass.hire-elsewhere", Act.CIRCUMVENT, Kind.PAYMENT, 0.65, Cue.ELSEWHERE, (Cue.HIRE,), reach=20),
    Rule(
        "bypass.app-verb", Act.CIRCUMVENT, Kind.PAYMENT, 0.65, Cue.PERSON, (Cue.APP,), reach=1, apps=_PAYING,
        is_ordered=True,
    ),
    Rule(
        "bypass.by-app", Act.CIRCUMVENT, Kind.PAYMENT, 0.4, Cue.APP, (Cue.BY,), reach=4, apps=_PAYING, is_ordered=True,
        boosts=(Cue.PART, Cue.FEE, Cue.DISCOUNT, Cue.SECRET, Cue.MIDDLEMAN, Cue.PERSON), boost=0.25, question=0.1,
    ),
    Rule("bypass.part-app", Act.CIRCUMVENT, Kind.PAYMENT, 0.6, Cue.PART, (Cue.APP,), reach=20, apps=_PAYING),
    Rule("bypass.part-direct", Act.CIRCUMVENT, Kind.PAYMENT, 0.6, Cue.PART, (Cue.DIRECT,), reach=20),
    Rule("bypass.part-account", Act.CIRCUMVENT, Kind.PAYMENT, 0.55, Cue.PART, (Cue.ACCOUNT,), reach=24),
    Rule("bypass.part-elsewhere", Act.CIRCUMVENT, Kind.PAYMENT, 0.6, Cue.PART, (Cue.ELSEWHERE,), reach=16),
    Rule("bypass.pay-elsewhere", Act.CIRCUMVENT, Kind.PAYMENT, 0.65, Cue.ELSEWHERE, (Cue.PAY,), reach=24),
    Rule(
        "bypass.middleman", Act.CIRCUMVENT, Kind.PAYMENT, 0.6, Cue.MIDDLEMAN, (Cue.AVOID,), reach=16,
        boosts=(Cue.PAY, Cue.FEE, Cue.DIRECT), boost=0.15,
    ),
    Rule("bypass.secret", Act.CIRCUMVENT, Kind.PAYMENT, 0.6, Cue.SECRET, (Cue.PLATFORM,), reach=8, is_ordered=True),
    Rule("bypass.secret-pay", Act.CIRCUMVENT, Kind.PAYMENT, 0.55, Cue.SECRET, (Cue.PAY,), reach=60),
    Rule("bypass.secret-app", Act.CIRCUMVENT, Kind.PAYMENT, 0.55, Cue.SECRET, (Cue.APP,), reach=60, apps=_PAYING),
    Rule("bypass.discount-direct", Act.CIRCUMVENT, Kind.PAYMENT, 0.6, Cue.DISCOUNT, (Cue.DIRECT,), reach=40),
    Rule("bypass.discount-elsewhere", Act.CIRCUMVENT, Kind.PAYMENT, 0.65, Cue.DISCOUNT, (Cue.ELSEWHERE,), reach=40),
    Rule(
        "bypass.discount-app", Act.CIRCUMVENT, Kind.PAYMENT, 0.6, Cue.DISCOUNT, (Cue.APP,), reach=40, apps=_PAYING
    ),
    Rule("bypass.discount-account", Act.CIRCUMVENT, Kind.PAYMENT, 0.6, Cue.DISCOUNT, (Cue.ACCOUNT,), reach=40),
    Rule(
        "bypass.not-here", Act.CIRCUMVENT, Kind.PAYMENT, 0.35, Cue.ACCOUNT, (Cue.AVOID,), reach=14,
        boosts=(Cue.PLATFORM, Cue.FEE, Cue.MIDDLEMAN, Cue.DISCOUNT, Cue.PAY, Cue.MY), boost=0.2,
    ),
    Rule("bypass.direct-app", Act.CIRCUMVENT, Kind.PAYMENT, 0.65, Cue.APP, (Cue.DIRECT,), reach=16, apps=_PAYING),
    Rule("bypass.cancel-app", Act.CIRCUMVENT, Kind.PAYMENT, 0.8, Cue.CANCEL, (Cue.APP,), reach=60, apps=_PAYING),
    Rule("bypass.cancel-direct", Act.CIRCUMVENT, Kind.PAYMENT, 0.75, Cue.CANCEL, (Cue.DIRECT,), reach=60),
    Rule("bypass.cancel-elsewhere", Act.CIRCUMVENT, Kind.PAYMENT, 0.75, Cue.CANCEL, (Cue.ELSEWHERE,), reach=60),
    Rule("bypass.cancel-account", Act.CIRCUMVENT, Kind.PAYMENT, 0.75, Cue.CANCEL, (Cue.ACCOUNT,), reach=60),
)
# fmt: on


def find_circumventions(passage: Passage) -> Iterator[Detail]:
    """Proposals to pay directly, to save the fee, to close the order and go on outside."""
    return find_acts(passage, RULES)
