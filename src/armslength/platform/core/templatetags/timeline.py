"""Messages in order, grouped by day and writer.

The browser groups what arrives later by the same rule (static/armslength/js/timeline.js).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.utils import timezone

GROUP_WINDOW = timedelta(minutes=10)


class Written(Protocol):
    """What grouping needs to know of a message."""

    @property
    def writer_id(self) -> str:
        """The public id of who wrote it."""

    @property
    def at(self) -> datetime:
        """When it was written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A message and its place: whether it opens a day, whether it goes on under the same name."""

    item: Written
    opens_day: bool
    continues: bool


def arrange(items: Iterable[Written]) -> Iterator[Entry]:
    """Entries in the order of `items`; days are those of the zone in force."""
    before: Written | None = None
    for item in items:
        opens_day = before is None or _day(before) != _day(item)
        yield Entry(item=item, opens_day=opens_day, continues=not opens_day and _is_group(before, item))
        before = item


def _day(item: Written) -> object:
    return timezone.localtime(item.at).date()


def _is_group(before: Written | None, item: Written) -> bool:
    return before is not None and before.writer_id == item.writer_id and item.at - before.at < GROUP_WINDOW
