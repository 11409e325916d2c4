"""Sending: once, in one order, and nothing that was stopped reaches the other side."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from armslength.guard import Guard
from armslength.platform.audit.models import Entry
from armslength.platform.core import clock
from armslength.platform.core.errors import InvalidInputError, NotFoundError, TooManyRequestsError
from armslength.platform.core.limits import reset_limits
from armslength.platform.messaging import actions
from armslength.platform.messaging.models import Message, Room
from armslength.platform.messaging.queries import get_room_for, page_before
from armslength.platform.messaging.states import MessageState
from armslength.platform.messaging.tasks import return_overdue_messages
from armslength.platform.projects.models import Proposal
from armslength.platform.realtime.models import Event
from armslength.platform.screening.actions import open_text, screen_message
from armslength.platform.screening.models import Assessment
from armslength.platform.screening.types import Screened
from tests.cast import Cast
from tests.platform.messaging.conftest import Talk

pytestmark = pytest.mark.django_db

NUMBER = "my number is five five five, 0199 203"

STOPPED = [
    "mail me at jane.doe (at) gmail (dot) com",
    NUMBER,
    "what's your whatsapp?",
]
DELIVERED = [
    "I don't work outside this site",
    "the WhatsApp button on the landing page is broken, see main.py line 80",
    "Can you send the first draft by Friday, 14:30?",
    "Version 2.13.4 is 1,250 € and 210 × 297 mm",
]


def kinds(member_id: int, room: Room) -> list[str]:
    events = Event.objects.filter(member_id=member_id, data__room=room.public_id).order_by("number")
    return [event.kind for event in events]


@pytest.mark.parametrize("text", STOPPED)
def test_stopped_message_is_nowhere_but_under_seal(talk: Talk, text: str) -> None:
    message = talk.freelancer(text)
    assert message.state in (MessageState.REFUSED, MessageState.HELD)
    assert message.text == message.search_text == ""
    assert message.memory is None
    assert message.assessment is not None
    assert open_text(message.assessment) == text
    assert text.encode() not in bytes(message.assessment.sealed_text)


@pytest.mark.parametrize("text", STOPPED)
def test_stopped_message_is_told_to_its_writer_alone(talk: Talk, text: str) -> None:
    room = talk.room
    talk.freelancer(text)
    assert kinds(room.freelancer_id, room) == ["room.opened", "message"]
    assert kinds(room.client_id, room) == ["room.opened"]
    assert page_before(room.client, room).messages == []
    assert len(page_before(room.freelancer, room).messages) == 1


@pytest.mark.parametrize("text", DELIVERED)
def test_ordinary_work_talk_arrives(talk: Talk, text: str) -> None:
    room = talk.room
    message = talk.freelancer(text)
    assert (message.state, message.text) == (MessageState.DELIVERED, text)
    assert [seen.text for seen in page_before(room.client, room).messages] == [text]
    assert kinds(room.client_id, room) == ["room.opened", "message"]
    assert not Assessment.objects.exists()


def test_number_in_two_messages_is_stopped_at_the_second_however_often(talk: Talk) -> None:
    assert talk.freelancer("my number starts 0770").state == MessageState.DELIVERED
    assert talk.freelancer("900 123 then 45").state == MessageState.REFUSED
    assert talk.freelancer("900 123 then 45").state == MessageState.REFUSED


def test_same_client_id_is_stored_once(room: Room) -> None:
    first = actions.send_message(actor=room.client, room=room, client_id="one-and-only", text="Hello")
    again = actions.send_message(actor=room.client, room=room, client_id="one-and-only", text="Hello")
    assert first.pk == again.pk
    assert Message.objects.count() == 1
    assert kinds(room.freelancer_id, room) == ["room.opened", "message"]


def test_both_sides_may_use_the_same_client_id(room: Room) -> None:
    actions.send_message(actor=room.client, room=room, client_id="one-and-only", text="Hello")
    actions.send_message(actor=room.freelancer, room=room, client_id="one-and-only", text="Hello")
    assert Message.objects.count() == 2


def test_one_order_for_both_and_gapless_numbers(talk: Talk) -> None:
    room = talk.room
    texts = [f"Point {n} of the list" for n in range(6)]
    for at, text in enumerate(texts):
        (talk.client if at % 2 else talk.freelancer)(text)
    for side in (room.client, room.freelancer):
        assert [message.text for message in page_before(side, room).messages] == texts
        numbers = list(Event.objects.filter(member=side).order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


def test_stranger_cannot_find_the_room(members: Cast, room: Room) -> None:
    for who in (members.stranger, members.moderator):
        with pytest.raises(NotFoundError):
            get_room_for(who, room.public_id)


def test_stranger_cannot_open_a_room(members: Cast, proposal: Proposal) -> None:
    with pytest.raises(NotFoundError):
        actions.open_room(actor=members.stranger, proposal_id=proposal.public_id)
    assert not Room.objects.exists()


def test_either_side_opens_the_same_room(members: Cast, proposal: Proposal) -> None:
    first = actions.open_room(actor=members.freelancer, proposal_id=proposal.public_id)
    second = actions.open_room(actor=members.client, proposal_id=proposal.public_id)
    assert first.pk == second.pk
    assert kinds(members.client.pk, first) == ["room.opened"]


@pytest.mark.parametrize("text", ["", "   \n", "\u200b\u2060", "\u202e", "x" * 4001, "nul\0byte", None, 7])
def test_text_that_cannot_be_sent_changes_nothing(room: Room, text: object) -> None:
    with pytest.raises(InvalidInputError):
        actions.send_message(actor=room.client, room=room, client_id="some-client-id", text=text)  # type: ignore[arg-type]  # hostile input
    assert not Message.objects.exists()


@pytest.mark.parametrize("client_id", ["", "short", "x" * 41, "with space in it", "ümläutümläut", None])
def test_bad_client_id_changes_nothing(room: Room, client_id: object) -> None:
    with pytest.raises(InvalidInputError):
        actions.send_message(actor=room.client, room=room, client_id=client_id, text="Hello")  # type: ignore[arg-type]  # hostile input
    assert not Message.objects.exists()


def test_sending_is_limited_and_a_repeat_is_not_counted(room: Room, settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"send": "2/minute"}
    reset_limits()
    for client_id in ("message-1", "message-2", "message-2"):
        actions.send_message(actor=room.client, room=room, client_id=client_id, text="Hello")
    with pytest.raises(TooManyRequestsError) as caught:
        actions.send_message(actor=room.client, room=room, client_id="message-3", text="Hello")
    assert 0 < caught.value.retry_after_seconds <= 60
    assert Message.objects.count() == 2


def test_guard_that_fails_holds_the_message_and_is_counted(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    with mock.patch.object(Guard, "check_in_thread", side_effect=RuntimeError("broken at jane@doe.example")):
        message = talk.client("Hello there")
    assert message.state == MessageState.HELD
    assert page_before(talk.room.freelancer, talk.room).messages == []
    assert Entry.objects.filter(action="screening.failed-closed").count() == 1
    assert "the guard failed with RuntimeError" in caplog.text
    assert "jane@doe.example" not in caplog.text


def test_memory_that_does_not_open_stops_the_send(talk: Talk) -> None:
    message = talk.client("Hello there")
    Message.objects.filter(pk=message.pk).update(memory=b"\x01 not a seal at all")
    with pytest.raises(Exception, match="seal"):
        talk.client("And again")
    assert Message.objects.count() == 1


def test_message_that_slipped_in_is_seen_by_the_second_screening(talk: Talk) -> None:
    """The two halves of a number are sent at the same moment: both read the memory before either is stored."""
    room = talk.room
    slipped: list[Message] = []

    def screen_while_another_sends(**options: Any) -> Screened:
        screened = screen_message(**options)
        if not slipped:
            slipped.append(Message())  # before sending, which comes here again
            slipped[0] = talk.freelancer("my number starts 0770")
        return screened

    with mock.patch("armslength.platform.messaging.actions.screen_message", screen_while_another_sends):
        second = actions.send_message(actor=room.freelancer, room=room, client_id="second-half", text="900 123 then 45")
    assert slipped[0].state == MessageState.DELIVERED
    assert second.state == MessageState.REFUSED


def test_held_message_returns_at_its_deadline(talk: Talk) -> None:
    with mock.patch.object(Guard, "check_in_thread", side_effect=RuntimeError("broken")):
        message = talk.client("Hello there")
    assert return_overdue_messages() == 0
    later = clock.now() + timedelta(hours=4, minutes=1)
    with (
        mock.patch("armslength.platform.messaging.tasks.now", return_value=later),
        mock.patch("armslength.platform.messaging.actions.now", return_value=later),
    ):
        assert return_overdue_messages() == 1
        assert return_overdue_messages() == 0
    message.refresh_from_db()
    assert message.state == MessageState.RETURNED
    assert kinds(talk.room.client_id, talk.room)[-1] == "message.changed"
    assert kinds(talk.room.freelancer_id, talk.room) == ["room.opened"]


def test_database_refuses_text_in_a_stopped_message(talk: Talk) -> None:
    message = talk.client("Hello there")
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(state=MessageState.REFUSED)
