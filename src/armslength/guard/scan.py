"""The pipeline: fold, screen, detect, explain, judge, resolve, within a work budget."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from armslength.guard.context.explain import explain
from armslength.guard.context.judge import judge
from armslength.guard.detectors.account import find_accounts
from armslength.guard.detectors.address import find_addresses
from armslength.guard.detectors.ask import find_asks
from armslength.guard.detectors.circumvent import find_circumventions
from armslength.guard.detectors.email import find_emails
from armslength.guard.detectors.invitation import find_invitations
from armslength.guard.detectors.payment import find_payments
from armslength.guard.detectors.phone import find_phones
from armslength.guard.detectors.url import find_links
from armslength.guard.learned.decide import Decided, Look, decide
from armslength.guard.learned.model import NO_ODDS, Model, Odds
from armslength.guard.learned.tags import Hidden, find_hidden
from armslength.guard.reasons import suggest_way, write_reason
from armslength.guard.text.decode import decode
from armslength.guard.text.fold import Reading, fold
from armslength.guard.text.lexicon import Lexicon
from armslength.guard.text.passage import DETAIL_STEPS, Budget, BudgetExceededError, Detail, Passage, make_passage
from armslength.guard.text.screen import has_suspect_shape
from armslength.guard.text.sections import WHOLE_CHARS, cut_sections
from armslength.guard.types import Act, Candidate, Finding, Kind, Link, LinkClass

MAX_TEXT_CHARS: Final = 100_000
"""Longer texts are read up to here and reported as incomplete."""

SCAN_BUDGET_STEPS: Final = 400_000
"""Work that one scan of up to `BUDGET_CHARS` characters may take; longer texts get more in proportion.

Ordinary text costs fifteen to twenty steps a character, one full of figures and links up to fifty. Hostile text is cut,
and said to be incomplete.
"""

BUDGET_CHARS: Final = 10_000

_DETECTORS: Final[tuple[Callable[[Passage], Iterable[Detail]], ...]] = (
    find_links,
    find_emails,
    find_payments,
    find_phones,
    find_accounts,
    find_addresses,
    find_asks,
    find_invitations,
    find_circumventions,
)


@dataclass(frozen=True, slots=True)
class Scan:
    """What one text holds, in offsets of the text as given.

    `passage` is its plain reading, where one was made: of a long text, that of the last section that was read closely,
    which begins at `passage_at`. `odds` are those that the model gives its most likely stretch.
    """

    findings: tuple[Finding, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    links: tuple[Link, ...] = ()
    is_complete: bool = True
    steps: int = 0
    passage: Passage | None = None
    passage_at: int = 0
    odds: Odds = NO_ODDS


QUIET: Final = Scan()
"""The scan of a text that holds nothing worth a closer look."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a scan goes by: words, and a model, without which rules decide alone.

    `strangers` are the languages that the model was not made with, because their files were added or changed since.
    """

    lexicon: Lexicon
    model: Model | None = None
    strangers: frozenset[str] = frozenset()


def scan_text(text: str, knowledge: Knowledge) -> Scan:
    """Read one text by itself. No text makes it raise: what could not be read makes the scan incomplete.

    Raises ModelError when the weights are damaged.
    """
    is_whole = len(text) <= MAX_TEXT_CHARS
    read = text if is_whole else text[:MAX_TEXT_CHARS]
    folded = fold(read)
    if _is_quiet(folded.text, knowledge):
        return QUIET if is_whole else Scan(is_complete=False)
    budget = _budget_for(read)
    if max(len(read), len(folded.text)) > WHOLE_CHARS:
        part = _scan_sections(read, knowledge, budget)
    else:
        part = _scan_part(read, folded, knowledge, budget)
    kept = _resolve(part.decided.details)
    return Scan(
        _findings(kept),
        _candidates(part.decided.details),
        _links(kept),
        is_whole and part.is_complete,
        budget.spent,
        part.passage,
        part.passage_at,
        part.decided.odds,
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What a stretch of a text holds."""

    decided: Decided
    is_complete: bool
    passage: Passage | None = None
    passage_at: int = 0


def _scan_part(text: str, folded: Reading, knowledge: Knowledge, budget: Budget) -> _Part:
    look = look_closely(text, folded, knowledge.lexicon, budget)
    if look.passage is None:
        return _Part(Decided(look.details), False)
    decided, is_decided = _decide(knowledge, look.passage, look)
    return _Part(decided, look.is_complete and is_decided, look.passage)


def _scan_sections(text: str, knowledge: Knowledge, budget: Budget) -> _Part:
    """Read those sections of a long text that need it, as far as the budget goes."""
    details: list[Detail] = []
    odds = NO_ODDS
    passage: Passage | None = None
    passage_at = read_to = 0
    for start, end in cut_sections(text):
        section = text[start:end]
        folded = fold(section)
        if _is_quiet(folded.text, knowledge):
            continue
        part = _scan_part(section, folded, knowledge, budget)
        shifted = (replace(d, start=d.start + start, end=d.end + start) for d in part.decided.details)
        details += (detail for detail in shifted if detail.end > read_to)
        odds = max(odds, part.decided.odds, key=lambda found: found.flagged)
        if part.passage is not None:
            passage, passage_at = part.passage, start
        if not part.is_complete:
            return _Part(Decided(details, odds), False, passage, passage_at)
        read_to = end
    return _Part(Decided(details, odds), True, passage, passage_at)


def _is_quiet(folded: str, knowledge: Knowledge) -> bool:
    """Whether nothing in a folded text could be a detail, a question for one, or a proposal."""
    if has_suspect_shape(folded):
        return False
    return (knowledge.model is None or knowledge.model.is_quiet(folded)) and knowledge.lexicon.is_quiet(folded)


def _decide(knowledge: Knowledge, passage: Passage, look: Look) -> tuple[Decided, bool]:
    """What counts, and whether there was budget enough to weigh it."""
    if knowledge.model is None:
        return Decided(look.details), True
    try:
        return decide(knowledge.model, passage, look, may_deny=not _speaks(passage, knowledge.strangers)), True
    except BudgetExceededError:
        return Decided(look.details), False


def _speaks(passage: Passage, languages: frozenset[str]) -> bool:
    """Whether a text holds words of any of the languages."""
    return bool(languages) and any(hit.sense.language in languages for hit in passage.hits)


def look_closely(text: str, folded: Reading, lexicon: Lexicon, budget: Budget | None = None) -> Look:
    """What the detectors find in all readings of a text, judged by the words around it, as far as the budget goes."""
    budget = budget or _budget_for(text)
    details: list[Detail] = []
    hidden: list[Hidden] = []
    plain: Passage | None = None
    is_complete = True
    try:
        for reading in _readings(text, folded, lexicon):
            passage = make_passage(reading, lexicon, budget)
            if plain is None:
                plain = passage
            else:
                hidden += find_hidden(passage, text)
            details.extend(_read(passage, text))
    except BudgetExceededError:
        is_complete = False
    return Look(plain, details, hidden, is_complete)


def _budget_for(text: str) -> Budget:
    return Budget(max(SCAN_BUDGET_STEPS, SCAN_BUDGET_STEPS * min(len(text), MAX_TEXT_CHARS) // BUDGET_CHARS))


_PIECE = re.compile(r"[\d_]|\w\.\w")


def survey_text(text: str, lexicon: Lexicon, *, must_hold_piece: bool) -> Passage | None:
    """The plain passage of a text that a scan found quiet, explained; None when no budget lasts for it.

    With `must_hold_piece`, None as well when it cannot hold a piece of a detail.
    """
    folded = fold(text[:MAX_TEXT_CHARS])
    if must_hold_piece and not (_PIECE.search(folded.text) or lexicon.has_numbers(folded.text)):
        return None
    try:
        passage = make_passage(folded, lexicon, _budget_for(text))
        explain(passage)
    except BudgetExceededError:
        return None
    return passage


def _readings(text: str, folded: Reading, lexicon: Lexicon) -> Iterator[Reading]:
    yield folded
    yield from decode(text[:MAX_TEXT_CHARS], folded, lexicon)


def _read(passage: Passage, original: str) -> Iterator[Detail]:
    """All details of one passage, judged, in offsets of the original."""
    explain(passage)
    details: list[Detail] = []
    for detector in _DETECTORS:
        for detail in detector(passage):
            passage.budget.spend(DETAIL_STEPS)
            details.append(detail)
    for detail in judge(passage, details):
        start, end = passage.reading.locate(detail.start, detail.end)
        technique = detail.technique if passage.reading.technique == "plain" else passage.reading.technique
        if technique == "plain" and (_is_masked(original[start:end]) or _has_strange_digits(original, start, end)):
            technique = "lookalike"
        yield _weigh_trick(replace(detail, start=start, end=end, technique=technique))


_TRICK_WEIGHT = 0.35
_TRICK_TECHNIQUES = frozenset({"spaced", "reversed", "encoded", "lookalike"})


def _weigh_trick(detail: Detail) -> Detail:
    """Whoever hides something means it: a hidden detail is surer than the same detail in the plain."""
    is_plain_link = detail.link_class in (LinkClass.UNKNOWN, LinkClass.PORTFOLIO, LinkClass.WORK)
    if detail.technique not in _TRICK_TECHNIQUES or not detail.confidence or is_plain_link:
        return detail
    weight = _TRICK_WEIGHT if detail.act is Act.SHARE else _TRICK_WEIGHT / 2
    return replace(detail, confidence=min(0.97, round(detail.confidence + weight, 2)))


# Invisible characters, and letters and digits in circles, squares, mathematical and full-width styles.
_MASKING = re.compile(
    "[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0336\u0335\u2460-\u24ff\u2776-\u2793\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff\u20e3]"
)


def _is_masked(written: str) -> bool:
    """Whether a span is written in characters that nobody uses for plain text."""
    return not written.isascii() and bool(_MASKING.search(written))


def _has_strange_digits(original: str, start: int, end: int) -> bool:
    """Whether a span has digits of another script than the text around it: a Latin text with Devanagari figures."""
    if original.isascii() or not any(char.isdigit() and not char.isascii() for char in original[start:end]):
        return False
    around = original[max(0, start - _AROUND_CHARS) : start] + original[end : end + _AROUND_CHARS]
    letters = [char for char in around if char.isalpha()]
    return sum(char.isascii() for char in letters) * 2 > len(letters)


_AROUND_CHARS = 60


def _resolve(details: Iterable[Detail]) -> list[Detail]:
    """The most certain details, without weaker ones of the same act that overlap them; by place."""
    by_act: dict[Act, list[Detail]] = {}
    for detail in sorted(details, key=lambda d: (-d.confidence, d.start - d.end, d.start)):
        kept = by_act.setdefault(detail.act, [])
        at = bisect_left(kept, detail.end, key=_start)
        if not at or kept[at - 1].end <= detail.start:
            kept.insert(at, detail)
    shares = [d for d in by_act.get(Act.SHARE, ()) if d.value is not None and d.confidence >= _SURE_SHARE]
    told = [d for kept in by_act.values() for d in kept if not (d.rule in _LEAD_INS and _is_beside(d, shares))]
    return sorted(told, key=lambda d: (d.start, d.end))


def _start(detail: Detail) -> int:
    return detail.start


# "WhatsApp me on …" is part of giving the number that follows, and no invitation of its own.
_LEAD_INS = frozenset({"invite.reach-app", "invite.find-app", "invite.move-app", "ask.your-app", "ask.have-app"})
_SURE_SHARE = 0.6
_NEIGHBOUR_CHARS = 40


def _is_beside(detail: Detail, others: Sequence[Detail]) -> bool:
    """Whether one of the others, which come by place and don't overlap, stands close to the detail."""
    at = bisect_right(others, detail.end + _NEIGHBOUR_CHARS, key=_start)
    return at > 0 and detail.start - others[at - 1].end <= _NEIGHBOUR_CHARS


def _findings(details: Iterable[Detail]) -> tuple[Finding, ...]:
    return tuple(make_finding(d) for d in details if d.link_class is not LinkClass.WORK and d.confidence > 0.15)


def make_finding(detail: Detail, *, completes_thread: bool = False) -> Finding:
    """A finding with its reason and the way that is open instead."""
    return Finding(
        act=detail.act,
        kind=detail.kind,
        start=detail.start,
        end=detail.end,
        confidence=detail.confidence,
        rule=detail.rule,
        technique=detail.technique,
        reason=write_reason(detail.act, detail.kind, completes_thread=completes_thread),
        suggestion=suggest_way(detail.act, detail.kind),
        completes_thread=completes_thread,
        link_class=detail.link_class,
        decoded=detail.value if detail.act is Act.SHARE else None,
    )


def _candidates(details: Iterable[Detail]) -> tuple[Candidate, ...]:
    found = {(d.kind, d.value, d.start, d.end): d.confidence for d in details if d.value and d.act is not Act.ASK}
    return tuple(Candidate(kind, value or "", start, end, level) for (kind, value, start, end), level in found.items())


def _links(details: Iterable[Detail]) -> tuple[Link, ...]:
    return tuple(
        Link(d.start, d.end, d.value or "", d.link_class)
        for d in details
        if d.link_class is not None and d.kind is not Kind.EMAIL
    )
