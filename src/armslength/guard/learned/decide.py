"""From odds to details: what rules found gets the odds of its window; what only the model saw becomes a detail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from armslength.guard.learned.evidence import find_evidence
from armslength.guard.learned.grams import Found, Gram
from armslength.guard.learned.model import ACTS, NO_ODDS, Model, Odds
from armslength.guard.learned.shapes import find_shapes
from armslength.guard.learned.tags import Hidden, Tags, tags_of_details, tags_of_hidden, tags_of_words
from armslength.guard.learned.windows import windows
from armslength.guard.text.passage import Detail, Passage
from armslength.guard.text.terms import is_unspaced_script
from armslength.guard.types import FLAGGED_ACTS, LinkClass

FLAG_AT: Final = 0.5
"""The confidence from which a finding counts by default."""

ADD_AT: Final = 0.95
"""Odds from which the model alone decides that something is there."""

MAX_LEARNED: Final = 6
"""So many stretches are told of a section; whoever mends them sees the rest with the next look."""

LEARNED: Final = "learned."
"""How the names of rules begin that are none: only the model saw something."""

MIN_LETTERS: Final = 6
"""A stretch with fewer letters says too little to be weighed; rules decide on it alone."""

DENY_BELOW: Final = 0.5
"""Odds below which the model overrules a rule."""

DENY_DETAIL_BELOW: Final = 0.2
"""The same where the rule holds a whole detail in its hands, which a question or a proposal never is."""

SURE_OF_DETAIL_AT: Final = 0.8
"""The confidence from which a rule that holds a whole detail needs no second opinion."""

SURE_OF_LINK_AT: Final = 0.95
"""Odds from which a link of no known class counts as one that reaches its writer."""

_ORDER_WEIGHT: Final = 0.09
"""So much of what is raised keeps the order in which rules were sure: the surer one of two that overlap stays."""

_DENIED: Final = 0.3
_FORMAL: Final = ("email.plain", "url.", "payment.")
"""Rules that know a detail by its form alone, wherever it stands; nothing overrules them."""

MAX_LEVEL: Final = 0.95
"""The model is never surer than a rule that knows a detail by its form."""


WINDOW_STEPS: Final = 300
"""What a window costs before its first term."""

_PLAIN_LINKS = frozenset({LinkClass.UNKNOWN, LinkClass.PORTFOLIO, LinkClass.WORK})


@dataclass(frozen=True, slots=True)
class Look:
    """A text after all detectors looked at it.

    `passage` is the plain reading, None when the budget did not even last for that. `details` have offsets of the
    original, `hidden` are the terms that only other readings show.
    """

    passage: Passage | None
    details: Sequence[Detail]
    hidden: Sequence[Hidden]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Window:
    """One stretch of a look: bounds in the plain reading, the details in it, grams and tags as the model takes them."""

    low: int
    high: int
    is_narrow: bool
    details: Sequence[Detail]
    grams: Sequence[Gram]
    tags: Tags


Quiet = Callable[[str], bool]
"""Whether a stretch of folded text is not worth weighing."""


def cut_windows(passage: Passage, look: Look, found: Found, is_quiet: Quiet = lambda text: False) -> Iterator[Window]:
    """The windows of a look at a passage: wide ones that are not quiet, and all in which a rule found something."""
    length = len(passage.text)
    for low, high, is_narrow in windows(length, passage.breaks):
        is_whole = low == 0 and high == length
        start, end = passage.reading.locate(low, high) if length else (0, 0)
        details = look.details if is_whole else _between(passage, look.details, start, end)
        is_idle = is_narrow or (not is_whole and is_quiet(passage.text[low:high]))
        if is_idle and not details:
            continue
        grams = found.within(low, high)
        passage.budget.spend(2 * len(grams) + WINDOW_STEPS + len(look.hidden))
        tags = tags_of_words(passage, find_shapes(passage, low, high), low, high)
        tags |= tags_of_hidden(look.hidden, start, end) | tags_of_details(details)
        yield Window(low, high, is_narrow, details, grams, tags)


def _between(passage: Passage, details: Sequence[Detail], start: int, end: int) -> Sequence[Detail]:
    passage.budget.spend(len(details))
    return [detail for detail in details if detail.start < end and start < detail.end]


@dataclass(frozen=True, slots=True)
class Decided:
    """The details that count, as sure as rules and odds make them; and the odds of the stretch that has the highest."""

    details: Sequence[Detail]
    odds: Odds = NO_ODDS


def decide(model: Model, passage: Passage, look: Look, *, may_deny: bool = True) -> Decided:
    """What rules found, as sure as the odds of their windows make it; and what only the model saw.

    Where it may not deny, the model only adds: it knows too little of what the text is written in.
    """
    odds_of: dict[int, Odds] = {}
    untold: set[int] = set()
    weighed: list[tuple[Window, Odds]] = []
    for window in cut_windows(passage, look, model.acts.find(passage.text), model.is_idle):
        if not _can_tell(passage.text, window):
            untold |= {id(detail) for detail in window.details}
            continue
        odds = model.odds({number for number, _, _ in window.grams}, window.tags)
        if not window.is_narrow:
            weighed.append((window, odds))
        for detail in window.details:
            known = odds_of.get(id(detail))
            if known is None or odds.flagged > known.flagged:
                odds_of[id(detail)] = odds
    weighable = odds_of.keys() - untold if may_deny else set()
    told = {id(d): _without_denied(d, odds_of[id(d)]) if id(d) in weighable else d for d in look.details}
    told |= _raised(passage, told, odds_of)
    details = list(told.values())
    likely = sorted((w for w in weighed if w[1].flagged >= ADD_AT), key=lambda w: -w[1].flagged)
    for window, odds in likely[:MAX_LEARNED]:
        if not _is_covered([told[id(detail)] for detail in window.details]):
            seen = _learned(model, passage, window, odds)
            if not _is_mere_link(seen, odds, window.details):
                details.append(seen)
    return Decided(details, max((odds for _, odds in weighed), key=_flagged, default=NO_ODDS))


def _flagged(odds: Odds) -> float:
    return odds.flagged


def _is_mere_link(seen: Detail, odds: Odds, details: Sequence[Detail]) -> bool:
    """Whether what the model saw is only a link that the policy shows as plain text, with little doubt."""
    classes = {
        d.link_class for d in details if d.link_class in _PLAIN_LINKS and d.start < seen.end and seen.start < d.end
    }
    return LinkClass.WORK in classes or (bool(classes) and odds.flagged < SURE_OF_LINK_AT)


def _can_tell(text: str, window: Window) -> bool:
    """Whether a window has words enough to be understood; a word of Chinese or Japanese is a character or two."""
    letters = 0
    for char in text[window.low : window.high]:
        letters += (3 if is_unspaced_script(char) else 1) if char.isalpha() else 0
        if letters >= MIN_LETTERS:
            return True
    return False


def _without_denied(detail: Detail, odds: Odds) -> Detail:
    """What a rule found stays unless the odds deny it; what rules took for work or a refusal stays that."""
    is_found = _is_open(detail) and detail.confidence >= FLAG_AT
    return replace(detail, confidence=_DENIED) if is_found and _is_denied(detail, odds.flagged) else detail


def _raised(passage: Passage, told: Mapping[int, Detail], odds_of: Mapping[int, Odds]) -> dict[int, Detail]:
    """What rules only suspect, where the odds say so and nothing that they found stands in its place already."""
    found = [detail for detail in told.values() if _is_open(detail) and detail.confidence >= FLAG_AT]
    raised: dict[int, Detail] = {}
    for key, detail in told.items():
        odds = odds_of.get(key, NO_ODDS)
        if odds.flagged < ADD_AT or odds.of(detail.act) < odds.flagged / 2 or not _is_open(detail):
            continue
        passage.budget.spend(len(found))
        if detail.confidence < FLAG_AT and not any(_overlap(detail, other) for other in found):
            level = _rounded(_learned_level(odds.flagged)) - _ORDER_WEIGHT * (1 - detail.confidence)
            raised[key] = replace(detail, confidence=round(level, 3))
    return raised


def _is_open(detail: Detail) -> bool:
    return detail.act in FLAGGED_ACTS and detail.link_class not in _PLAIN_LINKS


def _overlap(one: Detail, other: Detail) -> bool:
    return one.start < other.end and other.start < one.end


def _is_denied(detail: Detail, level: float) -> bool:
    if detail.value is None:
        return level < DENY_BELOW
    is_sure = detail.confidence >= SURE_OF_DETAIL_AT or detail.rule.startswith(_FORMAL)
    return not is_sure and level < DENY_DETAIL_BELOW


def _learned_level(level: float) -> float:
    """The confidence of what the odds alone decide: just flagged at `ADD_AT`, certain at 1."""
    return FLAG_AT + (1 - FLAG_AT) * (level - ADD_AT) / (1 - ADD_AT)


def _rounded(level: float) -> float:
    return round(min(level, MAX_LEVEL), 2)


def _is_covered(details: Sequence[Detail]) -> bool:
    return any(d.act in FLAGGED_ACTS and d.confidence >= FLAG_AT for d in details)


def _learned(model: Model, passage: Passage, window: Window, odds: Odds) -> Detail:
    """What only the model saw in a window."""
    act = max(ACTS, key=odds.of)
    text = passage.text[window.low : window.high]
    inside = [(number, start - window.low, end - window.low) for number, start, end in window.grams]
    start, end = find_evidence(model.acts, act, text, inside)
    start, end = passage.reading.locate(window.low + start, window.low + end)
    kind = model.kind(text, window.tags, act)
    return Detail(act, kind, start, end, _rounded(_learned_level(odds.flagged)), f"{LEARNED}{act}", "plain")
