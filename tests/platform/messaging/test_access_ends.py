"""A member whose access ends while a request of theirs is under way changes nothing any more."""

from collections.abc import Callable
from typing import Any
from unittest import mock

import pytest

from armslength.platform.accounts.models import Member
from armslength.platform.audit.models import Entry
from armslength.platform.core.clock import now
from armslength.platform.core.errors import NotFoundError
from armslength.platform.messaging import actions
from armslength.platform.messaging.models import Message, Participation, Room
from armslength.platform.projects.models import Proposal
from armslength.platform.realtime.actions import lock_sequences
from armslength.platform.realtime.models import Event
from tests.platform.messaging.conftest import Talk

pytestmark = pytest.mark.django_db

Act = Callable[[Room, Message, Message], object]

ACTS: dict[str, Act] = {
    "send": lambda room, said, held: actions.send_message(
        actor=room.client, room=room, client_id="one-more-thing", text="One more thing"
    ),
    "edit": lambda room, said, held: actions.edit_message(
        actor=room.client, room=room, message_id=said.public_id, text="Never said"
    ),
    "delete": lambda room, said, held: actions.delete_message(actor=room.client, room=room, message_id=said.public_id),
    "take back": lambda room, said, held: actions.take_back_message(
        actor=room.client, room=room, message_id=held.public_id
    ),
    "read": lambda room, said, held: actions.mark_read(actor=room.client, room=room, up_to=said.public_id),
}


def locking_too_late(member: Member) -> Any:
    """Locks that are had only after the member's access has ended."""

    def lock(member_ids: tuple[int, int]) -> object:
        Member.objects.filter(pk=member.pk).update(ended_at=now())
        return lock_sequences(member_ids)

    return mock.patch("armslength.platform.messaging.actions.lock_sequences", lock)


def everything() -> list[object]:
    tables = (Message, Participation, Event, Entry)
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize("name", list(ACTS))
def test_nothing_is_done_for_somebody_who_is_gone(talk: Talk, name: str) -> None:
    said, held = talk.client("Hello"), talk.client("my number is 0770 900 123")
    before = everything()
    with locking_too_late(talk.room.client), pytest.raises(NotFoundError):
        ACTS[name](talk.room, said, held)
    assert everything() == before


def test_no_room_opens_for_somebody_who_is_gone(proposal: Proposal) -> None:
    with locking_too_late(proposal.freelancer), pytest.raises(NotFoundError):
        actions.open_room(actor=proposal.freelancer, proposal_id=proposal.public_id)
    assert not Room.objects.exists()
