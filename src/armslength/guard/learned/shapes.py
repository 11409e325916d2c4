"""Shapes that contact details have, whatever else has them too: the model weighs them with the words beside them.

A detector says what is one; a shape only says what could be. Every pattern is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from armslength.guard.lexicons.cues import Cue
from armslength.guard.text.passage import Passage
from armslength.guard.types import Kind

MIN_DIGITS: Final = 7
_MAX_SHAPES: Final = 40


class Shape(NamedTuple):
    """Something of a shape, in offsets of the plain reading."""

    name: str
    start: int
    end: int
    kind: Kind


_NAME: Final = re.compile(
    r"(?<![\w@./:\\-])@?(?=[a-z0-9])[a-z0-9]{1,24}(?:[._-][a-z0-9]{1,24}){1,4}_{0,2}(?![\w@(/\\-]|\.\w)"
)
_WORD_WITH_FIGURES: Final = re.compile(
    r"(?<![\w@./:-])(?=[a-z]{0,20}\d)[a-z]{3,20}\d{1,5}(?:[a-z]{1,12})?(?![\w@./:(-])"
)
_DIGITS: Final = re.compile(r"\+?\(?\d(?:[\s()./\-–,·*~_|]{0,3}\d){6,21}")
_TOKEN: Final = re.compile(r"(?<!\w)(?=[a-z]{0,60}\d)(?=\d{0,60}[a-z])[a-z0-9]{26,64}(?!\w)")
_QUOTED: Final = re.compile(r'["「【(]([^"「」【】()\n]{3,40})["」】)]')
_LETTERS_APART: Final = re.compile(r"(?<!\w)[a-z0-9](?:[ .\-_*~|,+]{1,3}[a-z0-9]){3,40}(?!\w)")

_PATTERNS: Final = (
    ("name", _NAME, Kind.MESSENGER),
    ("word-with-figures", _WORD_WITH_FIGURES, Kind.MESSENGER),
    ("token", _TOKEN, Kind.PAYMENT),
    ("letters-apart", _LETTERS_APART, Kind.OTHER),
    ("quoted", _QUOTED, Kind.OTHER),
)
_LENGTHS: Final = ((9, "digits-few"), (12, "digits-phone"), (15, "digits-many"), (99, "digits-card"))
_MIN_NUMBER_WORDS: Final = 4


def find_shapes(passage: Passage, low: int, high: int) -> Iterator[Shape]:
    """The shapes in a stretch of the plain reading."""
    text = passage.text
    for name, pattern, kind in _PATTERNS:
        for count, match in enumerate(pattern.finditer(text, low, high)):
            if count == _MAX_SHAPES:
                break
            yield Shape(name, match.start(), match.end(), kind)
    for match in _DIGITS.finditer(text, low, high):
        yield _rows_of_digits(passage, *match.span())
    yield from _number_words(passage, low, high)


def _rows_of_digits(passage: Passage, start: int, end: int) -> Shape:
    count = sum(char.isdigit() for char in passage.text[start:end])
    name = next(name for most, name in _LENGTHS if count <= most)
    is_claimed = passage.is_claimed(start, end)
    return Shape(f"{name}-explained" if is_claimed else name, start, end, Kind.PHONE)


def _number_words(passage: Passage, low: int, high: int) -> Iterator[Shape]:
    """Number words of one language in a row, nothing else but small words between them."""
    spoken = sorted({(hit.start, hit.end) for hit in passage.of_range(Cue.NUMBER, low, high)})
    row: list[tuple[int, int]] = []
    for span in [*spoken, (high + 99, high + 99)]:
        if row and span[0] - row[-1][1] > 12:
            if len(row) >= _MIN_NUMBER_WORDS:
                yield Shape("number-words" if len(row) < 7 else "number-words-many", row[0][0], row[-1][1], Kind.PHONE)
            row = []
        row.append(span)
