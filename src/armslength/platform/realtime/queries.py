"""Reading event sequences."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from armslength.platform.realtime.models import Event, Sequence

MAX_EVENTS_PER_LOOK = 200


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
    wanted = Q()
    for member_id, after in positions.items():
        wanted |= Q(member_id=member_id, number__gt=after, number__lte=after + MAX_EVENTS_PER_LOOK)
    return list(Event.objects.filter(wanted).order_by("member_id", "number")) if wanted else []
