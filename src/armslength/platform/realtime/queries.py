"""Reading event sequences."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Min, Q

from armslength.platform.realtime.models import Event, Sequence
from armslength.platform.realtime.presenters import present_events
from armslength.platform.realtime.types import Frame

MAX_EVENTS_PER_LOOK = 200


def last_numbers(member_ids: Collection[int]) -> dict[int, int]:
    """Each member's last event number, in one query."""
    rows = Sequence.objects.filter(member_id__in=member_ids).values_list("member_id", "last_number")
    return dict(rows)


def last_number(member_id: int) -> int:
    """The member's last event number; 0 when nothing has happened yet."""
    return last_numbers([member_id]).get(member_id, 0)


def is_too_old(member_id: int, after: int) -> bool:
    """Whether events after `after` have been forgotten already, so that a page must load anew."""
    oldest = Event.objects.filter(member_id=member_id).aggregate(oldest=Min("number"))["oldest"]
    return after < (last_number(member_id) if oldest is None else oldest - 1)


def frames_after(positions: Mapping[int, int]) -> dict[int, list[Frame]]:
    """New frames per member, in order, for members and the last number each has.

    At most `MAX_EVENTS_PER_LOOK` numbers a member; the next look goes on where this one ended.
    """
    wanted = Q()
    for member_id, after in positions.items():
        wanted |= Q(member_id=member_id, number__gt=after, number__lte=after + MAX_EVENTS_PER_LOOK)
    if not wanted:
        return {}
    return _frames(Event.objects.filter(wanted).order_by("member_id", "number"))


def _frames(events: Iterable[Event]) -> dict[int, list[Frame]]:
    events = list(events)
    shown = present_events(events)
    frames: defaultdict[int, list[Frame]] = defaultdict(list)
    for event in events:
        frames[event.member_id].append(shown[event.id])
    return dict(frames)
