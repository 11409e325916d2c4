"""Which words of a window made the model think so: the stretch to mark where no rule says which."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from armslength.guard.learned.grams import Gram
from armslength.guard.learned.model import Scales
from armslength.guard.types import Act

_DRAG: Final = 0.35
"""What each further character of the marked stretch costs, as a part of the mean pull of a character that pulls."""


_NEXT_TO_NOTHING: Final = 1e-9  # what sums of floats may leave where nothing pulls


def find_evidence(scales: Scales, act: Act, text: str, grams: Sequence[Gram]) -> tuple[int, int]:
    """Bounds of the words of a folded text that speak most for an act; `grams` are those of the text, in plain form."""
    pull_of = scales.pulls(act)
    steps = [0.0] * (len(text) + 3)  # by how much the pull changes at each character
    for number, start, end in grams:
        pull = pull_of(number) / (end - start)
        steps[start] += pull
        steps[end] -= pull
    pulls = list(accumulate(steps))[1 : len(text) + 1]
    positive = [pull for pull in pulls if pull > _NEXT_TO_NOTHING]
    if not positive:
        return 0, len(text)
    return _widen(text, *_heaviest(pulls, _DRAG * sum(positive) / len(positive)))


def _heaviest(pulls: Sequence[float], drag: float) -> tuple[int, int]:
    """The stretch whose pulls, less the drag of each character, sum up highest."""
    best = total = 0.0
    bounds = (0, 0)
    start = 0
    for at, pull in enumerate(pulls):
        if total <= 0:
            total, start = 0.0, at
        total += pull - drag
        if total > best:
            best, bounds = total, (start, at + 1)
    return bounds


def _widen(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without half words and without blanks and commas at its ends."""
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while start < end - 1 and not text[start].isalnum():
        start += 1
    while end > start + 1 and not text[end - 1].isalnum():
        end -= 1
    return start, end
