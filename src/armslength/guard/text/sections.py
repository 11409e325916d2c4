"""Sections: a long text cut into stretches of a message's size, so that only those that need it are read closely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

WHOLE_CHARS: Final = 1_200
"""Texts up to here are read as a whole."""

SECTION_CHARS: Final = 600
OVERLAP_CHARS: Final = 80
"""A section begins so many characters before the end of the last: what stands on a seam lies wholly in one of them."""

_BLANK: Final = re.compile(r"\s+")
_SEAM: Final = re.compile(r"\n|[.!?。！？؟।](?=\s)")


def cut_sections(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of the sections, which end between sentences or lines where there are any; the last is no stub."""
    start = 0
    while len(text) - start > 2 * SECTION_CHARS:
        seam = _SEAM.search(text, start + SECTION_CHARS, start + 2 * SECTION_CHARS)
        end = seam.end() if seam else start + 2 * SECTION_CHARS
        yield start, end
        start = _word_start(text, end - OVERLAP_CHARS, end)
    yield start, len(text)


def _word_start(text: str, low: int, high: int) -> int:
    """Where the first word after `low` begins; `low` itself in a stretch without blanks."""
    blank = _BLANK.search(text, low, high)
    return blank.end() if blank else low
