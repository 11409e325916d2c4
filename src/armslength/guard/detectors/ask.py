"""Questions for a contact detail."""

from __future__ import annotations

from collections.abc import Iterator

from armslength.guard.detectors.account import kind_of_app
from armslength.guard.detectors.act import Rule, find_acts
from armslength.guard.lexicons.cues import Cue
from armslength.guard.text.passage import Detail, Passage
from armslength.guard.types import Act, Kind

MAX_BARE_CHARS = 40
_TALKING = frozenset({"messenger", "social", "meeting"})


def _phrase(name: str, kind: Kind, cue: Cue) -> Rule:
    """A phrase that asks by itself when the sentence is a question or a request."""
    return Rule(name, Act.ASK, kind, 0.4, cue, boosts=(Cue.WANT, Cue.HAVE), boost=0.45, question=0.4, long_chars=18)


def _noun(name: str, kind: Kind, cue: Cue, confidence: float) -> Rule:
    """A request, a possessive of the other person and the name of a detail."""
    return Rule(name, Act.ASK, kind, confidence, cue, (Cue.YOUR, Cue.WANT), reach=16, is_ordered=True)


RULES = (
    _phrase("ask.phone-phrase", Kind.PHONE, Cue.ASK_PHONE),
    _phrase("ask.email-phrase", Kind.EMAIL, Cue.ASK_EMAIL),
    _phrase("ask.contact-phrase", Kind.MESSENGER, Cue.ASK_CONTACT),
    _noun("ask.phone", Kind.PHONE, Cue.PHONE_NOUN, 0.85),
    _noun("ask.number", Kind.PHONE, Cue.NUMBER_NOUN, 0.75),
    _noun("ask.email", Kind.EMAIL, Cue.EMAIL_NOUN, 0.85),
    _noun("ask.contact", Kind.OTHER, Cue.CONTACT_NOUN, 0.85),
    _noun("ask.handle", Kind.MESSENGER, Cue.HANDLE_NOUN, 0.6),
    _noun("ask.address", Kind.ADDRESS, Cue.ADDRESS_NOUN, 0.7),
    Rule(
        "ask.your-app",
        Act.ASK,
        Kind.MESSENGER,
        0.6,
        Cue.APP,
        (Cue.YOUR,),
        reach=6,
        apps=_TALKING,
        question=0.25,
        boosts=(Cue.WANT,),
        boost=0.25,
        is_ordered=True,
        takes_app_kind=True,
    ),
    Rule(
        "ask.have-app",
        Act.ASK,
        Kind.MESSENGER,
        0.5,
        Cue.APP,
        (Cue.HAVE,),
        reach=14,
        apps=_TALKING,
        question=0.3,
        takes_app_kind=True,
    ),
    Rule(
        "ask.want-phone", Act.ASK, Kind.PHONE, 0.45, Cue.PHONE_NOUN, (Cue.WANT,), reach=8, question=0.2, is_ordered=True
    ),
    Rule(
        "ask.want-email", Act.ASK, Kind.EMAIL, 0.45, Cue.EMAIL_NOUN, (Cue.WANT,), reach=8, question=0.2, is_ordered=True
    ),
    Rule(
        "ask.want-contact",
        Act.ASK,
        Kind.OTHER,
        0.5,
        Cue.CONTACT_NOUN,
        (Cue.WANT,),
        reach=10,
        question=0.2,
        is_ordered=True,
    ),
    Rule(
        "ask.have-phone", Act.ASK, Kind.PHONE, 0.4, Cue.PHONE_NOUN, (Cue.HAVE,), reach=8, question=0.2, is_ordered=True
    ),
    Rule(
        "ask.have-email", Act.ASK, Kind.EMAIL, 0.4, Cue.EMAIL_NOUN, (Cue.HAVE,), reach=8, question=0.2, is_ordered=True
    ),
    Rule(
        "ask.reach-you",
        Act.ASK,
        Kind.PHONE,
        0.35,
        Cue.REACH_YOU,
        question=0.25,
        boosts=(Cue.NUMBER_NOUN, Cue.PHONE_NOUN),
        boost=0.35,
    ),
    Rule(
        "ask.reach-you-app",
        Act.ASK,
        Kind.MESSENGER,
        0.75,
        Cue.APP,
        (Cue.REACH_YOU,),
        reach=24,
        apps=_TALKING,
        takes_app_kind=True,
    ),
)


_BARE_APP_LEVEL = 0.7
_PUNCTUATION = " \t\n?!.,¿¡\"'()"


def find_asks(passage: Passage) -> Iterator[Detail]:
    """Questions for a phone number, an address, an account."""
    yield from find_acts(passage, RULES)
    yield from _find_bare_apps(passage)


def _find_bare_apps(passage: Passage) -> Iterator[Detail]:
    """A sentence that is nothing but the name of an app and a question mark."""
    for app in passage.of(Cue.APP):
        low, high = passage.sentence(app.start)
        sentence = passage.text[low:high]
        is_bare = len(sentence) < MAX_BARE_CHARS and sentence.strip(_PUNCTUATION) == passage.text[app.start : app.end]
        if is_bare and "?" in sentence and app.sense.value.partition(":")[0] in _TALKING:
            yield Detail(Act.ASK, kind_of_app(app), app.start, app.end, _BARE_APP_LEVEL, "ask.bare-app")
