"""Windows: the stretches of a text that are weighed by themselves.

Wide ones are stretches of neighbouring sentences up to the size of a short message, and tell whether anything is there.
Narrow ones are single sentences: what a rule found in one is not denied because of what stands around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

MAX_WINDOW_CHARS: Final = 240
"""Texts up to here are weighed as a whole as well."""

MAX_SENTENCES: Final = 200
"""A text of more sentences is weighed in stretches only."""

_MAX_SENTENCE_CHARS: Final = 2 * MAX_WINDOW_CHARS


class Bounds(NamedTuple):
    """Where a window begins and ends in the plain reading."""

    low: int
    high: int
    is_narrow: bool


def windows(length: int, breaks: Sequence[int]) -> list[Bounds]:
    """The windows of a text of so many characters with sentences that end at `breaks`, wide ones first.

    Wide ones cover the text; their sizes sum up to at most twice its length.
    """
    cuts = _cuts(length, breaks)
    wide = list(_packed(cuts, MAX_WINDOW_CHARS))
    narrow = pairwise(cuts) if len(cuts) <= MAX_SENTENCES else ()
    known = set(wide)
    return [Bounds(*b, False) for b in wide] + [Bounds(*b, True) for b in narrow if b not in known]


def _packed(cuts: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """Neighbouring sentences together, as many as fit into the size; the last of each begins the next."""
    first = 0
    while True:
        last = first + 1
        while last + 1 < len(cuts) and cuts[last + 1] - cuts[first] <= size:
            last += 1
        yield cuts[first], cuts[min(last, len(cuts) - 1)]
        if last >= len(cuts) - 1:
            return
        first = last - 1 if last - 1 > first else last


def _cuts(length: int, breaks: Sequence[int]) -> list[int]:
    """The start and the ends of sentences; inside a sentence without end, a cut every so many characters."""
    cuts = [0]
    for end in [*breaks, length]:
        while end - cuts[-1] > _MAX_SENTENCE_CHARS:
            cuts.append(cuts[-1] + MAX_WINDOW_CHARS)
        if end > cuts[-1]:
            cuts.append(end)
    return cuts
