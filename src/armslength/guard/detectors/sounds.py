"""Phone numbers for the ear and the eye: words that sound like digits, or run together, and lookalike letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from armslength.guard.lexicons.cues import Cue
from armslength.guard.lexicons.load import read_words
from armslength.guard.text.looks import DIGIT_LOOK
from armslength.guard.text.passage import Detail, Passage
from armslength.guard.types import Act, Kind

_MIN_DIGITS = 7
_MAX_DIGITS = 15
_MIN_TRUE_WORDS = 3
_LEVEL = 0.7

_SOUNDS: Final = dict(pair.split("=") for pair in read_words("spoken_digits"))
_BY_LENGTH = sorted(_SOUNDS, key=len, reverse=True)
_GLUED: Final = re.compile(rf"(?<![a-z])(?:{'|'.join(word for word in _BY_LENGTH if len(word) > 1)}){{7,15}}(?![a-z])")
_GLUED_WORD: Final = re.compile("|".join(word for word in _BY_LENGTH if len(word) > 1))
_SOUNDED: Final = re.compile(
    rf"(?<![a-z])(?:{'|'.join(_BY_LENGTH)})(?:[ ,.\-]{{1,3}}(?:{'|'.join(_BY_LENGTH)})(?![a-z])){{6,14}}"
)
_LOOKALIKE: Final = re.compile(r"(?<![\w.])[0-9oilzsb]{2,8}(?:[ .\-][0-9oilzsb]{2,8}){1,4}(?![\w])")
_UNIT_LIKE = re.compile(r"\d+[a-z]")


def find_sounded_phones(passage: Passage) -> Iterator[Detail]:
    """Numbers such as oh-too-oh, fivefivefive and 2O6 S5S."""
    for match in _GLUED.finditer(passage.text):
        digits = "".join(_SOUNDS[word] for word in _GLUED_WORD.findall(match.group()))
        yield _detail(match, digits, "phone.glued")
    if len(passage.of(Cue.NUMBER)) >= _MIN_TRUE_WORDS:
        for match in _SOUNDED.finditer(passage.text):
            yield _detail(
                match, "".join(_SOUNDS[word] for word in re.findall(r"[a-z]+", match.group())), "phone.sounded"
            )
    for match in _LOOKALIKE.finditer(passage.text):
        if _is_disguised(match.group()):
            digits = "".join(DIGIT_LOOK.get(char, char) for char in match.group() if char.isalnum())
            yield _detail(match, digits, "phone.lookalike")


def _is_disguised(written: str) -> bool:
    """Whether groups of figures hold letters in place of digits, and not units behind them."""
    groups = re.split(r"[ .\-]", written)
    figures = sum(char.isdigit() for char in written)
    letters = sum(char.isalpha() for char in written)
    if not _MIN_DIGITS <= figures + letters <= _MAX_DIGITS or figures < letters:
        return False
    is_mixed = all(any(char.isdigit() for char in group) for group in groups)
    return is_mixed and any(not group.isdigit() and not _UNIT_LIKE.fullmatch(group) for group in groups)


def _detail(match: re.Match[str], digits: str, rule: str) -> Detail:
    return Detail(Act.SHARE, Kind.PHONE, match.start(), match.end(), _LEVEL, rule, "spelled", digits)
