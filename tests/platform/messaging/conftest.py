"""What is said in the cast's room."""

import pytest

from armslength.platform.accounts.models import Member
from armslength.platform.messaging.actions import send_message
from armslength.platform.messaging.models import Message, Room
from armslength.platform.projects.models import Proposal
from tests.cast import Cast, make_project, make_proposal


@pytest.fixture
def proposal(members: Cast) -> Proposal:
    """A proposal whose room nobody has opened yet."""
    return make_proposal(make_project(members.client), members.freelancer)


class Talk:
    """Sends messages in a room, each with a fresh id."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self._count = 0

    def client(self, text: str) -> Message:
        return self._send(self.room.client, text)

    def freelancer(self, text: str) -> Message:
        return self._send(self.room.freelancer, text)

    def _send(self, actor: Member, text: str) -> Message:
        self._count += 1
        return send_message(actor=actor, room=self.room, client_id=f"message-{self._count:04d}", text=text)


@pytest.fixture
def talk(room: Room) -> Talk:
    return Talk(room)
