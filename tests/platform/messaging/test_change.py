"""Editing, deleting, taking back, reading: who may, and what the other side learns."""

from datetime import timedelta
from functools import partial

import pytest
from pytest_django import DjangoAssertNumQueries

from armslength.platform.core.clock import now
from armslength.platform.core.errors import NotFoundError
from armslength.platform.messaging import actions
from armslength.platform.messaging.errors import EditTooLateError, NotTakeableError, TooMuchSaidError
from armslength.platform.messaging.events import present_messages, present_unread
from armslength.platform.messaging.models import Message, Participation
from armslength.platform.messaging.queries import (
    page_after,
    page_around,
    page_before,
    search_messages,
    unread_by_room,
    unread_counts,
)
from armslength.platform.messaging.rules import MAX_REPLAYED
from armslength.platform.messaging.states import MessageState
from armslength.platform.realtime.models import Event
from tests.platform.messaging.conftest import Talk

pytestmark = pytest.mark.django_db

NUMBER = "my number is 0770 900 123"


def test_edit_within_ten_minutes_reaches_both(talk: Talk) -> None:
    room = talk.room
    message = talk.client("See you at 15:00")
    changed, screened = actions.edit_message(
        actor=room.client, room=room, message_id=message.public_id, text="See you at 16:00"
    )
    assert screened.is_delivered
    assert (changed.text, changed.edited_at is not None) == ("See you at 16:00", True)
    assert [row.text for row in search_messages(room.freelancer, room, "16:00")] == ["See you at 16:00"]
    assert search_messages(room.freelancer, room, "15:00") == []
    assert Event.objects.filter(member=room.freelancer, kind="message.changed").count() == 1


def test_edit_is_guarded_and_the_old_words_stand(talk: Talk) -> None:
    room = talk.room
    message = talk.client("See you at 15:00")
    _, screened = actions.edit_message(actor=room.client, room=room, message_id=message.public_id, text=NUMBER)
    assert not screened.is_delivered
    message.refresh_from_db()
    assert (message.text, message.edited_at) == ("See you at 15:00", None)
    assert not Event.objects.filter(kind="message.changed").exists()


def test_edit_that_completes_a_number_said_later_is_stopped(talk: Talk) -> None:
    room = talk.room
    first = talk.freelancer("Good morning!")
    assert talk.freelancer("900 123 then 45").state == MessageState.DELIVERED
    _, screened = actions.edit_message(
        actor=room.freelancer, room=room, message_id=first.public_id, text="my number starts 0770"
    )
    assert not screened.is_delivered
    first.refresh_from_db()
    assert first.text == "Good morning!"


def test_edit_is_remembered_by_what_comes_after(talk: Talk) -> None:
    room = talk.room
    first = talk.freelancer("Good morning!")
    talk.client("Hello")
    _, screened = actions.edit_message(
        actor=room.freelancer, room=room, message_id=first.public_id, text="my number starts 0770"
    )
    assert screened.is_delivered
    assert talk.freelancer("900 123 then 45").state == MessageState.REFUSED


def test_after_ten_minutes_only_deleting_is_left(talk: Talk) -> None:
    room = talk.room
    message = talk.client("See you at 15:00")
    Message.objects.filter(pk=message.pk).update(created_at=now() - timedelta(minutes=11))
    with pytest.raises(EditTooLateError):
        actions.edit_message(actor=room.client, room=room, message_id=message.public_id, text="At 16:00")
    actions.delete_message(actor=room.client, room=room, message_id=message.public_id)
    message.refresh_from_db()
    assert (message.state, message.text, message.search_text) == (MessageState.DELETED, "", "")
    assert [row.state for row in page_before(room.freelancer, room).messages] == [MessageState.DELETED]


def test_edit_is_judged_with_a_bounded_number_of_later_messages(talk: Talk) -> None:
    room = talk.room
    first = talk.client("See you at 15:00")
    for n in range(1, MAX_REPLAYED + 1):
        Message.objects.create(
            room=room, number=first.number + n, writer=room.freelancer, client_id=f"later-{n:04d}",
            state="delivered", text="Fine", search_text="fine", created_at=now(),
        )  # fmt: skip
    edit = partial(actions.edit_message, actor=room.client, room=room, message_id=first.public_id)
    assert edit(text="See you at 16:00")[1].is_delivered
    Message.objects.filter(client_id="later-0001").update(number=first.number + MAX_REPLAYED + 1)
    Message.objects.create(
        room=room, number=first.number + 1, writer=room.freelancer, client_id="one-too-many",
        state="delivered", text="Fine", search_text="fine", created_at=now(),
    )  # fmt: skip
    with pytest.raises(TooMuchSaidError):
        edit(text="See you at 17:00")
    first.refresh_from_db()
    assert first.text == "See you at 16:00"


def test_other_side_can_neither_edit_nor_delete_nor_take_back(talk: Talk) -> None:
    room = talk.room
    delivered, refused = talk.client("See you at 15:00"), talk.client(NUMBER)
    for message in (delivered, refused):
        for change in (
            lambda pk: actions.edit_message(actor=room.freelancer, room=room, message_id=pk, text="Never"),
            lambda pk: actions.delete_message(actor=room.freelancer, room=room, message_id=pk),
        ):
            with pytest.raises(NotFoundError):
                change(message.public_id)
    with pytest.raises(NotFoundError):
        actions.take_back_message(actor=room.freelancer, room=room, message_id=refused.public_id)
    delivered.refresh_from_db()
    refused.refresh_from_db()
    assert (delivered.text, refused.state) == ("See you at 15:00", MessageState.REFUSED)


def test_refused_message_goes_back_to_the_composer_once(talk: Talk) -> None:
    room = talk.room
    refused = talk.client(NUMBER)
    assert actions.take_back_message(actor=room.client, room=room, message_id=refused.public_id) == NUMBER
    assert page_before(room.client, room).messages == []
    with pytest.raises(NotFoundError):
        actions.take_back_message(actor=room.client, room=room, message_id=refused.public_id)


def test_delivered_message_cannot_be_taken_back(talk: Talk) -> None:
    message = talk.client("Hello")
    with pytest.raises(NotTakeableError):
        actions.take_back_message(actor=talk.room.client, room=talk.room, message_id=message.public_id)


def test_reading_goes_forward_only_and_tells_the_other_side_once(talk: Talk) -> None:
    room = talk.room
    first, second = talk.client("One"), talk.client("Two")
    assert unread_by_room(room.freelancer_id) == {room.public_id: 2}
    actions.mark_read(actor=room.freelancer, room=room, up_to=second.public_id)
    actions.mark_read(actor=room.freelancer, room=room, up_to=first.public_id)
    actions.mark_read(actor=room.freelancer, room=room, up_to=second.public_id)
    assert unread_by_room(room.freelancer_id) == {}
    assert Participation.objects.get(room=room, member=room.freelancer).read_up_to == second.number
    receipts = Event.objects.filter(member=room.client, kind="receipt")
    assert [event.data["up_to"] for event in receipts] == [second.public_id]


def test_unread_messages_are_those_of_the_other_side_after_what_was_read(talk: Talk) -> None:
    room = talk.room
    first = talk.client("One")
    talk.client("Two")
    talk.freelancer("Three")
    talk.client(NUMBER)
    gone = talk.client("Four")
    actions.delete_message(actor=room.client, room=room, message_id=gone.public_id)
    actions.mark_read(actor=room.freelancer, room=room, up_to=first.public_id)
    both = (room.client_id, room.freelancer_id)
    assert unread_counts(both) == {pk: {room.public_id: 1} for pk in both}


def test_counting_the_unread_reads_no_others(talk: Talk, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    talk.client("One")
    with django_assert_num_queries(1) as asked:
        unread_counts([talk.room.freelancer_id, talk.room.client_id])
    (query,) = asked.captured_queries
    where = query["sql"].partition("WHERE")[2]
    assert '"number" >' in where


def test_receipt_never_names_a_message_that_the_other_side_cannot_see(talk: Talk) -> None:
    room = talk.room
    shared = talk.client("One")
    refused = talk.freelancer(NUMBER)
    actions.mark_read(actor=room.freelancer, room=room, up_to=refused.public_id)
    receipt = Event.objects.get(member=room.client, kind="receipt")
    assert receipt.data["up_to"] == shared.public_id


def test_events_show_what_may_be_seen_at_delivery(talk: Talk) -> None:
    room = talk.room
    kept, deleted = talk.client("The first words"), talk.client("The second words")
    refused = talk.client(NUMBER)
    actions.delete_message(actor=room.client, room=room, message_id=deleted.public_id)
    theirs = list(Event.objects.filter(member=room.freelancer, kind__startswith="message").order_by("number"))
    shown = [present_messages(theirs)[event.id] for event in theirs]
    assert [data["message"] for data in shown] == [kept.public_id, deleted.public_id, deleted.public_id]
    assert "The first words" in shown[0]["html"]
    assert "The second words" not in str(shown)
    mine = list(Event.objects.filter(member=room.client, data__message=refused.public_id))
    data = present_messages(mine)[mine[0].id]
    assert (data["mine"], data["state"]) == (True, MessageState.REFUSED)
    assert "0770 900 123" in data["html"]
    assert "0770 900 123" not in str(shown)


def test_unread_event_carries_the_counters_now(talk: Talk) -> None:
    room = talk.room
    first = talk.client("One")
    actions.mark_read(actor=room.freelancer, room=room, up_to=first.public_id)
    talk.client("Two")
    event = Event.objects.get(member=room.freelancer, kind="unread")
    assert present_unread([event])[event.id]["unread"] == {"room": 1, "all": 1}


def test_history_pages_join_without_gap_or_repeat(talk: Talk) -> None:
    room = talk.room
    moment = now()
    Message.objects.bulk_create(
        Message(
            room=room, number=n, writer=room.client, client_id=f"bulk-{n:05d}", state="delivered",
            text=f"Line {n}", search_text=f"line {n}", created_at=moment,
        )
        for n in range(1, 131)
    )  # fmt: skip
    seen: list[str] = []
    page = page_before(room.client, room)
    while True:
        seen = [message.text for message in page.messages] + seen
        if not page.has_older:
            break
        page = page_before(room.client, room, page.messages[0])
    assert seen == [f"Line {n}" for n in range(1, 131)]
    middle = Message.objects.get(number=60)
    around = page_around(room.client, room, middle)
    assert middle.text in [message.text for message in around.messages]
    assert (around.has_older, around.has_newer) == (True, True)
    after = page_after(room.client, room, around.messages[-1])
    assert after.messages[0].number == around.messages[-1].number + 1


@pytest.mark.parametrize(
    ("text", "query", "is_found"),
    [
        ("Встреча в Москва-Сити", "МОСКВА", True),
        ("Straße zum Hafen", "STRASSE", True),
        ("the header is red", "red header", True),
        ("the header is red", "blue header", False),
        ("100 % done", "%", True),
        ("nothing here", "%", False),
        ("nothing here", "   ", False),
    ],
)
def test_search_folds_case_and_takes_words_literally(talk: Talk, text: str, query: str, is_found: bool) -> None:
    talk.client(text)
    assert bool(search_messages(talk.room.freelancer, talk.room, query)) is is_found
