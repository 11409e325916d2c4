"""Pure decisions of a room: data in, decision out."""

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Protocol

from django.utils.translation import gettext as _

from armslength.platform.core.errors import InvalidInputError
from armslength.platform.messaging.states import MessageState

MAX_MESSAGE_CHARS = 4000
_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{8,40}")
EDIT_WITHIN = timedelta(minutes=10)
# What was said after an edited message is screened again while both members are locked.
MAX_REPLAYED = 50
HELD_FOR = timedelta(hours=4)
TAKEABLE = (MessageState.HELD, MessageState.REFUSED, MessageState.RETURNED)


class Written(Protocol):
    """What these decisions need to know of a message."""

    writer_id: int
    state: str
    created_at: datetime


def clean_text(text: object) -> str:
    """What a member sent as a message, trimmed. Raises InvalidInputError."""
    if not isinstance(text, str) or "\0" in text:
        raise InvalidInputError("text", _("This text cannot be sent. Please type it again."))
    trimmed = text.strip().encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n")
    if all(unicodedata.category(character)[0] in "CZ" for character in trimmed):
        raise InvalidInputError("text", _("An empty message cannot be sent."))
    if len(trimmed) > MAX_MESSAGE_CHARS:
        sentence = _("A message has at most %(most)d characters; this one has %(size)d. Send it in two parts.")
        raise InvalidInputError("text", sentence % {"most": MAX_MESSAGE_CHARS, "size": len(trimmed)})
    return trimmed


def check_client_id(client_id: object) -> str:
    """The page's own id of a message: 8 to 40 characters of letters, digits, hyphen. Raises InvalidInputError."""
    if isinstance(client_id, str) and _CLIENT_ID.fullmatch(client_id):
        return client_id
    raise InvalidInputError("client_id", _("The page could not name this message. Load it again, please."))


def may_edit(message: Written, member_id: int, at: datetime) -> bool:
    """Whether the member may edit the message at the moment `at`."""
    return may_delete(message, member_id) and at - message.created_at <= EDIT_WITHIN


def may_delete(message: Written, member_id: int) -> bool:
    """Whether the member may delete the message for both."""
    return message.writer_id == member_id and message.state == MessageState.DELIVERED


def may_take_back(message: Written, member_id: int) -> bool:
    """Whether the member may take the message back into the composer."""
    return message.writer_id == member_id and message.state in TAKEABLE
