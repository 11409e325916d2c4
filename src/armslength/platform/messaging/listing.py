"""The rows of the list of rooms."""

from dataclasses import dataclass
from datetime import datetime

from armslength.platform.accounts.models import Member
from armslength.platform.messaging.queries import MAX_ROOMS_LISTED, rooms_for, unread_by_room
from armslength.platform.profiles.queries import Face, faces_of


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room in the list: with whom, about what, what was said last, and how much of it is new."""

    public_id: str
    other: Face
    title: str
    last_text: str
    last_at: datetime
    unread: int


def room_rows(actor: Member) -> list[RoomRow]:
    """The member's rooms, the one with the newest message first."""
    rooms = list(rooms_for(actor)[:MAX_ROOMS_LISTED])
    faces = faces_of([room.other_id(actor.pk) for room in rooms])
    unread = unread_by_room(actor.pk)
    return [
        RoomRow(
            public_id=room.public_id,
            other=faces[room.other_id(actor.pk)],
            title=room.proposal.project.title,
            last_text=getattr(room, "last_text", None) or "",
            last_at=room.last_message_at,
            unread=unread.get(room.public_id, 0),
        )
        for room in rooms
    ]
