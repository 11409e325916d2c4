"""Invitations to go on somewhere else: another app, a meeting outside."""

from __future__ import annotations

from collections.abc import Iterator

from armslength.guard.detectors.act import Rule, find_acts
from armslength.guard.lexicons.cues import Cue
from armslength.guard.text.passage import Detail, Passage
from armslength.guard.types import Act, Kind

_TALKING = frozenset({"messenger", "social", "meeting"})

RULES = (
    Rule("invite.tell", Act.SHARE, Kind.OTHER, 0.65, Cue.TELL),
    Rule(
        "invite.seek-app",
        Act.SHARE,
        Kind.SOCIAL,
        0.55,
        Cue.APP,
        (Cue.SEEK,),
        reach=32,
        apps=_TALKING,
        is_ordered=True,
        takes_app_kind=True,
    ),
    Rule("invite.move-email", Act.ASK, Kind.EMAIL, 0.6, Cue.EMAIL_NOUN, (Cue.MOVE,), reach=7, is_ordered=True),
    Rule("invite.phrase", Act.ASK, Kind.OFFPLATFORM, 0.75, Cue.INVITE, question=0.1),
    Rule("invite.elsewhere", Act.ASK, Kind.OFFPLATFORM, 0.75, Cue.ELSEWHERE, (Cue.MOVE,), reach=22),
    Rule(
        "invite.move-app",
        Act.ASK,
        Kind.MESSENGER,
        0.7,
        Cue.APP,
        (Cue.MOVE,),
        reach=22,
        apps=_TALKING,
        question=0.1,
        takes_app_kind=True,
    ),
    Rule(
        "invite.reach-app",
        Act.ASK,
        Kind.MESSENGER,
        0.7,
        Cue.APP,
        (Cue.REACH_ME,),
        reach=22,
        apps=_TALKING,
        takes_app_kind=True,
    ),
    Rule(
        "invite.find-app",
        Act.SHARE,
        Kind.SOCIAL,
        0.65,
        Cue.APP,
        (Cue.FIND_ME,),
        reach=30,
        apps=_TALKING,
        takes_app_kind=True,
    ),
    Rule(
        "invite.meet",
        Act.ASK,
        Kind.MEETING,
        0.5,
        Cue.MEET,
        question=0.2,
        boosts=(Cue.ADDRESS_NOUN, Cue.STREET, Cue.NEARBY),
        boost=0.2,
    ),
    Rule("invite.move-messenger", Act.ASK, Kind.OFFPLATFORM, 0.65, Cue.OTHER_APP, (Cue.MOVE,), reach=30, question=0.1),
    Rule("invite.have-messenger", Act.ASK, Kind.OFFPLATFORM, 0.6, Cue.OTHER_APP, (Cue.HAVE,), reach=14, question=0.1),
    Rule(
        "invite.set-up-call",
        Act.ASK,
        Kind.MEETING,
        0.6,
        Cue.APP,
        (Cue.CALL_SETUP,),
        reach=20,
        apps=frozenset({"meeting"}),
        question=0.15,
        takes_app_kind=True,
    ),
    Rule(
        "invite.outing",
        Act.ASK,
        Kind.MEETING,
        0.3,
        Cue.OUTING,
        (Cue.WHEN,),
        reach=20,
        boosts=(Cue.NEARBY, Cue.SEE_YOU, Cue.MEET),
        boost=0.3,
        question=0.3,
    ),
    Rule("invite.call-messenger", Act.ASK, Kind.OFFPLATFORM, 0.6, Cue.OTHER_APP, (Cue.CALL_SETUP,), reach=12),
    Rule("invite.staff", Act.ASK, Kind.OFFPLATFORM, 0.6, Cue.STAFF, (Cue.REACH_THEM,), reach=12, is_ordered=True),
    Rule(
        "invite.on-app",
        Act.ASK,
        Kind.MESSENGER,
        0.4,
        Cue.APP,
        (Cue.BY,),
        reach=2,
        apps=frozenset({"messenger", "meeting"}),
        boosts=(Cue.SPEAK, Cue.REACH_YOU, Cue.REACH_ME, Cue.REACH_THEM, Cue.STAFF, Cue.HAVE, Cue.FIND_ME, Cue.MY),
        boost=0.2,
        question=0.15,
        is_ordered=True,
        takes_app_kind=True,
    ),
    Rule("invite.nearby", Act.ASK, Kind.MEETING, 0.6, Cue.NEARBY, (Cue.SEE_YOU,), reach=40, question=0.1),
    Rule("invite.outing-nearby", Act.ASK, Kind.MEETING, 0.55, Cue.OUTING, (Cue.NEARBY,), reach=40, question=0.1),
    Rule("invite.unheard", Act.ASK, Kind.OFFPLATFORM, 0.65, Cue.LISTENER, (Cue.SPEAK,), reach=30, question=0.1),
    Rule("invite.qr-me", Act.SHARE, Kind.QR, 0.65, Cue.QR, (Cue.REACH_ME,), reach=40),
)


def find_invitations(passage: Passage) -> Iterator[Detail]:
    """Proposals to talk or meet outside."""
    return find_acts(passage, RULES)
