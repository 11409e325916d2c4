"""Questions for a contact detail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

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


def _wanted(name: str, kind: Kind, cue: Cue, confidence: float = 0.45) -> Rule:
    """A request and the name of a detail, not said whose; surer with a reason why the reader should give it."""
    return Rule(
        name, Act.ASK, kind, confidence, cue, (Cue.WANT,), reach=10, question=0.2, is_ordered=True,
        boosts=(Cue.PURPOSE, Cue.REACH_YOU, Cue.YOU_USE), boost=0.3,
    )  # fmt: skip


def _used(name: str, kind: Kind, cue: Cue) -> Rule:
    """The name of a detail, and that the reader is the one who uses it."""
    return Rule(
        name, Act.ASK, kind, 0.5, cue, (Cue.YOU_USE,), reach=4, question=0.25, boosts=(Cue.WANT, Cue.HAVE), boost=0.25
    )


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
        boost=0.3,
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
    _wanted("ask.want-phone", Kind.PHONE, Cue.PHONE_NOUN),
    _wanted("ask.want-email", Kind.EMAIL, Cue.EMAIL_NOUN),
    _wanted("ask.want-number", Kind.PHONE, Cue.NUMBER_NOUN, 0.2),
    _used("ask.phone-you-use", Kind.PHONE, Cue.PHONE_NOUN),
    _used("ask.number-you-use", Kind.PHONE, Cue.NUMBER_NOUN),
    _used("ask.email-you-use", Kind.EMAIL, Cue.EMAIL_NOUN),
    _used("ask.contact-you-use", Kind.OTHER, Cue.CONTACT_NOUN),
    Rule("ask.where-provider", Act.ASK, Kind.EMAIL, 0.65, Cue.WHERE_SEND, (Cue.PROVIDER,), reach=30),
    Rule("ask.where-email", Act.ASK, Kind.EMAIL, 0.55, Cue.WHERE_SEND, (Cue.EMAIL_NOUN,), reach=30, question=0.1),
    Rule(
        "ask.where-app",
        Act.ASK,
        Kind.MESSENGER,
        0.6,
        Cue.APP,
        (Cue.WHERE_SEND,),
        reach=30,
        apps=_TALKING,
        takes_app_kind=True,
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
_SHORT_CHARS = 32
_SHORT_WEIGHT = 0.15
_SURE_LEVEL = 0.92
_APP_RULES = frozenset({"ask.your-app", "ask.have-app"})


def find_asks(passage: Passage) -> Iterator[Detail]:
    """Questions for a phone number, an address, an account."""
    for detail in find_acts(passage, RULES):
        yield replace(detail, confidence=_weigh_brevity(passage, detail))
    yield from _find_bare_apps(passage)
    yield from _find_bare_nouns(passage)


def _weigh_brevity(passage: Passage, detail: Detail) -> float:
    """A sentence that says nothing but the request means it; one that ends with the name of an app, surely."""
    low, high = passage.sentence(detail.start)
    sentence = passage.text[low:high]
    is_last = not passage.text[detail.end : high].strip(_PUNCTUATION)
    if detail.rule in _APP_RULES and is_last and ("?" in sentence or detail.confidence > _BARE_APP_LEVEL):
        return max(detail.confidence, _SURE_LEVEL)
    if detail.rule.startswith("ask.want-") and len(sentence.strip()) <= _SHORT_CHARS:
        return round(detail.confidence + _SHORT_WEIGHT, 2)
    return detail.confidence


_BARE_NOUNS = (
    (Cue.PHONE_NOUN, Kind.PHONE),
    (Cue.NUMBER_NOUN, Kind.PHONE),
    (Cue.EMAIL_NOUN, Kind.EMAIL),
    (Cue.CONTACT_NOUN, Kind.OTHER),
)
_BARE_NOUN_LEVEL = 0.55


def _find_bare_nouns(passage: Passage) -> Iterator[Detail]:
    """A message that is nothing but the name of a detail and a question mark."""
    if "?" not in passage.text or len(passage.text) > MAX_BARE_CHARS:
        return
    bare = passage.text.strip(_PUNCTUATION)
    for cue, kind in _BARE_NOUNS:
        for hit in passage.of(cue):
            if passage.text[hit.start : hit.end] == bare:
                yield Detail(Act.ASK, kind, hit.start, hit.end, _BARE_NOUN_LEVEL, "ask.bare-noun")


def _find_bare_apps(passage: Passage) -> Iterator[Detail]:
    """A sentence that is nothing but the name of an app and a question mark."""
    for app in passage.of(Cue.APP):
        low, high = passage.sentence(app.start)
        sentence = passage.text[low:high]
        is_bare = len(sentence) < MAX_BARE_CHARS and sentence.strip(_PUNCTUATION) == passage.text[app.start : app.end]
        if is_bare and "?" in sentence and app.sense.value.partition(":")[0] in _TALKING:
            yield Detail(Act.ASK, kind_of_app(app), app.start, app.end, _BARE_APP_LEVEL, "ask.bare-app")
