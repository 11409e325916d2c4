"""The pieces of a text that the model weighs: runs of characters that training found to tell something.

Pieces lie within one text and may overlap; each counts once. Digits are all read as 0, so that no number is learned.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

import ahocorasick_rs

_FIGURES: Final = str.maketrans("123456789\n\t", "000000000  ")

Gram = tuple[int, int, int]
"""One piece at one place: its number in the model, its start and its end in the plain form."""


def plain_form(folded: str) -> str:
    """A folded text as grams are cut from it; with a blank at both ends, so that character i moves to i + 1."""
    return f" {folded.translate(_FIGURES)} "


class GramFinder:
    """Finds the grams of one model. Immutable and safe to share between threads."""

    def __init__(self, grams: Sequence[str]) -> None:
        self._automaton = ahocorasick_rs.AhoCorasick(
            grams, implementation=ahocorasick_rs.Implementation.ContiguousNFA, store_patterns=False
        )

    def find(self, formed: str) -> list[Gram]:
        """All grams of a text in its plain form, by their end."""
        return self._automaton.find_matches_as_indexes(formed, overlapping=True)


class Found:
    """The grams of a text, to be taken stretch by stretch."""

    def __init__(self, grams: Sequence[Gram]) -> None:
        self._grams = grams
        self._ends = [end for _, _, end in grams]

    def within(self, low: int, high: int) -> list[Gram]:
        """The grams that lie in [low, high) of the folded text, the blanks beside it included."""
        first = bisect_left(self._ends, low)
        last = bisect_right(self._ends, high + 2, first)
        return [gram for gram in self._grams[first:last] if gram[1] >= low]
