"""What a message does with what was found in it: gives it, asks for it, declines it, or works on it."""

from __future__ import annotations

from collections.abc import Iterable

from armslength.guard.text.passage import Detail, Passage


def judge(passage: Passage, details: Iterable[Detail]) -> list[Detail]:
    """The details with act and confidence as the words around them call for."""
    return list(details)
