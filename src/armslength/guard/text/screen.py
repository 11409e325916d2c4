"""The first look: whether a text holds anything of the shape of a contact detail."""

from __future__ import annotations

import re
from typing import Final

# ASCII characters by what they are in a shape: letters a, digits 0, signs that stand for letters @, separators -.
_SHAPES: Final = bytes(
    ord("a") if chr(code).isalpha() else ord("0") if chr(code).isdigit() else ord("@") if chr(code) in "@$!"
    else ord("-") if chr(code) in "-_*~|,/+\"'()" else code
    for code in range(128)
) + bytes(range(128, 256))  # fmt: skip

# Shapes worth a closer look: hosts, letters set apart, figures and signs inside words.
_SUSPECT_SHAPES: Final = (
    b"a.aa",
    b"0.aa",
    b"a-a-a-a",
    b"a - a - a",
    b"a. a. a",
    b".a.a.a",
    b"a0a",
    b"a@a",
    b"00000",
)
# The same where figures may stand for letters.
_SUSPECT_LETTERS: Final = (b" a a a a", b" a  a  a  a", b"a- a- a- a", b"a -a -a -a")  # fmt: skip
_MIN_DIGITS = 5

_SUSPECT: Final = re.compile(r"@|://|\d(?:[^\d\n]{0,4}\d){4}|[\w-]\.[a-z]{2}")
_TRICKS: Final = re.compile(
    r"(?<!\w)\w([ .\-_*~·|,/+]{1,3})\w\1\w\1\w(?!\w)|[a-z][01345@$!][a-z]|[\w+/=-]{16}|[%\\&][#xu]?[0-9a-f]{2}"
)
_LONG_WORD_CHARS: Final = 16
_ROW_OF_DIGITS: Final = re.compile(r"\d(?:[^\d\n]{0,4}\d){4}")


def has_suspect_shape(folded: str) -> bool:
    """Whether something in a folded text has a shape that contact details have, or tricks with them."""
    if folded.isascii():
        return _has_suspect_shape(folded)
    return bool(_SUSPECT.search(folded) or _TRICKS.search(folded))


def _has_suspect_shape(folded: str) -> bool:
    """The same question as the patterns ask, for ASCII, in operations on bytes that cost next to nothing."""
    if "@" in folded or "://" in folded or "%" in folded or "\\" in folded or "&" in folded:
        return True
    shape = folded.encode("ascii").translate(_SHAPES)
    for suspect in _SUSPECT_SHAPES:
        if suspect in shape:
            return True
    letters = b" " + shape.replace(b"0", b"a")
    for suspect in _SUSPECT_LETTERS:
        if suspect in letters:
            return True
    if shape.count(b"0") >= _MIN_DIGITS and _ROW_OF_DIGITS.search(folded):
        return True
    return max(map(len, shape.split()), default=0) >= _LONG_WORD_CHARS
