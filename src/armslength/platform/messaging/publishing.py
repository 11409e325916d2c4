"""What both sides' pages are told. Events carry references; `events.py` says how they are shown."""

from armslength.platform.accounts.models import Member
from armslength.platform.messaging.models import Message, Room
from armslength.platform.messaging.states import SEEN_BY_BOTH
from armslength.platform.realtime.actions import publish_events
from armslength.platform.realtime.types import NewEvent

MESSAGE = "message"
MESSAGE_CHANGED = "message.changed"
RECEIPT = "receipt"
UNREAD = "unread"
ROOM_OPENED = "room.opened"


def publish_message(room: Room, message: Message, *, is_new: bool) -> None:
    """Tell whoever may see the message: both sides, or its writer alone."""
    to_both = message.state in SEEN_BY_BOTH
    readers = room.member_ids if to_both else (message.writer_id,)
    kind = MESSAGE if is_new else MESSAGE_CHANGED
    data = {"room": room.public_id, "message": message.public_id}
    publish_events(NewEvent(reader, kind, data) for reader in readers)


def publish_receipt(room: Room, reader: Member, message: Message) -> None:
    """Tell the other side how far the reader is, and the reader's other pages that it is read."""
    data = {"room": room.public_id, "reader": reader.public_id, "up_to": message.public_id}
    publish_events(
        [
            NewEvent(room.other_id(reader.pk), RECEIPT, data),
            NewEvent(reader.pk, UNREAD, {"room": room.public_id}),
        ]
    )


def publish_room_opened(room: Room) -> None:
    """Tell both sides that there is a room now."""
    publish_events(NewEvent(side, ROOM_OPENED, {"room": room.public_id}) for side in room.member_ids)
