"""How the events of rooms are shown: as they may be seen at the moment of delivery."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from armslength.platform.accounts.models import Member
from armslength.platform.messaging.models import Message
from armslength.platform.messaging.presenters import present_message, render_message
from armslength.platform.messaging.queries import read_numbers_of, unread_counts
from armslength.platform.messaging.states import SEEN_BY_BOTH, SEEN_BY_WRITER
from armslength.platform.realtime.models import Event


def present_messages(events: Sequence[Event]) -> Mapping[int, Mapping[str, Any]]:
    """The data of `message` and `message.changed` events."""
    wanted = {event.data["message"] for event in events}
    rows = Message.objects.filter(public_id__in=wanted).defer("memory")
    related = rows.select_related("assessment", "room__client", "room__freelancer")
    messages = {message.public_id: message for message in related}
    reads = read_numbers_of({message.room_id for message in messages.values()})
    zones = dict(Member.objects.filter(pk__in={e.member_id for e in events}).values_list("pk", "timezone"))
    unread = unread_counts(zones)
    return {
        event.id: _present(event, messages.get(event.data["message"]), reads, zones, unread[event.member_id])
        for event in events
    }


def _present(
    event: Event,
    message: Message | None,
    reads: Mapping[tuple[int, int], int],
    zones: Mapping[int, str],
    unread: Mapping[str, int],
) -> dict[str, Any]:
    data: dict[str, Any] = {**event.data, "html": "", "mine": False}
    if message is None or event.member_id not in message.room.member_ids:
        return data
    room, reader_id = message.room, event.member_id
    data["mine"] = message.writer_id == reader_id
    data["unread"] = {"room": unread.get(room.public_id, 0), "all": sum(unread.values())}
    if message.state in SEEN_BY_BOTH or (data["mine"] and message.state in SEEN_BY_WRITER):
        read_by_other = reads.get((room.pk, room.other_id(reader_id)), 0)
        with timezone.override(zones[reader_id]):
            item = present_message(message, room, reader_id, read_by_other)
            data["html"] = render_message(item, room)
        data["state"] = message.state
        data["writer"] = item.writer_id
        if data["mine"]:
            data["client_id"] = message.client_id
    return data


def present_unread(events: Sequence[Event]) -> Mapping[int, Mapping[str, Any]]:
    """The data of `unread` events: the counters now."""
    unread = unread_counts({event.member_id for event in events})
    return {
        event.id: {
            **event.data,
            "unread": {
                "room": unread[event.member_id].get(event.data["room"], 0),
                "all": sum(unread[event.member_id].values()),
            },
        }
        for event in events
    }
