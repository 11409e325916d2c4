"""A message as one of its two readers sees it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from armslength.platform.core.clock import now
from armslength.platform.messaging.models import Message, Room
from armslength.platform.messaging.rules import may_delete, may_edit, may_take_back
from armslength.platform.messaging.states import MessageState
from armslength.platform.screening.actions import open_text
from armslength.platform.screening.presenters import explain_assessment
from armslength.platform.screening.types import Explanation

CLICKABLE_CLASSES = frozenset({"work"})
CLICKABLE_SCHEMES = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class MessageItem:
    """What `messaging/message.html` shows of a message to one reader."""

    id: str
    writer_id: str
    mine: bool
    state: str
    at: datetime
    text: str
    text_html: SafeString
    explanation: Explanation | None
    note: str
    held_until: datetime | None
    edited_at: datetime | None
    may_edit: bool
    may_delete: bool
    may_take_back: bool
    client_id: str
    is_read: bool


def linked(text: str, links: Iterable[Mapping[str, object]]) -> SafeString:
    """`text` as HTML: links to work material clickable, everything else plain."""
    parts: list[str] = []
    at = 0
    for link in links:
        start, end = link["start"], link["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        if link["class"] not in CLICKABLE_CLASSES or start < at:
            continue
        shown = text[start:end]
        href = shown if shown.startswith(CLICKABLE_SCHEMES) else f"https://{shown}"
        anchor = f'<a href="{escape(href)}" rel="noopener noreferrer nofollow ugc" target="_blank">'
        parts += [escape(text[at:start]), anchor, escape(shown), "</a>"]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308 - every part is escaped above


def present_message(message: Message, room: Room, reader_id: int, read_by_other: int) -> MessageItem:
    """The item for the member `reader_id`; `read_by_other` is the number the other side has read up to."""
    mine = message.writer_id == reader_id
    writer = room.client if message.writer_id == room.client_id else room.freelancer
    stopped = message.assessment if mine and message.state != MessageState.DELIVERED else None
    text = open_text(stopped) if stopped else message.text
    moment = now()
    return MessageItem(
        id=message.public_id,
        writer_id=writer.public_id,
        mine=mine,
        state=message.state,
        at=message.created_at,
        text=text,
        text_html=linked(text, message.links),
        explanation=explain_assessment(stopped) if stopped else None,
        note=message.note,
        held_until=message.held_until,
        edited_at=message.edited_at,
        may_edit=may_edit(message, reader_id, moment),
        may_delete=may_delete(message, reader_id),
        may_take_back=may_take_back(message, reader_id),
        client_id=message.client_id if mine else "",
        is_read=mine and message.number <= read_by_other,
    )


def render_message(item: MessageItem, room: Room) -> str:
    """The `<li>` of a message; empty when it was taken back."""
    if item.state == MessageState.TAKEN_BACK:
        return ""
    return render_to_string("messaging/message.html", {"item": item, "room": room}).strip()
