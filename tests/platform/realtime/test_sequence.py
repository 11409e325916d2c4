"""Event sequences: gapless whoever writes at once, caught up by number, reset when too old."""

import threading
from collections.abc import Sequence
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection, transaction

from armslength.platform.core.clock import now
from armslength.platform.core.sealing import SealBrokenError
from armslength.platform.realtime import presenters
from armslength.platform.realtime.actions import forget_old_events, open_sequence, publish_events
from armslength.platform.realtime.looking import look, look_for_member
from armslength.platform.realtime.models import Event
from armslength.platform.realtime.queries import MAX_EVENTS_PER_LOOK, events_after, last_number
from armslength.platform.realtime.types import Frame, NewEvent
from tests.cast import Cast


def publish(member_id: int, *names: str) -> None:
    with transaction.atomic():
        publish_events(NewEvent(member_id, "note", {"name": name}) for name in names)


@pytest.mark.django_db
def test_numbers_begin_at_one_and_have_no_gap(members: Cast) -> None:
    publish(members.client.pk, "a", "b")
    publish(members.client.pk, "c")
    events = Event.objects.filter(member=members.client).order_by("number")
    assert [(event.number, event.data["name"]) for event in events] == [(1, "a"), (2, "b"), (3, "c")]
    assert last_number(members.client.pk) == 3


@pytest.mark.django_db
def test_sequence_opened_twice_goes_on(members: Cast) -> None:
    publish(members.client.pk, "a")
    open_sequence(members.client.pk)
    publish(members.client.pk, "b")
    assert last_number(members.client.pk) == 2


@pytest.mark.django_db
def test_rolled_back_events_leave_no_gap(members: Cast) -> None:
    with transaction.atomic():
        publish_events([NewEvent(members.client.pk, "note", {})])
        transaction.set_rollback(True)
    publish(members.client.pk, "a")
    assert Event.objects.get().number == 1


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_number_without_gap_or_deadlock(members: Cast) -> None:
    pair = (members.client.pk, members.freelancer.pk)
    failures: list[BaseException] = []

    def write(turned: bool) -> None:
        try:
            for _ in range(15):
                with transaction.atomic():
                    order = pair[::-1] if turned else pair
                    publish_events([NewEvent(member_id, "note", {}) for member_id in order])
        except BaseException as failure:  # noqa: BLE001 - reported by the assertion below
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(at % 2 == 0,)) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    for member_id in pair:
        numbers = list(Event.objects.filter(member=member_id).order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, 61))


@pytest.mark.django_db
@pytest.mark.parametrize("after", range(5))
def test_catching_up_gives_exactly_what_came_after(members: Cast, after: int) -> None:
    publish(members.client.pk, *"abcd")
    frames, newest, is_reset = look_for_member(members.client.pk, after)
    assert [frame.data["name"] for frame in frames] == list("abcd"[after:])
    assert (newest, is_reset) == (4, False)


@pytest.mark.django_db
def test_page_from_before_the_oldest_event_loads_anew(members: Cast) -> None:
    publish(members.client.pk, *"abc")
    Event.objects.filter(number__lte=2).update(created_at=now() - timedelta(days=8))
    assert forget_old_events() == 2
    assert look_for_member(members.client.pk, 1) == ([], 3, True)
    frames, _, is_reset = look_for_member(members.client.pk, 2)
    assert ([frame.number for frame in frames], is_reset) == ([3], False)


@pytest.mark.django_db
def test_page_with_a_number_from_the_future_loads_anew(members: Cast) -> None:
    assert look_for_member(members.client.pk, 7) == ([], 0, True)
    publish(members.client.pk, "a")
    found = look([], {(members.client.pk, 7)}).frames
    assert found[members.client.pk, 7] == [Frame(1, "reset", {"number": 1})]


@pytest.mark.django_db
def test_thousands_may_be_behind_at_once(members: Cast) -> None:
    publish(members.client.pk, "a")
    nobodies = dict.fromkeys(range(10_000, 12_500), 0)
    assert [event.number for event in events_after({**nobodies, members.client.pk: 0})] == [1]


@pytest.mark.django_db
def test_event_that_cannot_be_shown_stops_no_other(members: Cast, caplog: pytest.LogCaptureFixture) -> None:
    def present(events: Sequence[Event]) -> dict[int, dict[str, str]]:
        if any(event.data["name"] == "b" for event in events):
            raise SealBrokenError("jane@doe.example")
        return {event.id: {"html": event.data["name"].upper()} for event in events}

    with mock.patch.dict(presenters._presenters, {"note": present}):
        publish(members.client.pk, *"abc")
        frames, _, _ = look_for_member(members.client.pk, 0)
    assert [frame.number for frame in frames] == [1, 2, 3]
    assert [frame.data.get("html") for frame in frames] == ["A", None, "C"]
    assert "SealBrokenError" in caplog.text
    assert "jane" not in caplog.text


@pytest.mark.django_db
def test_one_look_serves_streams_at_different_places(members: Cast) -> None:
    many = MAX_EVENTS_PER_LOOK + 50
    publish(members.client.pk, *(str(n) for n in range(many)))
    pk = members.client.pk
    found = look([], {(pk, 0), (pk, many - 1), (pk, many)}).frames
    assert [frame.number for frame in found[pk, 0]] == list(range(1, MAX_EVENTS_PER_LOOK + 1))
    assert found.get((pk, many), []) == []
    later = look([], {(pk, MAX_EVENTS_PER_LOOK), (pk, many - 1)}).frames
    assert [frame.number for frame in later[pk, many - 1]] == [many]


@pytest.mark.django_db
def test_look_names_sessions_that_may_not_be_here(members: Cast) -> None:
    assert look(["no-such-session"], set()).gone == {"no-such-session"}
