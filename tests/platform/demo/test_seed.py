"""The story as it stands in the database, told through the guard."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from armslength.platform.accounts.models import Member
from armslength.platform.accounts.vault import find_owner
from armslength.platform.audit.models import Entry
from armslength.platform.config.demo.seed import seed
from armslength.platform.config.demo.story import Talk, characters, projects, talks
from armslength.platform.core.clock import now
from armslength.platform.messaging.models import Message, Room
from armslength.platform.messaging.queries import unread_by_room
from armslength.platform.messaging.states import MessageState
from armslength.platform.profiles.models import Profile
from armslength.platform.projects.models import Project, Proposal
from armslength.platform.realtime.models import Event

pytestmark = pytest.mark.usefixtures("told")

STATE_OF_FATE = {
    "delivered": MessageState.DELIVERED,
    "edited": MessageState.DELIVERED,
    "deleted": MessageState.DELETED,
    "held": MessageState.HELD,
    "returned": MessageState.RETURNED,
    "refused": MessageState.REFUSED,
}
TABLES = (Member, Profile, Project, Proposal, Room, Message, Event, Entry)


def room_of(talk: Talk) -> Room:
    title = next(row["title"] for row in projects() if row["key"] == talk.project)
    return Room.objects.get(proposal__project__title=title)


def member(key: str) -> Member:
    found = find_owner(next(character.mail for character in characters() if character.key == key))
    assert found is not None
    return found


def test_everyone_and_everything_is_there() -> None:
    assert Member.objects.count() == Profile.objects.count() == len(characters())
    assert set(Profile.objects.values_list("name", flat=True)) == {character.name for character in characters()}
    assert Project.objects.count() == len(projects())
    assert Proposal.objects.count() == sum(len(row.get("proposal", ())) for row in projects())
    assert Room.objects.count() == len(talks())
    assert not Project.objects.get(title__startswith="Icon set").is_open


@pytest.mark.parametrize("talk", talks(), ids=lambda talk: talk.project)
def test_guard_judges_every_line_as_the_story_has_it(talk: Talk) -> None:
    lines = list(talk.lines(now()))
    messages = list(Message.objects.filter(room=room_of(talk)).order_by("number"))
    assert len(messages) == len(lines)
    judged = [
        (line.text, line.fate, message.state)
        for line, message in zip(lines, messages, strict=True)
        if message.state != STATE_OF_FATE[line.fate]
    ]
    assert judged == []


def test_what_makes_the_difference_can_be_seen() -> None:
    states = Counter(Message.objects.values_list("state", flat=True))
    assert states[MessageState.REFUSED] >= 2
    assert states[MessageState.HELD] == 1
    assert states[MessageState.DELETED] == 1
    assert Message.objects.filter(edited_at__isnull=False).count() == 1
    held = Message.objects.get(state=MessageState.HELD)
    assert held.held_until is not None
    assert timedelta(hours=3) < held.held_until - now() < timedelta(hours=4)


def test_messages_stand_at_the_moments_of_the_story() -> None:
    for room in Room.objects.all():
        moments = list(Message.objects.filter(room=room).order_by("number").values_list("created_at", flat=True))
        assert moments == sorted(moments)
        assert room.created_at == moments[0]
        assert room.proposal.created_at < moments[0]
        assert now() - moments[-1] < timedelta(days=20)


def test_log_of_decisions_carries_the_moments_too() -> None:
    sent = Message.objects.get(edited_at__isnull=False)
    entry = Entry.objects.get(action="message.edited", subject=sent.public_id)
    assert entry.at == sent.edited_at
    assert now() - entry.at > timedelta(days=1)


def test_some_things_wait_to_be_read() -> None:
    unread = {
        key: sum(unread_by_room(member(key).pk).values()) for key in ("ines", "heron", "lucia", "maple", "starling")
    }
    assert unread == {"ines": 3, "heron": 0, "lucia": 2, "maple": 0, "starling": 0}


def test_telling_twice_changes_nothing() -> None:
    before = [table.objects.count() for table in TABLES]
    last = Message.objects.order_by("-id").values_list("public_id", "created_at").first()
    assert seed() is False
    assert [table.objects.count() for table in TABLES] == before
    assert Message.objects.order_by("-id").values_list("public_id", "created_at").first() == last


def test_nothing_is_mailed_and_nobody_has_a_password(client: Client) -> None:
    assert mail.outbox == []
    assert not any(person.has_usable_password() for person in Member.objects.all())


def test_clock_runs_again() -> None:
    assert now() > Message.objects.order_by("-created_at").values_list("created_at", flat=True)[0]
    assert abs((now() - now()).total_seconds()) < 1
