"""A reading with everything detectors ask of it: terms by class, sentences, what is already explained, work done."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from armslength.guard.lexicons.cues import Cue
from armslength.guard.text.fold import Reading
from armslength.guard.text.lexicon import Hit, Lexicon
from armslength.guard.types import Act, Kind, LinkClass


class BudgetExceededError(Exception):
    """The work budget of a scan ran out. Never leaves the guard: the report is incomplete."""


PASSAGE_STEPS = 1_200
"""What a reading costs before its first character: every detector looks at it."""

LOOK_STEPS = 10
"""What it costs to look for a class of words beside something."""

DETAIL_STEPS = 400
"""What it costs to judge a detail, to resolve it with others and to report it."""


class Budget:
    """Counts work in steps of about 0.1 µs: six for each character and each term of a reading, more for a look."""

    __slots__ = ("limit", "spent")

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.spent = 0

    def spend(self, steps: int) -> None:
        """Count work; raise BudgetExceededError when there was too much of it."""
        self.spent += steps
        if self.spent > self.limit:
            raise BudgetExceededError


@dataclass(frozen=True, slots=True)
class Detail:
    """What a detector found, in offsets of its reading. `value` is the canonical form of a contact detail."""

    act: Act
    kind: Kind
    start: int
    end: int
    confidence: float
    rule: str
    technique: str = "plain"
    value: str | None = None
    link_class: LinkClass | None = None
    language: str | None = None


SENTENCE_END = re.compile(r"[.!?]+(?=[\s\"')]|$)|(?<=[\u3040-\u9fff])[.!?]+|[\n؟।]")
"""Where a sentence ends, in folded text."""


@dataclass(slots=True)
class Passage:
    """One reading of a message; `claimed` marks characters that something harmless explains, `cues` are its classes."""

    reading: Reading
    hits: Sequence[Hit]
    budget: Budget
    claimed: bytearray = field(init=False)
    cues: frozenset[Cue] = field(init=False)
    _by_cue: dict[Cue, list[Hit]] = field(init=False)
    _starts: dict[Cue, list[int]] = field(init=False)
    breaks: list[int] = field(init=False)

    def __post_init__(self) -> None:
        text = self.reading.text
        self.budget.spend(PASSAGE_STEPS + 6 * len(text) + 6 * len(self.hits))
        self.claimed = bytearray(len(text))
        self._by_cue = defaultdict(list)
        for hit in self.hits:
            self._by_cue[hit.sense.cue].append(hit)
        self.cues = frozenset(self._by_cue)
        self._starts = {}
        self.breaks = [match.end() for match in SENTENCE_END.finditer(text)]

    @property
    def text(self) -> str:
        """The text as detectors read it."""
        return self.reading.text

    def of(self, cue: Cue) -> Sequence[Hit]:
        """All terms of one class, by start."""
        return self._by_cue.get(cue, ())

    def has(self, *cues: Cue) -> bool:
        """Whether any of the classes occurs anywhere."""
        return any(cue in self._by_cue for cue in cues)

    def near(self, cue: Cue, start: int, end: int, before: int = 40, after: int = 40) -> Hit | None:
        """The first term of a class within so many characters before `start` or after `end`."""
        hits = self._by_cue.get(cue)
        if not hits:
            return None
        self.budget.spend(LOOK_STEPS)
        at = bisect_left(self._starts_of(cue, hits), start - before)
        while at < len(hits) and hits[at].start <= end + after:
            if hits[at].end <= start or hits[at].start >= end:
                return hits[at]
            at += 1
        return None

    def of_range(self, cue: Cue, low: int, high: int) -> Sequence[Hit]:
        """Terms of one class that start in [low, high)."""
        hits = self._by_cue.get(cue)
        if not hits:
            return ()
        starts = self._starts_of(cue, hits)
        first = bisect_left(starts, low)
        found = hits[first : bisect_left(starts, high, first)]
        self.budget.spend(LOOK_STEPS + len(found))
        return found

    def _starts_of(self, cue: Cue, hits: Sequence[Hit]) -> list[int]:
        starts = self._starts.get(cue)
        if starts is None:
            starts = self._starts[cue] = [hit.start for hit in hits]
        return starts

    def sentence(self, at: int) -> tuple[int, int]:
        """Bounds of the sentence around a character."""
        index = bisect_right(self.breaks, at)
        start = self.breaks[index - 1] if index else 0
        return start, self.breaks[index] if index < len(self.breaks) else len(self.text)

    def claim(self, spans: Iterable[tuple[int, int]]) -> None:
        """Mark spans as explained."""
        for start, end in spans:
            self.claimed[start:end] = b"\x01" * (end - start)

    def is_claimed(self, start: int, end: int) -> bool:
        """Whether every character of the span is explained, as far as it is a letter or a digit."""
        return all(self.claimed[i] or not self.text[i].isalnum() for i in range(start, end))


def make_passage(reading: Reading, lexicon: Lexicon, budget: Budget) -> Passage:
    """A passage over a reading, with the lexicon's terms found."""
    return Passage(reading, lexicon.find(reading.text), budget)
