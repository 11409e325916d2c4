"""The gate: a small linear model that lets most texts go after a few microseconds, by runs of characters alone.

It only decides whether a closer look is due. Its weights are made together with those of the model; a text without any
shape of a detail ends here when no stretch of it weighs enough, however harmless the rest.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any, Final

import ahocorasick_rs

from armslength.guard.text.terms import has_far_letters

ZERO: Final = 128
"""The byte that stands for no weight."""

BUCKET_CHARS: Final = 32
"""A stretch is any run of neighbouring buckets: harmless words beside it take nothing away from what one weighs."""


class Gate:
    """Weights by gram, in whole units, and what they must sum up to. Immutable and safe to share between threads."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        grams: list[str] = stored["grams"].split("\n")
        packed = base64.b64decode(stored["weights"])
        if len(grams) != len(packed):
            raise ValueError("the gate has not one weight for each gram")
        self._weights = [byte - ZERO for byte in packed]
        self._needed: int = stored["needed"]
        self._needed_far: int = stored["needed_far"]
        self._automaton = ahocorasick_rs.AhoCorasick(
            grams, implementation=ahocorasick_rs.Implementation.ContiguousNFA, store_patterns=False
        )

    def opens(self, formed: str) -> bool:
        """Whether a text in plain form is worth a closer look.

        What is needed of a text with letters of far scripts is set apart: their words are short, and weigh less.
        """
        return self.level(formed) >= (self._needed_far if has_far_letters(formed) else self._needed)

    def level(self, formed: str) -> int:
        """What the heaviest stretch of a text weighs, in units of the gate."""
        weights = self._weights
        buckets = [0] * (len(formed) // BUCKET_CHARS + 1)
        for gram, _, end in self._automaton.find_matches_as_indexes(formed, overlapping=True):
            buckets[end // BUCKET_CHARS] += weights[gram]
        return _heaviest(buckets)


def _heaviest(buckets: Sequence[int]) -> int:
    """The greatest sum of neighbours."""
    best = running = buckets[0]
    for weight in buckets[1:]:
        running = weight + running if running > 0 else weight
        best = max(best, running)
    return best
