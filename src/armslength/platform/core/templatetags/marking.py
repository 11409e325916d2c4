"""Text that people wrote, made into safe markup."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe


class Mark(Protocol):
    """A span of a text, in Unicode code points, and what it looks like."""

    @property
    def start(self) -> int:
        """Where the span begins."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""

    @property
    def kind(self) -> str:
        """What kind of detail it is, as a code."""

    @property
    def label(self) -> str:
        """The kind in words."""


AnyMark = Mark | Mapping[str, object]


def mark_spans(text: str, marks: Iterable[AnyMark]) -> SafeString:
    """Escape `text` and wrap each span in `<mark>`.

    Offsets are code points of `text`. Spans outside the text are cut to it, and of
    two that overlap the later one keeps only what the earlier leaves: the markup is
    well formed whatever comes in.
    """
    return mark_safe("".join(_pieces(text, marks)))  # noqa: S308 - every piece is escaped below


def _pieces(text: str, marks: Iterable[AnyMark]) -> Iterator[str]:
    reached = 0
    for first, last, kind, label in sorted(_span(mark) for mark in marks):
        start, end = max(first, reached), min(last, len(text))
        if start >= end:
            continue
        yield conditional_escape(text[reached:start])
        yield format_html('<mark class="mark" data-kind="{}" title="{}">{}</mark>', kind, label, text[start:end])
        reached = end
    yield conditional_escape(text[reached:])


def spans(marks: Iterable[AnyMark]) -> list[dict[str, int | str]]:
    """The marks as plain records, for a page's modules."""
    return [{"start": start, "end": end, "kind": kind} for start, end, kind, _ in map(_span, marks)]


def _span(mark: AnyMark) -> tuple[int, int, str, str]:
    if isinstance(mark, Mapping):
        start, end = mark["start"], mark["end"]
        return int(str(start)), int(str(end)), str(mark.get("kind", "")), str(mark.get("label", ""))
    return mark.start, mark.end, mark.kind, mark.label


def paragraphs(text: str) -> SafeString:
    """Blank lines part paragraphs, single breaks stay; each finds its own direction."""
    blocks = (block.strip("\n") for block in text.replace("\r\n", "\n").split("\n\n"))
    return mark_safe("".join(_paragraph(block) for block in blocks if block.strip()))  # noqa: S308 - escaped


def _paragraph(block: str) -> str:
    lines = mark_safe("<br>").join(conditional_escape(line) for line in block.split("\n"))
    return format_html('<p dir="auto">{}</p>', mark_safe(lines))  # noqa: S308 - joined from escaped lines
