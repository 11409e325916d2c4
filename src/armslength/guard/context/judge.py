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


def _judge_share(passage: Passage, detail: Detail, *, is_code: bool) -> Detail:
    """A detail is work when the words speak of a job's material and nothing says that it reaches the writer."""
    if detail.link_class in (LinkClass.UNKNOWN, LinkClass.PORTFOLIO, LinkClass.WORK):
        return detail
    if detail.link_class is None:
        detail = _with_app_kind(passage, detail)
    is_quoted = _is_quoted(passage, detail)
    if is_quoted and passage.has(Cue.WORK_STRONG):
        return replace(detail, act=Act.WORK)
    if _is_personal(passage, detail):
        return detail
    low, high = passage.sentence(detail.start)
    weight = 0.35 if is_code else 0.0
    if passage.of_range(Cue.WORK_STRONG, low, high):
        weight += 0.5
    elif passage.has(Cue.WORK_STRONG):
        weight += 0.3
    elif is_quoted:
        weight += 0.15
    is_work = weight >= 0.5
    if passage.of_range(Cue.WORK_NOUN, low, high):
        weight += 0.15
    if is_work or (is_code and weight >= 0.5):
        return replace(detail, act=Act.WORK)
    return replace(detail, confidence=round(max(0.0, detail.confidence - weight), 2))


def _is_personal(passage: Passage, detail: Detail) -> bool:
    """Whether the words around a detail say that it reaches the writer."""
    cues = (Cue.REACH_ME, Cue.FIND_ME, Cue.HIDE)
    return any(passage.near(cue, detail.start, detail.end, 40, 40) for cue in cues)


def _with_app_kind(passage: Passage, detail: Detail) -> Detail:
    """A number beside the name of an app is a contact on that app."""
    if detail.kind is not Kind.PHONE:
        return detail
    app = passage.near(Cue.APP, detail.start, detail.end, 24, 14)
    return detail if app is None else replace(detail, kind=_APP_KINDS[app.sense.value.partition(":")[0]])


def _is_quoted(passage: Passage, detail: Detail) -> bool:
    """Whether the detail stands inside quotation marks of its own sentence or line."""
    text = passage.text
    line = text.rfind("\n", 0, detail.start) + 1
    before = text[max(line, detail.start - 200) : detail.start]
    after = text[detail.end : detail.end + 200]
    return (before.count('"') % 2 == 1 and '"' in after) or ("「" in before and "」" in after)


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
    if passage.of_range(Cue.WORK_NOUN, low, high):
        weight += 0.3
    if _is_quoted(passage, detail):
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
