"""Features: sparse matrices with one row an example, and one column a gram or a tag."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix, diags

from armslength.guard.learned.grams import GramFinder
from tools.training.examples import Example

Vector = np.ndarray[Any, np.dtype[np.float64]]

MAX_GRAM_CHARS: Final = 6
MAX_GRAM_WORDS: Final = 3
MAX_WORDS_CHARS: Final = 40
MIN_EXAMPLES: Final = 3
GRAM_LEVEL: Final = 3.0
_RATIO_BOUNDS: Final = (0.1, 3.0)


def cut_grams(formed: str) -> set[str]:
    """Every run of two to six characters, and every run of up to three words with the blanks around it."""
    grams = {formed[at : at + size] for size in range(2, MAX_GRAM_CHARS + 1) for at in range(len(formed) - size + 1)}
    blanks = [at for at, char in enumerate(formed) if char == " "]
    for place, start in enumerate(blanks):
        for end in blanks[place + 1 : place + 1 + MAX_GRAM_WORDS]:
            grams.add(formed[start : end + 1])
    return {gram for gram in grams if gram.strip() and "\n" not in gram and len(gram) <= MAX_WORDS_CHARS}


def count_grams(examples: Iterable[Example]) -> Counter[str]:
    """In how many of the examples that people wrote each gram stands."""
    counts: Counter[str] = Counter()
    for example in examples:
        if example.is_written:
            counts.update(cut_grams(example.formed))
    return counts


def frequent(counts: Mapping[str, int], least: int = MIN_EXAMPLES) -> list[str]:
    """The grams that stand in enough examples."""
    return sorted(gram for gram, count in counts.items() if count >= least)


def tag_names(examples: Iterable[Example]) -> list[str]:
    """All tags that stand in enough windows."""
    counts = Counter(name for example in examples for name in example.tags)
    return sorted(name for name, count in counts.items() if count >= MIN_EXAMPLES)


def gram_matrix(examples: Sequence[Example], grams: Sequence[str]) -> csr_matrix:
    """Which grams an example holds, scaled by how many they are."""
    finder = GramFinder(grams)

    def columns(example: Example) -> Iterator[tuple[int, float]]:
        found = sorted({number for number, _, _ in finder.find(example.formed)})
        return ((number, GRAM_LEVEL / len(found) ** 0.5) for number in found)

    return _matrix(examples, columns, len(grams))


def count_matrix(examples: Sequence[Example], grams: Sequence[str]) -> csr_matrix:
    """How often an example holds each gram."""
    finder = GramFinder(grams)

    def columns(example: Example) -> Iterator[tuple[int, float]]:
        counts = Counter(number for number, _, _ in finder.find(example.formed))
        return ((number, float(count)) for number, count in sorted(counts.items()))

    return _matrix(examples, columns, len(grams))


def tag_matrix(examples: Sequence[Example], names: Sequence[str]) -> csr_matrix:
    """The tags of each example, at their levels."""
    places = {name: place for place, name in enumerate(names)}

    def columns(example: Example) -> Iterator[tuple[int, float]]:
        return iter(sorted((places[name], value) for name, value in example.tags.items() if name in places))

    return _matrix(examples, columns, len(names))


def _matrix(
    examples: Sequence[Example], columns: Callable[[Example], Iterator[tuple[int, float]]], width: int
) -> csr_matrix:
    places: list[int] = []
    values: list[float] = []
    starts = [0]
    for example in examples:
        for place, value in columns(example):
            places.append(place)
            values.append(value)
        starts.append(len(places))
    return csr_matrix((values, places, starts), shape=(len(examples), width), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Told:
    """How much each column alone tells something from nothing: its log-count ratio (Wang & Manning 2012)."""

    ratios: Vector

    def scale(self, matrix: csr_matrix) -> csr_matrix:
        """The matrix with telling columns made heavier."""
        return (matrix @ diags(self.ratios)).tocsr().astype(np.float32)


def measure(matrix: csr_matrix, labels: np.ndarray[Any, np.dtype[np.int64]]) -> Told:
    """The ratios of a matrix whose rows have these labels: of the first label against all others."""
    held = matrix > 0
    found = np.asarray(held[labels > 0].sum(axis=0)).ravel() + 1.0
    passed = np.asarray(held[labels == 0].sum(axis=0)).ravel() + 1.0
    return Told(np.abs(np.log((found / found.sum()) / (passed / passed.sum()))).clip(*_RATIO_BOUNDS))
