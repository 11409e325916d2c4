"""Characters that look like other characters. For comparison only: a text is never normalised by look as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_CYRILLIC = {
    "а": "a", "в": "b", "г": "r", "е": "e", "і": "i", "ј": "j", "к": "k", "м": "m", "н": "h", "о": "o", "п": "n",
    "р": "p", "с": "c", "т": "t", "у": "y", "х": "x", "ь": "b", "ѕ": "s", "ԁ": "d", "ԛ": "q", "ԝ": "w", "һ": "h",
    "ӏ": "l", "є": "e", "ѵ": "v", "ԍ": "g", "ү": "y",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "b", "γ": "y", "ε": "e", "η": "n", "ι": "i", "κ": "k", "μ": "u", "ν": "v", "ο": "o", "ρ": "p",
    "σ": "o", "τ": "t", "υ": "u", "χ": "x", "ω": "w",
}  # fmt: skip
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɡɑⅼ", "abcdefghijklmnoprstuvwyzgal", strict=True))

LATIN_LOOK: Final[Mapping[str, str]] = MappingProxyType(_CYRILLIC | _GREEK)
"""Cyrillic and Greek letters, folded, that a reader takes for a Latin letter."""

LATIN_STYLES: Final[Mapping[str, str]] = MappingProxyType(
    _SMALL_CAPITALS
    | {chr(0x1F150 + i): chr(97 + i) for i in range(26)}  # letters in dark circles
    | {chr(0x1F170 + i): chr(97 + i) for i in range(26)}  # letters in dark squares
    | {chr(0x1F1E6 + i): chr(97 + i) for i in range(26)}  # letters of flags
    | {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ħ": "h", "ŧ": "t"}
)
"""Latin letters in a style, or with a stroke, that Unicode does not decompose."""

LEET_LOOK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "0": "o",
        "1": "i",
        "3": "e",
        "4": "a",
        "5": "s",
        "7": "t",
        "8": "b",
        "@": "a",
        "$": "s",
        "!": "i",
        "|": "l",
        "€": "e",
    }
)
"""Digits and signs that stand for letters inside a word."""

DIGIT_LOOK: Final[Mapping[str, str]] = MappingProxyType({"o": "0", "l": "1", "i": "1", "z": "2", "s": "5", "b": "8"})
"""Letters that stand for digits inside a number."""
