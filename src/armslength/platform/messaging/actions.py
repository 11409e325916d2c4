"""What people do in a room. Each action checks, locks, writes, logs and publishes, in one transaction.

A message is screened before the locks are taken, with the memory read then; if another
message slipped in meanwhile, it is screened again under the lock, so that a detail split
over two messages sent at the same moment is still seen as one.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from armslength.platform.accounts.models import Member
from armslength.platform.accounts.queries import check_still_here
from armslength.platform.audit.actions import record_action
from armslength.platform.core.clock import now
from armslength.platform.core.errors import NotFoundError
from armslength.platform.core.ids import new_id
from armslength.platform.core.limits import check_limit
from armslength.platform.core.sealing import seal
from armslength.platform.core.search import fold_for_search
from armslength.platform.messaging.errors import EditTooLateError, NotTakeableError, TooMuchSaidError
from armslength.platform.messaging.models import Message, Participation, Room
from armslength.platform.messaging.publishing import publish_message, publish_receipt, publish_room_opened
from armslength.platform.messaging.queries import (
    Memory,
    get_message_for,
    last_shared_message,
    memory_before,
    messages_after,
)
from armslength.platform.messaging.rules import (
    HELD_FOR,
    MAX_REPLAYED,
    check_client_id,
    clean_text,
    may_delete,
    may_edit,
    may_take_back,
)
from armslength.platform.messaging.states import MessageState
from armslength.platform.projects.queries import get_proposal_for
from armslength.platform.realtime.actions import lock_sequences, whisper
from armslength.platform.screening.actions import (
    keep_assessment,
    masked,
    open_text,
    probe_message,
    screen_message,
)
from armslength.platform.screening.types import Decision, Link, Screened

_STATES: Mapping[Decision, MessageState] = {
    Decision.DELIVER: MessageState.DELIVERED,
    Decision.MASK: MessageState.DELIVERED,
    Decision.HOLD: MessageState.HELD,
    Decision.REFUSE: MessageState.REFUSED,
}


def open_room(*, actor: Member, proposal_id: str) -> Room:
    """The room of a proposal; it comes into being when either side first enters."""
    proposal = get_proposal_for(actor, proposal_id)
    sides = (proposal.project.client_id, proposal.freelancer_id)
    with transaction.atomic():
        lock_sequences(sides)
        check_still_here(actor)
        room = Room.objects.filter(proposal=proposal).first()
        if room is not None:
            return room
        moment = now()
        room = Room.objects.create(
            proposal=proposal, client_id=sides[0], freelancer_id=sides[1], last_message_at=moment, created_at=moment
        )
        Participation.objects.bulk_create(Participation(room=room, member_id=side) for side in sides)
        record_action(actor=actor.public_id, action="room.opened", subject=room.public_id)
        publish_room_opened(room)
    return room


def check_draft(*, actor: Member, room: Room, text: str) -> Screened:
    """What would become of `text` if it were sent now. Nothing is stored."""
    return _screen(actor, room, clean_text(text), memory_before(room), now(), is_dry_run=True)


def send_message(*, actor: Member, room: Room, client_id: str, text: str) -> Message:
    """Send `text` once, however often this is called with the same `client_id`.

    Returns the message with what became of it: delivered, held or refused.
    """
    client_id, text = check_client_id(client_id), clean_text(text)
    known = _sent_before(room, actor, client_id)
    if known is not None:
        return known
    check_limit("send", actor.public_id)
    moment = now()
    memory = memory_before(room)
    screened = _screen(actor, room, text, memory, moment)
    with transaction.atomic():
        _enter(actor, room)
        known = _sent_before(room, actor, client_id)
        if known is not None:
            return known
        newest = memory_before(room)
        if newest.number != memory.number or newest.state != memory.state:
            screened = _screen(actor, room, text, newest, moment)
        return _store(actor, room, client_id, screened, moment)


def edit_message(*, actor: Member, room: Room, message_id: str, text: str) -> tuple[Message, Screened]:
    """Replace the text of a delivered message within ten minutes, if the new one would be delivered too.

    What was said afterwards is screened again with the new text before it, so that an edit
    cannot complete a detail. If anything is stopped, the message stays as it was.
    """
    text = clean_text(text)
    check_limit("send", actor.public_id)
    with transaction.atomic():
        _enter(actor, room)
        message = get_message_for(actor, room, message_id)
        if not may_edit(message, actor.pk, now()):
            raise EditTooLateError if may_delete(message, actor.pk) else NotFoundError
        if len(messages_after(room, message.number, most=MAX_REPLAYED + 1)) > MAX_REPLAYED:
            raise TooMuchSaidError
        screened, memories = _screen_edit(actor, room, message, text)
        if not screened.is_delivered:
            keep_assessment(screened, writer=actor)
            return message, screened
        _write_delivered(message, screened)
        message.edited_at = now()
        message.save()
        for later, state in memories:
            later.memory = seal(state, context=later.memory_context)
            later.save(update_fields=["memory"])
        record_action(actor=actor.public_id, action="message.edited", subject=message.public_id)
        publish_message(room, message, is_new=False)
    return message, screened


def delete_message(*, actor: Member, room: Room, message_id: str) -> Message:
    """Remove the words of a delivered message for both sides; that there was one stays visible."""
    with transaction.atomic():
        _enter(actor, room)
        message = get_message_for(actor, room, message_id)
        if message.state == MessageState.DELETED and message.writer_id == actor.pk:
            return message
        if not may_delete(message, actor.pk):
            raise NotFoundError
        message.state = MessageState.DELETED
        message.text = message.search_text = message.note = ""
        message.links = []
        message.save(update_fields=["state", "text", "search_text", "note", "links"])
        record_action(actor=actor.public_id, action="message.deleted", subject=message.public_id)
        publish_message(room, message, is_new=False)
    return message


def take_back_message(*, actor: Member, room: Room, message_id: str) -> str:
    """Withdraw a message that was not delivered; returns its text for the composer."""
    with transaction.atomic():
        _enter(actor, room)
        message = get_message_for(actor, room, message_id)
        if not may_take_back(message, actor.pk) or message.assessment is None:
            raise NotTakeableError
        message.state = MessageState.TAKEN_BACK
        message.save(update_fields=["state"])
        record_action(actor=actor.public_id, action="message.taken-back", subject=message.public_id)
        publish_message(room, message, is_new=False)
    return open_text(message.assessment)


def return_message(message_id: int) -> bool:
    """Give a held message back to its writer when its deadline has passed; whether it was still held."""
    room = Room.objects.get(messages=message_id)
    with transaction.atomic():
        lock_sequences(room.member_ids)
        message = Message.objects.get(pk=message_id)
        if message.state != MessageState.HELD or message.held_until is None or message.held_until > now():
            return False
        message.state = MessageState.RETURNED
        message.save(update_fields=["state"])
        record_action(actor="system", action="message.returned", subject=message.public_id)
        publish_message(room, message, is_new=False)
    return True


def mark_read(*, actor: Member, room: Room, up_to: str) -> None:
    """Note that the actor has read everything up to a message; going back changes nothing."""
    message = last_shared_message(room, get_message_for(actor, room, up_to))
    if message is None:
        return
    with transaction.atomic():
        _enter(actor, room)
        mine = Participation.objects.filter(room=room, member=actor, read_up_to__lt=message.number)
        if mine.update(read_up_to=message.number):
            publish_receipt(room, actor, message)


def show_typing(*, actor: Member, room: Room) -> None:
    """Let the other side's open pages know that the actor is typing."""
    check_limit("typing", actor.public_id)
    whisper(room.other_id(actor.pk), {"kind": "typing", "room": room.public_id, "who": actor.public_id})


def _enter(actor: Member, room: Room) -> None:
    """Lock both sides until the transaction ends. Raises NotFoundError when the actor's access has ended meanwhile."""
    lock_sequences(room.member_ids)
    check_still_here(actor)


def _sent_before(room: Room, actor: Member, client_id: str) -> Message | None:
    rows = Message.objects.filter(room=room, writer=actor, client_id=client_id)
    return rows.select_related("assessment").first()


def _screen(
    actor: Member, room: Room, text: str, memory: Memory, at: datetime, *, is_dry_run: bool = False
) -> Screened:
    reader = room.freelancer if actor.pk == room.client_id else room.client
    ask = probe_message if is_dry_run else screen_message
    sender = room.side_of(actor.pk)
    return ask(writer=actor, reader=reader, sender=sender, text=text, memory=memory.state, at=at.timestamp())


def _store(actor: Member, room: Room, client_id: str, screened: Screened, moment: datetime) -> Message:
    """Write the message with everything that belongs to it. The members are locked."""
    room.refresh_from_db(fields=["last_number"])
    message = Message(
        public_id=new_id(),
        room=room,
        number=room.last_number + 1,
        writer=actor,
        client_id=client_id,
        state=_STATES[screened.verdict.decision],
        created_at=moment,
    )
    if screened.is_delivered:
        _write_delivered(message, screened)
        room.last_message_at = moment
    if screened.verdict.decision is not Decision.DELIVER:
        message.assessment = keep_assessment(screened, writer=actor)
    if message.state == MessageState.HELD:
        message.held_until = moment + HELD_FOR
    room.last_number = message.number
    room.save(update_fields=["last_number", "last_message_at"])
    message.save(force_insert=True)
    publish_message(room, message, is_new=True)
    return message


def _write_delivered(message: Message, screened: Screened) -> None:
    is_masked = screened.verdict.decision is Decision.MASK
    message.text = masked(screened) if is_masked else screened.text
    message.search_text = fold_for_search(message.text)
    message.note = screened.verdict.note or ""
    message.links = [] if is_masked else [_stored_link(link) for link in screened.links]
    if screened.memory is not None:
        message.memory = seal(screened.memory, context=message.memory_context)


def _stored_link(link: Link) -> dict[str, object]:
    return {"start": link.start, "end": link.end, "class": link.link_class.value}


def _screen_edit(
    actor: Member, room: Room, message: Message, text: str
) -> tuple[Screened, list[tuple[Message, bytes]]]:
    """The verdict on an edit, and the new memories of what came after it.

    When a later message would now be stopped, that verdict is the edit's, marked on the whole
    of it: the spans are in another text.
    """
    screened = _screen(actor, room, text, memory_before(room, message.number), message.created_at)
    memories: list[tuple[Message, bytes]] = []
    state = screened.memory
    sides = {room.client_id: room.client, room.freelancer_id: room.freelancer}
    for later in messages_after(room, message.number, most=MAX_REPLAYED):
        if not screened.is_delivered or state is None:
            break
        again = _screen(sides[later.writer_id], room, later.text, Memory(0, state), later.created_at)
        if not again.is_delivered or again.memory is None:
            findings = tuple(replace(found, start=0, end=len(text)) for found in again.verdict.findings[:1])
            verdict = replace(again.verdict, findings=findings)
            return Screened(text, screened.surface, verdict, is_complete=again.is_complete), []
        state = again.memory
        memories.append((later, state))
    return screened, memories
