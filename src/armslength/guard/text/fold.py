"""Folding: one comparable form of a text, with a map from every folded character to where it came from.

Folded text is lower case, without invisible characters, decoration and accents of alphabetic scripts, with every digit
of every script as an ASCII digit. It is what detectors read; what they report is mapped back to the text as given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from armslength.guard.text.looks import LATIN_LOOK, LATIN_STYLES

_MAX_REMEMBERED_CHARS = 20_000
_PUNCTUATION: Final = dict(
    zip(
        "‘’‚‛`´′ʼ“”„‟«»″‹›–—−‑‒―‐﹣。、，；؛،۔।：﹕⁄∕⧸·•∙・‧⋅●",
        '\'\'\'\'\'\'\'\'"""""""""--------.,,;;,..::///·······',
        strict=True,
    )
)
_BLANKS: Final = dict.fromkeys("\u2028\u2029\x85\x0b\x0c", "\n") | dict.fromkeys("\u3164\u2800\u115f\u1160\uffa0", " ")
_ARABIC: Final = {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ـ": "", "ؤ": "و", "ئ": "ي"}
_INDIC_DROPPED: Final = frozenset("\u093c\u09bc\u0a3c")  # the dot below that many writers leave out
_KANA_SHIFT = 0x60


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as a detector reads it. Character i came from original[starts[i]:ends[i]]; None means from i itself."""

    text: str
    technique: str = "plain"
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that the non-empty span [start, end) of this reading came from."""
        if self.starts is None:
            return start, end
        first, final = self.starts[start], self.starts[end - 1]
        if self.ends is not None:
            return first, self.ends[end - 1]
        return min(first, final), max(first, final) + 1


def fold(text: str) -> Reading:
    """The folded reading of a text. ASCII costs one call to `lower`; other characters one table look-up each."""
    if text.isascii():
        return Reading(text.lower())
    pieces = [_FOLDED[char] for char in text]
    folded = "".join(pieces)
    is_same_shape = len(folded) == len(text) and "" not in pieces
    starts = None if is_same_shape else [at for at, piece in enumerate(pieces) for _ in piece]
    return Reading(_straighten_mixed_scripts(folded), "plain", starts)


def fold_terms(terms: Sequence[str]) -> list[str]:
    """The folded texts of many short terms, none of which holds a line end; one call for all is many times cheaper."""
    joined = "\n".join(terms)
    if joined.isascii():
        return joined.lower().split("\n")
    return _straighten_mixed_scripts("".join(map(_FOLDED.__getitem__, joined))).split("\n")


class _FoldTable(dict[str, str]):
    """Folded forms by character, filled as characters are met; bounded, so that hostile text cannot fill the memory."""

    def __missing__(self, char: str) -> str:
        folded = _fold_char(char)
        if len(self) < _MAX_REMEMBERED_CHARS:
            self[char] = folded
        return folded


def _fold_char(char: str) -> str:
    """The folded form of a character: folding it again changes nothing."""
    folded = _fold_once(char)
    if folded.isascii() or folded == char:
        return folded
    return "".join(part if part == char else _fold_char(part) for part in folded)


def _fold_once(char: str) -> str:
    for table in (_PUNCTUATION, _BLANKS, _ARABIC, LATIN_STYLES):
        if char in table:
            return table[char]
    category = unicodedata.category(char)
    if category == "Cs":  # half of a pair: no program beyond Python can read it
        return "\ufffd"
    if category in ("Cf", "Me") or char in _INDIC_DROPPED or _is_selector(char):
        return ""
    digit = unicodedata.digit(char, -1)
    if digit >= 0:
        return str(digit)
    return "".join(_fold_letter(part) for part in unicodedata.normalize("NFKC", char).lower())


def _fold_letter(char: str) -> str:
    code = ord(char)
    if 0x30A1 <= code <= 0x30F6:
        return chr(code - _KANA_SHIFT)
    if 0x20D0 <= code <= 0x20FF:
        return ""
    if (
        code >= 0x0700 and not 0x1E00 <= code <= 0x1FFF
    ):  # scripts whose marks are letters, but for extended Latin and Greek
        return _PUNCTUATION.get(char, char)
    parts = [part for part in unicodedata.normalize("NFD", char) if not unicodedata.combining(part)]
    return "".join(LATIN_STYLES.get(part, _ARABIC.get(part, _PUNCTUATION.get(part, part))) for part in parts)


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef" or char == "\u034f"


_FOLDED = _FoldTable()
_RUN = re.compile(r"[a-z0-9._@+\-\u0370-\u03ff\u0400-\u052f]+")
_LATIN = re.compile(r"[a-z]")
_LOOKALIKE_SCRIPT = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_CYRILLIC_LOOK: Final = dict(zip("aceikmhoptxyb", "асеікмнортхув", strict=True))


def _straighten_mixed_scripts(folded: str) -> str:
    """Read lookalikes as letters of the script that most of a word is in, or of the other, where it mixes two."""
    if not (_LATIN.search(folded) and _LOOKALIKE_SCRIPT.search(folded)):
        return folded
    return _RUN.sub(_straighten_run, folded)


def _straighten_run(match: re.Match[str]) -> str:
    run = match.group()
    if not (_LATIN.search(run) and _LOOKALIKE_SCRIPT.search(run)):
        return run
    is_cyrillic_first = len(_LOOKALIKE_SCRIPT.findall(run)) > len(_LATIN.findall(run))
    ways = ((LATIN_LOOK, _LOOKALIKE_SCRIPT), (_CYRILLIC_LOOK, _LATIN))
    for looks, foreign in reversed(ways) if is_cyrillic_first else ways:
        read = "".join([looks.get(char, char) for char in run])
        if not foreign.search(read):
            return read
    return run
