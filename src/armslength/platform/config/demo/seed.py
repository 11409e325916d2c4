"""Filling the demo, through the actions and forms that people use: what the guard refuses here, it refuses."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db import transaction

from armslength.platform.accounts.models import Member
from armslength.platform.accounts.models.vault import DetailKind
from armslength.platform.accounts.vault import find_owner, store_detail
from armslength.platform.config.demo.past import clock_at
from armslength.platform.config.demo.story import Character, Line, Talk, characters, days_before, projects, talks
from armslength.platform.core.clock import now
from armslength.platform.core.limits import reset_limits
from armslength.platform.messaging.actions import (
    delete_message,
    edit_message,
    mark_read,
    open_room,
    return_message,
    send_message,
)
from armslength.platform.messaging.models import Message, Room
from armslength.platform.messaging.states import MessageState
from armslength.platform.profiles.actions import edit_profile
from armslength.platform.profiles.forms import ProfileForm
from armslength.platform.projects.actions import close_project, post_project, propose
from armslength.platform.projects.forms import ProjectForm, ProposalForm
from armslength.platform.projects.models import Project, Proposal
from armslength.platform.realtime.actions import open_sequence

LINES_PER_BREATH = 25  # how many lines are told before the limits, which are for people, are forgotten
EDIT_AFTER = timedelta(minutes=2)
DELETE_AFTER = timedelta(minutes=4)
CLOSED_AFTER_DAYS = 12

log = logging.getLogger(__name__)


class StoryError(Exception):
    """The story cannot be told: a form refused what it says. `problems` are the form's errors by field."""

    def __init__(self, what: str, problems: Mapping[str, object]) -> None:
        super().__init__(f"{what}: {dict(problems)}")
        self.problems = problems


@dataclass
class Stage:
    """Who and what there is so far, by the keys of the story. `told_at` is the moment of telling."""

    told_at: datetime
    members: dict[str, Member] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    proposals: dict[tuple[str, str], Proposal] = field(default_factory=dict)


def seed() -> bool:
    """Tell the story, all of it or nothing; whether there was anything to tell."""
    if find_owner(characters()[0].mail) is not None:
        return False
    stage = Stage(told_at=now())
    with transaction.atomic():
        _invite(stage)
        _post(stage)
        for talk in talks():
            _tell(stage, talk)
    reset_limits()
    log.info("the demo has %d people and %d projects", len(stage.members), len(stage.projects))
    return True


def _invite(stage: Stage) -> None:
    for character in characters():
        with clock_at(stage.told_at - timedelta(days=character.here_for)):
            member = _join(character)
            _introduce(member, character)
        stage.members[character.key] = member


def _join(character: Character) -> Member:
    """What signing up and following the mailed link leave behind; nobody knows the password."""
    member = Member(
        is_client=character.is_client,
        is_freelancer=character.is_freelancer,
        timezone=character.timezone,
        created_at=now(),
        verified_at=now(),
    )
    member.set_unusable_password()
    member.save()
    open_sequence(member.pk)
    store_detail(member, DetailKind.LOGIN_MAIL, character.mail)
    return member


def _introduce(member: Member, character: Character) -> None:
    start, end = character.hours or ("", "")
    data = {
        "name": character.name,
        "headline": character.headline,
        "bio": character.bio,
        "skills": ", ".join(character.skills),
        "timezone": character.timezone,
        "hours_start": start,
        "hours_end": end,
    }
    form = ProfileForm(data, writer=member)
    _check(form, character.key)
    edit_profile(actor=member, draft=form.draft())


def _post(stage: Stage) -> None:
    for row in projects():
        client = stage.members[row["client"]]
        with clock_at(days_before(stage.told_at, row["ago"], "09:00")):
            stage.projects[row["key"]] = project = _post_one(client, row, stage.told_at)
        for offer in row.get("proposal", ()):
            with clock_at(days_before(stage.told_at, offer["ago"], "16:30")):
                stage.proposals[row["key"], offer["by"]] = _propose_one(stage, project, offer)
        if row.get("is_closed"):
            with clock_at(days_before(stage.told_at, row["ago"] - CLOSED_AFTER_DAYS, "10:00")):
                close_project(actor=client, project_id=project.public_id)
        reset_limits()


def _post_one(client: Member, row: Mapping[str, Any], told_at: datetime) -> Project:
    deadline = told_at.date() + timedelta(days=row["due"])
    data = {name: row[name] for name in ("title", "text", "skills", "budget", "currency")}
    form = ProjectForm({**data, "deadline": deadline.isoformat()}, writer=client)
    _check(form, row["key"])
    return post_project(actor=client, brief=form.brief())


def _propose_one(stage: Stage, project: Project, offer: Mapping[str, Any]) -> Proposal:
    freelancer = stage.members[offer["by"]]
    data = {name: offer[name] for name in ("text", "price", "days")}
    form = ProposalForm(data, writer=freelancer, currency=project.currency)
    _check(form, f"{offer['by']} for {project.title}")
    return propose(actor=freelancer, project_id=project.public_id, offer=form.offer())


def _check(form: forms.Form, what: str) -> None:
    if not form.is_valid():
        raise StoryError(what, form.errors)


def _tell(stage: Stage, talk: Talk) -> None:
    """Everything that was said in one room, each line at its moment, and how far both have read."""
    proposal = stage.proposals[talk.project, talk.freelancer]
    client, freelancer = stage.members[_client_key(talk)], stage.members[talk.freelancer]
    sides = {"c": client, "f": freelancer}
    lines = list(talk.lines(stage.told_at))
    with clock_at(lines[0].at):
        room = open_room(actor=sides[talk.opened_by], proposal_id=proposal.public_id)
    said: list[Message] = []
    for count, line in enumerate(lines):
        if count % LINES_PER_BREATH == 0:
            reset_limits()
        said.append(_say(room, sides[line.side], line, said))
    _return_overdue(said, stage.told_at)
    for side in sides.values():
        if side != sides.get(talk.unread_by):
            _read(room, side, said, at=stage.told_at)


def _return_overdue(said: list[Message], told_at: datetime) -> None:
    """What nobody looked at went back to its writer when its deadline had passed."""
    for message in said:
        if message.held_until is not None and message.held_until <= told_at:
            with clock_at(message.held_until):
                return_message(message.pk)


def _client_key(talk: Talk) -> str:
    return next(str(row["client"]) for row in projects() if row["key"] == talk.project)


def _say(room: Room, writer: Member, line: Line, before: list[Message]) -> Message:
    """Read what is new, then write; `before` is everything said until then."""
    _read(room, writer, before, at=line.at)
    with clock_at(line.at):
        client_id = f"story-{len(before):08d}"
        message = send_message(actor=writer, room=room, client_id=client_id, text=line.text)
    if line.fate == "edited":
        with clock_at(line.at + EDIT_AFTER):
            edit_message(actor=writer, room=room, message_id=message.public_id, text=line.later_text)
    elif line.fate == "deleted":
        with clock_at(line.at + DELETE_AFTER):
            delete_message(actor=writer, room=room, message_id=message.public_id)
    return message


def _read(room: Room, reader: Member, said: list[Message], *, at: datetime) -> None:
    """Read up to the newest message that reached the reader, if the other side has written since."""
    for message in reversed(said):
        if message.writer_id == reader.pk:
            return
        if message.state == MessageState.DELIVERED:
            with clock_at(at):
                mark_read(actor=reader, room=room, up_to=message.public_id)
            return
