"""Reading event sequences."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q, QuerySet

from armslength.platform.realtime.models import Event, Sequence

MAX_EVENTS_PER_LOOK = 200
# Each member is a term of the condition, and SQLite takes no expression deeper than 1,000.
MEMBERS_PER_QUERY = 200


def last_numbers(member_ids: Collection[int]) -> dict[int, int]:
    """Each member's last event number, in one query."""
    rows = Sequence.objects.filter(member_id__in=member_ids).values_list("member_id", "last_number")
    return dict(rows)


def last_number(member_id: int) -> int:
    """The member's last event number; 0 when nothing has happened yet."""
    return last_numbers([member_id]).get(member_id, 0)


def events_after(positions: Mapping[int, int]) -> list[Event]:
    """New events of members after the last number each has, in order by member and number.

    At most `MAX_EVENTS_PER_LOOK` numbers a member; the next look goes on where this one ended.
    """
    wanted = sorted(positions.items())
    batches = (wanted[at : at + MEMBERS_PER_QUERY] for at in range(0, len(wanted), MEMBERS_PER_QUERY))
    return [event for batch in batches for event in _events_of(batch)]


def _events_of(positions: Iterable[tuple[int, int]]) -> QuerySet[Event]:
    wanted = Q()
    for member_id, after in positions:
        wanted |= Q(member_id=member_id, number__gt=after, number__lte=after + MAX_EVENTS_PER_LOOK)
    return Event.objects.filter(wanted).order_by("member_id", "number")
