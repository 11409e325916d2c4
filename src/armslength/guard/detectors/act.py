"""How words of several classes together ask for something or propose it: one small rule engine for all languages.

A rule names classes; a language file says which words are of a class. A rule matches where all its classes stand
within a few characters in one sentence, in words of one language (names of apps belong to every language).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from armslength.guard.lexicons.cues import Cue
from armslength.guard.lexicons.load import UNIVERSAL
from armslength.guard.text.lexicon import Hit
from armslength.guard.text.passage import Detail, Passage
from armslength.guard.types import Act, Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """What has to stand together, how near, and what it then means.

    `anchor` is the class that is looked for first; `needs` are further classes, each within `reach` characters of what
    was found so far. `apps` limits an anchor or need of class APP to kinds of apps. `boosts` add confidence when they
    stand in the same sentence; a question mark counts as one where `question` is set. `is_ordered` wants needs before
    the anchor. A match of `long_chars` or more is more particular, and so surer.
    """

    name: str
    act: Act
    kind: Kind
    confidence: float
    anchor: Cue
    needs: tuple[Cue, ...] = ()
    reach: int = 24
    apps: frozenset[str] = frozenset()
    boosts: tuple[Cue, ...] = ()
    boost: float = 0.0
    question: float = 0.0
    is_ordered: bool = False
    takes_app_kind: bool = False
    long_chars: int = 0
    required: frozenset[Cue] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "required", frozenset({self.anchor, *self.needs}))


_LONG_PHRASE = 0.15

_APP_KINDS = {"messenger": Kind.MESSENGER, "social": Kind.SOCIAL, "meeting": Kind.MEETING, "payment": Kind.PAYMENT}


def find_acts(passage: Passage, rules: Sequence[Rule]) -> Iterator[Detail]:
    """Every place where a rule matches."""
    for rule in rules:
        if rule.required <= passage.cues:
            for anchor in passage.of(rule.anchor):
                passage.budget.spend(40)
                if (detail := _match(passage, rule, anchor)) is not None:
                    yield detail


def _match(passage: Passage, rule: Rule, anchor: Hit) -> Detail | None:
    if not _is_app_allowed(rule, anchor):
        return None
    low, high = passage.sentence(anchor.start)
    found = [anchor]
    for cue in rule.needs:
        hit = _nearest(passage, rule, cue, found, (low, high))
        if hit is None:
            return None
        found.append(hit)
    start, end = min(hit.start for hit in found), max(hit.end for hit in found)
    language = next((hit.sense.language for hit in found if hit.sense.language != UNIVERSAL), UNIVERSAL)
    confidence = rule.confidence + (_LONG_PHRASE if len(passage.text[start:end]) >= rule.long_chars > 0 else 0.0)
    confidence = min(0.97, confidence + _boost(passage, rule, (low, high), language))
    kind = _kind(rule, found)
    return Detail(rule.act, kind, start, end, round(confidence, 2), rule.name, language=language)


def _is_app_allowed(rule: Rule, hit: Hit) -> bool:
    return hit.sense.cue is not Cue.APP or not rule.apps or hit.sense.value.partition(":")[0] in rule.apps


def _kind(rule: Rule, found: Sequence[Hit]) -> Kind:
    if rule.takes_app_kind:
        for hit in found:
            if hit.sense.cue is Cue.APP:
                return _APP_KINDS[hit.sense.value.partition(":")[0]]
    return rule.kind


def _nearest(passage: Passage, rule: Rule, cue: Cue, found: Sequence[Hit], bounds: tuple[int, int]) -> Hit | None:
    """The nearest term of a class in the sentence that does not overlap what was found, in a fitting language."""
    start, end = min(hit.start for hit in found), max(hit.end for hit in found)
    languages = {hit.sense.language for hit in found} - {UNIVERSAL}
    best: tuple[int, Hit] | None = None
    last = start if rule.is_ordered else min(bounds[1], end + rule.reach)
    hits = passage.of_range(cue, max(bounds[0], start - rule.reach - 24), last)
    passage.budget.spend(20 + 10 * len(hits))
    for hit in hits:
        if languages and hit.sense.language not in languages and hit.sense.language != UNIVERSAL:
            continue
        if not _is_app_allowed(rule, hit) or any(_holds(hit, other) or _holds(other, hit) for other in found):
            continue
        distance = max(start - hit.end, hit.start - end, 0)
        if distance <= rule.reach and (best is None or distance < best[0]):
            best = distance, hit
    return best[1] if best else None


def _holds(outer: Hit, inner: Hit) -> bool:
    """Whether one term lies wholly within another; `hop on` and `on zoom` only share a word."""
    return outer.start <= inner.start and inner.end <= outer.end


def _boost(passage: Passage, rule: Rule, bounds: tuple[int, int], language: str) -> float:
    added = 0.0
    if rule.question and "?" in passage.text[bounds[0] : bounds[1]]:
        added = rule.question
    for cue in rule.boosts:
        if any(
            hit.sense.language in (language, UNIVERSAL) or language == UNIVERSAL
            for hit in passage.of_range(cue, *bounds)
        ):
            return max(added, rule.boost)
    return added
