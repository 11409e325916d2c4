"""The pipeline: fold, screen, detect, explain, judge, resolve, within a work budget."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from armslength.guard.context.explain import explain
from armslength.guard.context.judge import judge
from armslength.guard.context.reasons import suggest_way, write_reason
from armslength.guard.detectors.account import find_accounts
from armslength.guard.detectors.address import find_addresses
from armslength.guard.detectors.ask import find_asks
from armslength.guard.detectors.circumvent import find_circumventions
from armslength.guard.detectors.email import find_emails
from armslength.guard.detectors.invitation import find_invitations
from armslength.guard.detectors.payment import find_payments
from armslength.guard.detectors.phone import find_phones
from armslength.guard.detectors.url import find_links
from armslength.guard.text.decode import decode
from armslength.guard.text.fold import Reading, fold
from armslength.guard.text.lexicon import Lexicon
from armslength.guard.text.passage import DETAIL_STEPS, Budget, BudgetExceededError, Detail, Passage, make_passage
from armslength.guard.text.screen import is_quiet
from armslength.guard.types import Act, Candidate, Finding, Kind, Link, LinkClass

MAX_TEXT_CHARS: Final = 100_000
"""Longer texts are read up to here and reported as incomplete."""

SCAN_BUDGET_STEPS: Final = 400_000
"""Work that one scan of up to `BUDGET_CHARS` characters may take; longer texts get more in proportion.

Ordinary text costs six to twenty steps a character. Hostile text is cut, and said to be incomplete.
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
    """What one text holds, in offsets of the text as given; `passage` is its plain reading, where one was made."""

    findings: tuple[Finding, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    links: tuple[Link, ...] = ()
    is_complete: bool = True
    steps: int = 0
    passage: Passage | None = None


def scan_text(text: str, lexicon: Lexicon) -> Scan:
    """Read one text by itself. Never raises: what could not be read makes the scan incomplete."""
    is_whole = len(text) <= MAX_TEXT_CHARS
    folded = fold(text if is_whole else text[:MAX_TEXT_CHARS])
    if is_quiet(folded.text, lexicon):
        return Scan(is_complete=is_whole, steps=len(folded.text))
    budget = _budget_for(folded)
    details: list[Detail] = []
    plain: Passage | None = None
    try:
        for reading in _readings(text, folded, lexicon):
            passage = make_passage(reading, lexicon, budget)
            plain = plain or passage
            details += _read(passage, text)
    except BudgetExceededError:
        is_whole = False
    kept = _resolve(details)
    return Scan(_findings(kept), _candidates(details), _links(kept), is_whole, budget.spent, plain)


def _budget_for(folded: Reading) -> Budget:
    return Budget(max(SCAN_BUDGET_STEPS, SCAN_BUDGET_STEPS * len(folded.text) // BUDGET_CHARS))


_PIECE = re.compile(r"[\d_]|\w\.\w")


def survey_text(text: str, lexicon: Lexicon) -> Passage | None:
    """The plain passage of a text that a scan found quiet, explained; None when it cannot hold a piece of a detail."""
    folded = fold(text[:MAX_TEXT_CHARS])
    if not (_PIECE.search(folded.text) or lexicon.has_numbers(folded.text)):
        return None
    try:
        passage = make_passage(folded, lexicon, _budget_for(folded))
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
