"""Writing to event sequences."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from armslength.platform.core.clock import now
from armslength.platform.realtime.models import Event, Sequence
from armslength.platform.realtime.transport import get_transport
from armslength.platform.realtime.types import NewEvent

EVENTS_KEPT_FOR = timedelta(days=7)


def open_sequence(member_id: int) -> None:
    """Give a new member an empty sequence; harmless when there is one."""
    Sequence.objects.bulk_create([Sequence(member_id=member_id)], ignore_conflicts=True)


def lock_sequences(member_ids: Collection[int]) -> dict[int, Sequence]:
    """Lock the members' sequences until the transaction ends, in id order so that no two wait crosswise."""
    wanted = sorted(set(member_ids))
    found = list(Sequence.objects.select_for_update().filter(member_id__in=wanted).order_by("member_id"))
    return {sequence.member_id: sequence for sequence in found}


def publish_events(events: Iterable[NewEvent]) -> None:
    """Number and store `events` in this transaction, in the order given; wake their readers on commit.

    Call it last: the members stay locked until commit.
    """
    events = list(events)
    sequences = lock_sequences({event.member_id for event in events})
    created_at = now()
    rows = []
    for event in events:
        sequence = sequences[event.member_id]
        sequence.last_number += 1
        rows.append(
            Event(
                member_id=event.member_id,
                number=sequence.last_number,
                kind=event.kind,
                data=dict(event.data),
                created_at=created_at,
            )
        )
    Sequence.objects.bulk_update(sequences.values(), ["last_number"])
    Event.objects.bulk_create(rows)
    member_ids = tuple(sequences)
    transaction.on_commit(lambda: get_transport().wake(member_ids))


def whisper(member_id: int, data: Mapping[str, Any]) -> None:
    """Tell a member's open pages something that matters only now."""
    get_transport().whisper(member_id, data)


def forget_old_events() -> int:
    """Delete events that no page can still need; how many."""
    deleted, _ = Event.objects.filter(created_at__lt=now() - EVENTS_KEPT_FOR).delete()
    return deleted
