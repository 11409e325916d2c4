"""The tags of every page: what people wrote stays text, moments and amounts read as people say them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from django.template import engines
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from armslength.platform.core.templatetags.amounts import format_money
from armslength.platform.core.templatetags.marking import mark_spans, paragraphs
from armslength.platform.core.templatetags.moments import say_day, say_when
from armslength.platform.core.templatetags.timeline import arrange

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday
HOSTILE = "<script>alert('\"&')</script>"
spans = st.tuples(st.integers(0, 60), st.integers(0, 60))


class Reader(HTMLParser):
    """What a browser makes of the markup: its text, its marked text, its elements."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text, self.marked, self.elements, self.depth = "", [""], set[str](), 0
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.depth += tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "mark"
        if tag == "mark":
            self.marked.append("")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.depth:
            self.marked[-1] += data


def mark(start: int, end: int) -> dict[str, object]:
    return {"start": start, "end": end, "kind": "phone", "label": "phone number"}


def render(source: str, **context: object) -> str:
    return engines["django"].from_string("{% load armslength %}" + source).render(context)


def test_marks_stand_on_code_points() -> None:
    read = Reader(mark_spans("😀😀 call 0199 now", [mark(8, 12)]))
    assert read.marked[:-1] == ["0199"]


def test_marked_text_is_escaped_inside_and_outside_of_marks() -> None:
    markup = mark_spans(HOSTILE + HOSTILE, [mark(3, len(HOSTILE) + 3)])
    assert Reader(markup).text == HOSTILE + HOSTILE
    assert Reader(markup).elements == {"mark"}


@given(st.text(max_size=60), st.lists(spans, max_size=6))
def test_any_marks_leave_the_text_as_it_was(text: str, marks: list[tuple[int, int]]) -> None:
    text = text.replace("\r", "").replace("\0", "")
    read = Reader(mark_spans(text, [mark(start, end) for start, end in marks]))
    assert read.text == text
    assert read.depth == 0


def test_of_overlapping_marks_no_character_is_marked_twice() -> None:
    read = Reader(mark_spans("0123456789", [mark(2, 6), mark(4, 8), mark(2, 4)]))
    assert "".join(read.marked) == "234567"


def test_paragraphs_keep_breaks_and_find_their_own_direction() -> None:
    markup = paragraphs(f"one\ntwo\n\n\n{HOSTILE}")
    assert markup.count('<p dir="auto">') == 2
    assert "one<br>two" in markup
    assert "<script" not in markup


@pytest.mark.parametrize(
    ("distance", "said"),
    [
        (timedelta(seconds=-20), "just now"),
        (timedelta(minutes=-1), "1 minute ago"),
        (timedelta(minutes=-59), "59 minutes ago"),
        (timedelta(hours=-3), "3 hours ago"),
        (timedelta(hours=-13), "yesterday, 23:00"),
        (timedelta(days=-3), "Sunday, 12:00"),
        (timedelta(days=-30), "19 Oct"),
        (timedelta(days=-400), "14 Oct 2025"),
        (timedelta(minutes=5), "in 5 minutes"),
        (timedelta(hours=4), "in 4 hours"),
        (timedelta(hours=13), "tomorrow, 01:00"),
    ],
)
def test_moments_are_said_as_seen_from_now(distance: timedelta, said: str) -> None:
    with timezone.override("UTC"):
        assert say_when(NOON + distance, now=NOON) == said


def test_days_are_those_of_the_zone_in_force() -> None:
    late = datetime(2026, 11, 17, 22, 30, tzinfo=UTC)
    with timezone.override("UTC"):
        assert say_day(late, now=NOON) == "Yesterday"
    with timezone.override("Asia/Karachi"):
        assert say_day(late, now=NOON) == "Today"


def test_time_element_carries_the_moment_in_utc() -> None:
    with timezone.override("Asia/Karachi"):
        markup = render("{{ at|clock }}", at=NOON)
    assert 'datetime="2026-11-18T12:00:00.000+00:00"' in markup
    assert ">17:00</time>" in markup


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [
        (120000, "EUR", "€1,200"),
        (120050, "EUR", "€1,200.50"),
        (5, "USD", "$0.05"),
        (-5, "USD", "-$0.05"),
        (1200, "JPY", "¥1,200"),
        (1234, "KWD", "1.234\u00a0KWD"),
        (250000, "PLN", "2,500\u00a0PLN"),
    ],
)
def test_money_has_its_currency_and_only_the_digits_it_needs(minor: int, currency: str, said: str) -> None:
    assert format_money(minor, currency) == said


@dataclass(frozen=True)
class Said:
    writer_id: str
    at: datetime


def test_messages_are_grouped_by_day_writer_and_nearness() -> None:
    minutes = (0, 5, 6, 20, 24 * 60)
    writers = ("amber", "amber", "heron", "heron", "heron")
    items = [Said(writer, NOON + timedelta(minutes=at)) for writer, at in zip(writers, minutes, strict=True)]
    with timezone.override("UTC"):
        places = [(entry.opens_day, entry.continues) for entry in arrange(items)]
    assert places == [(True, False), (False, True), (False, False), (False, False), (True, False)]


def test_a_group_ends_at_midnight_of_the_zone_in_force() -> None:
    items = [Said("amber", datetime(2026, 11, 17, 18, minute, tzinfo=UTC)) for minute in (58, 59)]
    items.append(Said("amber", datetime(2026, 11, 17, 19, 1, tzinfo=UTC)))
    with timezone.override("Asia/Karachi"):
        assert [entry.opens_day for entry in arrange(items)] == [True, False, True]


def test_icons_are_silent_unless_they_are_named() -> None:
    assert 'aria-hidden="true"' in render('{% icon "lock" %}')
    assert 'aria-label="a &lt;b&gt;"' in render('{% icon "lock" label %}', label="a <b>")
