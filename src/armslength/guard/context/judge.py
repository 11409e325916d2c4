"""What a message does with what was found in it: gives it, asks for it, declines it, or works on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from armslength.guard.lexicons.cues import Cue
from armslength.guard.text.lexicon import Hit
from armslength.guard.text.passage import Detail, Passage
from armslength.guard.types import Act, Kind, LinkClass

_APP_KINDS = {"messenger": Kind.MESSENGER, "social": Kind.SOCIAL, "meeting": Kind.MEETING, "payment": Kind.PAYMENT}
_NEGATION_REACH = 28
# "Why don't we", "can't you": a negation in form, a proposal in fact.
_RHETORICAL = re.compile(
    r"(?:why|don't|dont|can't|cant|won't) (?:not|don't|dont|can't|cant|we|you|u)\b"
    r"|\bnot only\b|\bno (?:problem|worries)|\bnot (?:through|via|over|by|with|on|in) "
)
_CODE = re.compile(
    r"[{};]\s*$|\w\(\)|=>|</?\w+[\s>]|\b(?:const|var|let) \w+ ?=|\w\([\"']|\\[dwsb]|\[\^|\]\{\d|\w_\w{1,30} ?=|==|::"
    r"|\$\{|\bprocess\."
    r"|^\s*(?:import|def|class|sudo|git|npm|apt-get|curl) ",
    re.MULTILINE,
)


def judge(passage: Passage, details: Iterable[Detail]) -> list[Detail]:
    """The details with act and confidence as the words around them call for."""
    is_code = bool(_CODE.search(passage.text))
    return [_judge(passage, detail, is_code=is_code) for detail in details]


def _judge(passage: Passage, detail: Detail, *, is_code: bool) -> Detail:
    passage.budget.spend(30)
    if detail.act is Act.SHARE:
        return _judge_share(passage, detail, is_code=is_code)
    return _judge_proposal(passage, detail, is_code=is_code)


# What speaks for a job's material; from _WORK_WEIGHT on, a detail is nothing else.
_WORK_WEIGHT = 0.5
_CODE_WEIGHT = 0.35
_STRONG_WEIGHT = 0.5
_STRONG_ELSEWHERE_WEIGHT = 0.3
_NOUN_WEIGHTS = (0.0, 0.15, 0.33, 0.5)
_THIRD_WEIGHT = 0.35
_QUOTE_WEIGHT = 0.2
_RESERVED_WEIGHT = 0.2
_OWN_WEIGHT = 0.35
_OWN_REACH = 30
_RESERVED_HOST = re.compile(r"@(?:[\w-]+\.){0,3}(?:example|invalid|test|localhost)(?:\.(?:com|org|net))?$")


def _judge_share(passage: Passage, detail: Detail, *, is_code: bool) -> Detail:
    """A detail is work when the words speak of a job's material and nothing says that it reaches the writer."""
    if detail.link_class in (LinkClass.UNKNOWN, LinkClass.PORTFOLIO, LinkClass.WORK):
        return detail
    if detail.link_class is None:
        detail = _with_app_kind(passage, detail)
    quote = _find_quote(passage, detail)
    if quote is not None and passage.has(Cue.WORK_STRONG):
        return replace(detail, act=Act.WORK)
    if _is_personal(passage, detail, quote):
        return detail
    weight = _weigh_work(passage, detail) + (_CODE_WEIGHT if is_code else 0.0)
    if quote is not None and weight > 0:
        weight += _QUOTE_WEIGHT
    if weight >= _WORK_WEIGHT:
        return replace(detail, act=Act.WORK)
    return replace(detail, confidence=round(max(0.0, min(detail.confidence, detail.confidence - weight)), 2))


def _weigh_work(passage: Passage, detail: Detail) -> float:
    """How much the words around a detail speak of a job's material, less what says that it is the writer's own."""
    low, high = passage.sentence(detail.start)
    hits = [*passage.of_range(Cue.WORK_NOUN, low, high), *passage.of_range(Cue.MATERIAL, low, high)]
    passage.budget.spend(len(hits))
    nouns = len({passage.text[hit.start : hit.end] for hit in hits if not detail.start <= hit.start < detail.end})
    weight = _NOUN_WEIGHTS[min(nouns, 3 if detail.link_class is None else 1)]
    if passage.of_range(Cue.WORK_STRONG, low, high):
        weight += _STRONG_WEIGHT
    elif passage.has(Cue.WORK_STRONG):
        weight += _STRONG_ELSEWHERE_WEIGHT
    if passage.of_range(Cue.THIRD, low, high):
        weight += _THIRD_WEIGHT
    if weight and detail.value and _RESERVED_HOST.search(detail.value):
        weight += _RESERVED_WEIGHT
    if weight and passage.near(Cue.MY, detail.start, detail.end, _OWN_REACH, 0):
        weight -= _OWN_WEIGHT
    return weight


def _is_personal(passage: Passage, detail: Detail, quote: tuple[int, int] | None) -> bool:
    """Whether the words around a detail say that it reaches the writer; not words of the same quotation."""
    for cue in (Cue.REACH_ME, Cue.FIND_ME, Cue.HIDE):
        hit = passage.near(cue, detail.start, detail.end, 40, 40)
        if hit is not None and (quote is None or not quote[0] <= hit.start < quote[1]):
            return True
    return False


def _with_app_kind(passage: Passage, detail: Detail) -> Detail:
    """A number beside the name of an app is a contact on that app."""
    if detail.kind is not Kind.PHONE:
        return detail
    app = passage.near(Cue.APP, detail.start, detail.end, 24, 14)
    return detail if app is None else replace(detail, kind=_APP_KINDS[app.sense.value.partition(":")[0]])


_QUOTE_REACH = 200


def _find_quote(passage: Passage, detail: Detail) -> tuple[int, int] | None:
    """The quotation of its own line that a detail stands in."""
    text = passage.text
    line = text.rfind("\n", 0, detail.start) + 1
    low, high = max(line, detail.start - _QUOTE_REACH), detail.end + _QUOTE_REACH
    opened, closed = text.rfind('"', low, detail.start), text.find('"', detail.end, high)
    if opened >= 0 <= closed and text.count('"', low, detail.start) % 2 == 1:
        return opened, closed
    opened, closed = text.rfind("「", low, detail.start), text.find("」", detail.end, high)
    return (opened, closed) if opened >= 0 <= closed else None


_NOUN_REACH = 24


def _judge_proposal(passage: Passage, detail: Detail, *, is_code: bool) -> Detail:
    low, high = passage.sentence(detail.start)
    if _has_outside(passage, Cue.REFUSAL, detail, (low, high)) or _is_negated(passage, detail, low):
        return replace(detail, act=Act.REFUSE)
    if passage.of_range(Cue.RULE, low, high):
        return replace(detail, act=Act.REPORT)
    if detail.act is Act.ASK and _has_outside(passage, Cue.HERE_WAY, detail, (low, high)):
        return replace(detail, act=Act.REFUSE)
    weight = 0.35 if is_code else 0.0
    if passage.of_range(Cue.WORK_STRONG, low, high):
        weight += 0.4
    if passage.of_range(Cue.WORK_NOUN, max(low, detail.start - _NOUN_REACH), min(high, detail.end + _NOUN_REACH)):
        weight += 0.3
    elif passage.of_range(Cue.WORK_NOUN, low, high):
        weight += 0.2
    if _find_quote(passage, detail) is not None:
        weight += 0.3
    confidence = round(max(0.0, detail.confidence - weight), 2)
    act = Act.WORK if weight >= 0.3 and confidence < 0.5 else detail.act
    return replace(detail, act=act, confidence=confidence if act is detail.act else detail.confidence)


def _has_outside(passage: Passage, cue: Cue, detail: Detail, bounds: tuple[int, int]) -> bool:
    """Whether a term of the class stands in the sentence, but not as a part of what was found or of a like phrase.

    "Not through the platform" holds "through the platform", and is the opposite of it.
    """
    phrases = [(detail.start, detail.end)]
    phrases += [(hit.start, hit.end) for hit in passage.of_range(Cue.BYPASS, *bounds)]
    phrases += [(hit.start, hit.end) for hit in passage.of_range(Cue.INVITE, *bounds)]
    hits = passage.of_range(cue, *bounds)
    passage.budget.spend(len(phrases) * len(hits))
    return any(not any(_is_part(hit, phrase) for phrase in phrases) for hit in hits)


def _is_part(hit: Hit, phrase: tuple[int, int]) -> bool:
    start, end = phrase
    return start <= hit.start and hit.end <= end and hit.end - hit.start < end - start


# Languages that put the verb, and with it the negation, at the end.
_VERB_LAST = frozenset({"hi", "ur", "bn", "tr"})
_NEGATION_AFTER = 16
_PAUSE = re.compile(r"[,.;:!?|]")


def _is_negated(passage: Passage, detail: Detail, low: int) -> bool:
    if detail.language in _VERB_LAST:
        for hit in passage.of_range(Cue.NOT, detail.end, detail.end + _NEGATION_AFTER):
            if hit.sense.language == detail.language and not _PAUSE.search(passage.text, detail.end, hit.start):
                return True
    start = max(low, detail.start - _NEGATION_REACH)
    languages = {detail.language, "*"}
    for hit in passage.of_range(Cue.NOT, start, detail.start + 1):
        if hit.sense.language not in languages and detail.language != "*":
            continue
        if detail.act is Act.CIRCUMVENT and (
            hit.start >= detail.start or passage.of_range(Cue.AVOID, hit.start, hit.start + 1)
        ):
            continue  # "without the fee" denies the fee, not the proposal
        if _PAUSE.search(passage.text, hit.end, detail.start):
            continue
        if not _RHETORICAL.search(passage.text, max(low, hit.start - 5), min(len(passage.text), hit.end + 10)):
            return True
    return False
