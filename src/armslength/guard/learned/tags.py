"""What rules and word lists say of a window of text, as named numbers from 0 to 1 that the model weighs.

Unlike grams, tags are the same in every language: what a word list knows in one, the model can use in all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from armslength.guard.learned.shapes import Shape
from armslength.guard.lexicons.cues import Cue
from armslength.guard.text.fold import fold
from armslength.guard.text.lexicon import Hit
from armslength.guard.text.passage import Detail, Passage

_CUE_LEVEL: Final = 0.5
_PAIR_LEVEL: Final = 0.3
_ROW_LEVEL: Final = 0.4
_UNTOLD: Final = frozenset({Cue.COMMON, Cue.HOUR})
_UNPAIRED: Final = _UNTOLD | {Cue.NUMBER}
_MAX_CUES_PAIRED: Final = 24
"""A sentence of more classes is no sentence; the rest of its classes are told alone."""

_NAMES: Final = {cue: cue.value for cue in Cue}  # the value of a member of an Enum is found by code in Python

_MAX_CLASSES: Final = 4
"""A word of more classes is told by the first few in rows; all of them are told alone."""

Tags = dict[str, float]


@dataclass(frozen=True, slots=True)
class _Word:
    """One place of a sentence and the classes that its term is of."""

    start: int
    end: int
    names: tuple[str, ...]


def tags_of_details(details: Iterable[Detail]) -> Tags:
    """The rules that matched, how sure they were, and what they found."""
    tags: Tags = {}
    for detail in details:
        names = (
            f"rule:{detail.rule}:{detail.act}", f"act:{detail.act}", f"kind:{detail.act}:{detail.kind}",
        )  # fmt: skip
        for name in names:
            tags[name] = max(tags.get(name, 0.0), detail.confidence)
        if detail.technique != "plain":
            tags[f"technique:{detail.technique}"] = _CUE_LEVEL
        if detail.link_class is not None:
            tags[f"link:{detail.link_class}"] = 1.0
    return tags


def tags_of_words(passage: Passage, shapes: Iterable[Shape], low: int, high: int) -> Tags:
    """The classes of words and the shapes in a stretch of the plain reading: alone, in pairs and rows, by sentence."""
    tags: Tags = {}
    by_sentence: dict[int, list[Hit]] = {}
    for hit in _hits_between(passage, low, high):
        if hit.sense.cue not in _UNTOLD:
            by_sentence.setdefault(bisect_right(passage.breaks, hit.start), []).append(hit)
    shaped: dict[int, set[str]] = {}
    for shape in shapes:
        shaped.setdefault(bisect_right(passage.breaks, shape.start), set()).add(f"shape-{shape.name}")
    for sentence in sorted(by_sentence.keys() | shaped.keys()):
        hits = by_sentence.get(sentence, [])
        _tell_pairs(passage, tags, {_name(hit) for hit in hits} | shaped.get(sentence, set()))
        if hits:
            _tell_rows(passage, tags, list(_words(hits)))
    return tags


def _hits_between(passage: Passage, low: int, high: int) -> Sequence[Hit]:
    first = bisect_left(passage.hits, low, key=_start)
    return passage.hits[first : bisect_left(passage.hits, high, first, key=_start)]


def _start(hit: Hit) -> int:
    return hit.start


def _tell_pairs(passage: Passage, tags: Tags, names: set[str]) -> None:
    for name in sorted(names):
        tags[f"cue:{name}"] = _CUE_LEVEL
    paired = sorted(names - _UNPAIRED)[:_MAX_CUES_PAIRED]
    passage.budget.spend(4 * len(paired) * len(paired))
    for one, other in combinations(paired, 2):
        tags[f"pair:{one}+{other}"] = _PAIR_LEVEL


def _words(hits: Iterable[Hit]) -> Iterator[_Word]:
    """The longest terms that don't overlap, each with all its classes."""
    spans: dict[tuple[int, int], set[str]] = {}
    for hit in hits:
        spans.setdefault((hit.start, hit.end), set()).add(_name(hit))
    covered = -1
    for (start, end), names in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start >= covered:
            yield _Word(start, end, tuple(sorted(names)[:_MAX_CLASSES]))
            covered = end


def _tell_rows(passage: Passage, tags: Tags, words: Sequence[_Word]) -> None:
    """Which classes follow which in a sentence, how near, and which stand in a question."""
    passage.budget.spend(60 * len(words))
    for one, other in pairwise(words):
        gap = _gap(passage.text[one.end : other.start])
        for name in one.names:
            for following in other.names:
                tags[f"row:{name}>{gap}>{following}"] = _ROW_LEVEL
    for one, other, last in zip(words, words[1:], words[2:], strict=False):
        for name in one.names:
            for following in other.names:
                for final in last.names:
                    tags[f"row:{name}>{following}>{final}"] = _PAIR_LEVEL
    if words:
        low, high = passage.sentence(words[0].start)
        if "?" in passage.text[low:high]:
            tags.update((f"asked:{name}", _ROW_LEVEL) for word in words for name in word.names)


def _gap(between: str) -> str:
    count = len(between.split())
    return "beside" if not count else "near" if count <= 2 else "far"


class Hidden(NamedTuple):
    """The class of a term that only another reading shows, in offsets of the original."""

    start: int
    end: int
    name: str


def find_hidden(passage: Passage, original: str) -> Iterator[Hidden]:
    """The terms of a reading that do not stand in the original as they are read, such as an app in spaced letters."""
    passage.budget.spend(20 * len(passage.hits))
    for hit in passage.hits:
        if hit.sense.cue not in _UNTOLD:
            start, end = passage.reading.locate(hit.start, hit.end)
            if fold(original[start:end]).text != passage.text[hit.start : hit.end]:
                yield Hidden(start, end, _name(hit))


def tags_of_hidden(hidden: Iterable[Hidden], start: int, end: int) -> Tags:
    """What is hidden in a stretch of the original."""
    return {f"hidden:{found.name}": _CUE_LEVEL for found in hidden if found.start < end and start < found.end}


def _name(hit: Hit) -> str:
    cue = hit.sense.cue
    return f"app-{hit.sense.value.partition(':')[0]}" if cue is Cue.APP else _NAMES[cue]
