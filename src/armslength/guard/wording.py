"""A text without its details: hidden behind a mark, or in a wording that the writer may like to send instead."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from armslength.guard.reasons import DEFAULT_LANGUAGE, removed_mark
from armslength.guard.types import Act, Finding

MASK: Final = "•••"

MAX_DROPPED: Final = 100
"""Of a text with more findings than this, no wording is suggested: little would be left, at much work."""

Span = tuple[int, int]

_BLANKS: Final = " \t\u00a0\u3000"
_DIVIDERS: Final = ",;/|·•،؛，；、"
_BULLETS: Final = "-–—*•·"
_ENDS: Final = ".!?…。！？؟।"
_BRACKETS: Final = {"(": ")", "[": "]", "{": "}", "<": ">", "（": "）", "【": "】", "「": "」"}
# A point inside of a name ends no sentence; signs of scripts without spaces always do.
_SENTENCE: Final = re.compile(r"[.!?…]+(?=\s|$)|[。！？؟।]+|\n")
# What is glued to a detail's end belongs to it: half an address is still one.
_STUMP: Final = re.compile(r"(?:[.@_-]?[a-z0-9])*")
_LEAD_IN_CHARS: Final = 16
_MAX_BRACKETS: Final = 4  # pairs around one detail; a tower of them is no writing


def mask_text(text: str, findings: Sequence[Finding], mark: str = MASK) -> str:
    """The text with every flaggable finding's span replaced by `mark`; overlapping spans get one mark."""
    pieces: list[str] = []
    at = 0
    for start, end in _merge((f.start, f.end) for f in findings if f.is_flaggable):
        pieces += [text[at:start], mark]
        at = end
    return "".join([*pieces, text[at:]])


def suggest_wording(text: str, findings: Sequence[Finding], *, language: str = DEFAULT_LANGUAGE) -> str:
    """What of the message can stay: without its details, and without the sentences that ask for one or go around.

    A detail that stands by itself (a sentence, a line, in brackets, between commas) is dropped with the blanks and
    signs around it; where its sentence would break, a neutral mark of the language takes its place. Everything else
    stays character for character. Empty when nothing would be left. `findings` are those that count: a verdict's.
    """
    flagged = [f for f in findings if f.is_flaggable]
    if len(flagged) > MAX_DROPPED:
        return ""
    mark = removed_mark(language)
    kept, rest = "", 0
    for start, end in _stretches(text, flagged):
        before, after = kept + text[rest:start], text[end:]
        before, following, filling = _without(before, text[start:end], after, mark)
        kept, rest = before + filling, len(text) - len(following)
    wording = kept + text[rest:]
    return wording if any(char.isalnum() for char in wording.replace(mark, "")) else ""


def _merge(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _stretches(text: str, findings: Sequence[Finding]) -> list[Span]:
    """What has to go: details by their spans, questions and proposals by their sentences."""
    shares = _merge((f.start, _end_of_word(text, f.end)) for f in findings if f.act is Act.SHARE)
    others = [(f.start, f.end) for f in findings if f.act is not Act.SHARE]
    breaks = [match.span() for match in _SENTENCE.finditer(text)] if others else []
    return _merge([*shares, *(_widened(text, span, breaks, shares) for span in others)])


def _end_of_word(text: str, end: int) -> int:
    match = _STUMP.match(text, end)
    return match.end() if match else end


def _widened(text: str, span: Span, breaks: Sequence[Span], shares: Sequence[Span]) -> Span:
    """The sentence of a question or proposal; beside a detail of the same sentence, only the words that lead to it."""
    start, end = _sentence(text, span, breaks)
    beside = [share for share in shares if share[0] < end and start < share[1]]
    if not beside:
        return start, end
    near = [s for s in beside if s[0] - span[1] <= _LEAD_IN_CHARS and span[0] - s[1] <= _LEAD_IN_CHARS]
    return min([span, *near])[0], max(s[1] for s in [span, *near])


def _sentence(text: str, span: Span, breaks: Sequence[Span]) -> Span:
    """The sentence around a span, with the sign that ends it and without the blanks before it."""
    at = bisect_right(breaks, span[0], key=_second)
    start = breaks[at - 1][1] if at else 0
    while start < span[0] and text[start].isspace():
        start += 1
    following = next((place for place in breaks[at:] if place[0] >= span[1] - 1), (len(text), len(text)))
    is_line_end = text[following[0] : following[1]] == "\n"
    return start, max(span[1], following[0] if is_line_end else following[1])


def _second(span: Span) -> int:
    return span[1]


def _without(before: str, gone: str, after: str, mark: str) -> tuple[str, str, str]:
    """What stays before and behind a stretch, and what fills its place."""
    is_bracketed = _is_bracketed(before, after)
    for _ in range(_MAX_BRACKETS):
        if not _is_bracketed(before, after):
            break
        before, after = before.rstrip(_BLANKS)[:-1], after.lstrip(_BLANKS)[1:]
    left, right = before.rstrip(_BLANKS), after.lstrip(_BLANKS)
    ends_here = not right or right[0] == "\n" or right[0] in _ENDS or gone[-1:] in _ENDS
    if _begins_sentence(left) and ends_here:
        return *_without_sentence(before, after), ""
    is_set_off = left[-1:] in _DIVIDERS and (ends_here or right[0] in _DIVIDERS)
    if is_set_off and left:
        return left[:-1].rstrip(_BLANKS), right if right[:1] in _ENDS + _DIVIDERS else after, ""
    if is_bracketed:
        return left, after, ""
    return before, after, mark


def _is_bracketed(before: str, after: str) -> bool:
    closing = _BRACKETS.get(before.rstrip(_BLANKS)[-1:])
    return closing is not None and after.lstrip(_BLANKS).startswith(closing)


def _begins_sentence(left: str) -> bool:
    line = left.rpartition("\n")[2].strip(_BLANKS)
    return not line.strip(_BULLETS) or line[-1] in _ENDS


def _without_sentence(before: str, after: str) -> tuple[str, str]:
    """Both sides of a sentence that goes, with its end sign, and with its line when nothing else stands there."""
    after = after.lstrip(_BLANKS).lstrip(_ENDS).lstrip(_BLANKS)
    head, line_break, line = before.rpartition("\n")
    if line.strip(_BLANKS + _BULLETS):
        return (before, after) if after and after[0] != "\n" else (before.rstrip(_BLANKS), after)
    if after.startswith("\n"):
        return head + line_break, after[1:]
    if after:
        return before, after
    return head, after
