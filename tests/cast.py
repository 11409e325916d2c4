"""The people of the tests, always the same, and the work that they have together.

Members are made as a sign-up and a verified address make them, without the mail.
"""

from dataclasses import dataclass
from datetime import timedelta

from armslength.platform.accounts.models import Member
from armslength.platform.accounts.models.vault import DetailKind
from armslength.platform.accounts.vault import store_detail
from armslength.platform.core.clock import now
from armslength.platform.core.search import fold_for_search
from armslength.platform.messaging.actions import open_room
from armslength.platform.messaging.models import Room
from armslength.platform.projects.models import Project, Proposal
from armslength.platform.realtime.actions import open_sequence
from tests.people import ADA, BEN, CLEO, MONA, OTTO, PASSWORD, Person


@dataclass(frozen=True)
class Cast:
    """Ada hires, Ben works, Cleo has nothing to do with either, Mona moderates, Otto operates."""

    client: Member
    freelancer: Member
    stranger: Member
    moderator: Member
    operator: Member


def make_member(person: Person, *, password: str = PASSWORD) -> Member:
    """A member who is here."""
    moment = now()
    member = Member(
        created_at=moment,
        verified_at=moment,
        is_client=person.is_client,
        is_freelancer=person.is_freelancer,
        is_moderator=person.is_moderator,
        is_operator=person.is_operator,
    )
    member.set_password(password)
    member.save()
    store_detail(member, DetailKind.LOGIN_MAIL, person.mail)
    open_sequence(member.pk)
    return member


def make_cast() -> Cast:
    """All five."""
    return Cast(*(make_member(person) for person in (ADA, BEN, CLEO, MONA, OTTO)))


def make_project(client: Member, *, title: str = "A landing page for a small bakery") -> Project:
    """An open project of `client`."""
    text = "One page, in two languages. The photos are there; the words need a hand."
    return Project.objects.create(
        client=client,
        title=title,
        text=text,
        skills=["Web design"],
        budget_minor=120_000,
        currency="EUR",
        deadline=(now() + timedelta(days=30)).date(),
        created_at=now(),
        search_text=fold_for_search(f"{title} {text} Web design"),
        skill_keys="\nweb design\n",
    )


def make_proposal(project: Project, freelancer: Member) -> Proposal:
    """An offer of `freelancer` for `project`."""
    return Proposal.objects.create(
        project=project,
        freelancer=freelancer,
        text="I would start with the words and let the page follow them.",
        price_minor=110_000,
        currency="EUR",
        days=12,
        created_at=now(),
    )


def make_room(client: Member, freelancer: Member) -> Room:
    """A room of the two, with its project and proposal; opened by the client."""
    proposal = make_proposal(make_project(client), freelancer)
    return open_room(actor=client, proposal_id=proposal.public_id)
