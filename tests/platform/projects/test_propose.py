"""Proposals: who makes them, how often, and who learns of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from armslength.platform.accounts.models import Member
from armslength.platform.audit.models import Entry
from armslength.platform.core.clock import now
from armslength.platform.core.errors import NotFoundError, PlatformError, TooManyRequestsError
from armslength.platform.projects.actions import Offer, propose
from armslength.platform.projects.errors import AlreadyProposedError, ProjectClosedError
from armslength.platform.projects.models import Project, Proposal
from armslength.platform.realtime.looking import look_for_member
from armslength.platform.realtime.models import Event
from armslength.platform.realtime.types import Frame
from armslength.platform.screening.models import Assessment
from armslength.platform.screening.types import PassedText
from tests.cast import Cast, make_member, make_project, make_proposal
from tests.people import Person
from tests.platform.conftest import SignIn
from tests.platform.projects.conftest import HIDE, MAIL

AN_OFFER = Offer(PassedText("I would begin with the boats."), 40_000, 12)


def path_of(project: Project) -> str:
    return f"/projects/{project.public_id}/propose/"


@pytest.mark.parametrize("who", ["freelancer", "stranger"])
def test_freelancer_proposes(
    members: Cast, signed_in: SignIn, project: Project, offer: dict[str, str], who: str
) -> None:
    browser = signed_in(getattr(members, who))
    assert browser.get(path_of(project)).status_code == 200
    assert browser.post(path_of(project), offer).headers["Location"] == f"/projects/{project.public_id}/"
    proposal = Proposal.objects.get()
    assert (proposal.project, proposal.freelancer) == (project, getattr(members, who))
    assert (proposal.text, proposal.price_minor, proposal.currency, proposal.days) == (offer["text"], 40_000, "EUR", 12)
    assert Entry.objects.filter(action="proposal.made", subject=proposal.public_id).count() == 1


def closed(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(is_open=False)


def ended(project: Project) -> None:
    Member.objects.filter(pk=project.client_id).update(ended_at=now())


def past(project: Project) -> None:
    Project.objects.filter(pk=project.pk).update(deadline=now().date() - timedelta(days=1))


@dataclass(frozen=True)
class Denied:
    """Somebody who does not propose in some situation, and what they are told."""

    who: str
    happened: Callable[[Project], None] | None
    error: type[PlatformError]


@pytest.mark.parametrize(
    "denied",
    [
        Denied("client", None, NotFoundError),
        Denied("moderator", None, NotFoundError),
        Denied("operator", None, NotFoundError),
        Denied("freelancer", closed, NotFoundError),
        Denied("freelancer", ended, NotFoundError),
        Denied("freelancer", past, ProjectClosedError),
    ],
    ids=str,
)
def test_others_do_not(
    members: Cast, signed_in: SignIn, project: Project, offer: dict[str, str], denied: Denied
) -> None:
    if denied.happened is not None:
        denied.happened(project)
    actor = getattr(members, denied.who)
    assert signed_in(actor).get(path_of(project)).status_code == denied.error.status
    assert signed_in(actor).post(path_of(project), offer).status_code == denied.error.status
    with pytest.raises(denied.error):
        propose(actor=actor, project_id=project.public_id, offer=AN_OFFER)
    assert not Proposal.objects.exists()
    assert not Event.objects.exists()


def test_nobody_proposes_to_themselves(members: Cast, signed_in: SignIn, offer: dict[str, str]) -> None:
    own = make_project(members.stranger)
    assert signed_in(members.stranger).post(path_of(own), offer).status_code == 404
    assert not Proposal.objects.exists()


def test_visitor_is_sent_to_sign_in(client: Client, project: Project, offer: dict[str, str]) -> None:
    assert client.post(path_of(project), offer).headers["Location"].startswith("/sign-in/")
    assert not Proposal.objects.exists()


def test_one_proposal_for_a_project(members: Cast, signed_in: SignIn, project: Project, offer: dict[str, str]) -> None:
    browser = signed_in(members.freelancer)
    browser.post(path_of(project), offer)
    again = browser.post(path_of(project), offer | {"price": "1"})
    assert again.status_code == 409
    with pytest.raises(AlreadyProposedError) as raised:
        propose(actor=members.freelancer, project_id=project.public_id, offer=AN_OFFER)
    assert raised.value.proposal_id == Proposal.objects.get().public_id
    assert Proposal.objects.get().price_minor == 40_000
    assert Event.objects.count() == 1


def test_database_refuses_a_second_one(members: Cast, project: Project) -> None:
    make_proposal(project, members.freelancer)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_proposal(project, members.freelancer)
    assert Proposal.objects.count() == 1


def test_member_whose_access_ends_meanwhile_makes_none(
    members: Cast, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end_access(name: str, *parts: str) -> None:
        Member.objects.filter(pk=members.freelancer.pk).update(ended_at=now())

    monkeypatch.setattr("armslength.platform.projects.actions.check_limit", end_access)
    with pytest.raises(NotFoundError):
        propose(actor=members.freelancer, project_id=project.public_id, offer=AN_OFFER)
    assert not Proposal.objects.exists()


def test_text_stays_when_the_project_has_closed_meanwhile(
    members: Cast, signed_in: SignIn, project: Project, offer: dict[str, str]
) -> None:
    browser = signed_in(members.freelancer)
    assert browser.get(path_of(project)).status_code == 200
    Project.objects.filter(pk=project.pk).update(deadline=now().date() - timedelta(days=1))
    answer = browser.post(path_of(project), offer | {"text": "It took me an hour to write this."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "It took me an hour to write this.</textarea>" in page
    assert "takes no more proposals" in page


def test_project_that_closes_meanwhile_is_not_proposed_for(
    members: Cast, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def close_first(name: str, *parts: str) -> None:
        closed(project)

    monkeypatch.setattr("armslength.platform.projects.actions.check_limit", close_first)
    with pytest.raises(ProjectClosedError):
        propose(actor=members.freelancer, project_id=project.public_id, offer=AN_OFFER)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "a" * 4001}, "text"),
        ({"price": "0"}, "price"),
        ({"price": "0.001"}, "price"),
        ({"price": ""}, "price"),
        ({"days": "0"}, "days"),
        ({"days": "366"}, "days"),
        ({"days": "1.5"}, "days"),
        ({"days": ""}, "days"),
    ],
)
def test_what_cannot_stand_is_said(
    members: Cast, signed_in: SignIn, project: Project, offer: dict[str, str], changes: dict[str, str], field: str
) -> None:
    answer = signed_in(members.freelancer).post(path_of(project), offer | changes)
    assert list(answer.context["form"].errors) == [field]
    assert not Proposal.objects.exists()


def test_price_is_counted_in_the_currency_of_the_project(
    members: Cast, signed_in: SignIn, project: Project, offer: dict[str, str]
) -> None:
    Project.objects.update(currency="JPY")
    browser = signed_in(members.freelancer)
    assert "Price in JPY" in browser.get(path_of(project)).content.decode()
    assert list(browser.post(path_of(project), offer | {"price": "10.5"}).context["form"].errors) == ["price"]
    browser.post(path_of(project), offer | {"price": "60000"})
    assert (Proposal.objects.get().price_minor, Proposal.objects.get().currency) == (60_000, "JPY")


def test_detail_is_marked_first_and_hidden_on_request(
    members: Cast, signed_in: SignIn, project: Project, offer: dict[str, str]
) -> None:
    browser = signed_in(members.freelancer)
    texts = offer | {"text": f"write to {MAIL}"}
    page = browser.post(path_of(project), texts).content.decode()
    assert f">{MAIL}</mark>" in page
    assert "Send with these parts hidden" in page
    assert not Proposal.objects.exists()
    assert not Event.objects.exists()
    browser.post(path_of(project), texts | HIDE)
    assert Proposal.objects.get().text == "write to •••"
    assert Assessment.objects.get().surface == "proposal"


def frames_of(member: Member) -> list[Frame]:
    frames, _, _ = look_for_member(member.pk, 0)
    return frames


def test_client_learns_of_it_and_nobody_else(members: Cast, project: Project) -> None:
    proposal = propose(actor=members.freelancer, project_id=project.public_id, offer=AN_OFFER)
    assert frames_of(members.freelancer) == frames_of(members.stranger) == []
    (frame,) = frames_of(members.client)
    assert {name: frame.data[name] for name in ("kind", "project", "title")} == {
        "kind": "proposal",
        "project": project.public_id,
        "title": project.title,
    }
    assert f'href="/projects/{project.public_id}/#p-{proposal.public_id}"' in frame.data["html"]


def test_event_holds_references_only(members: Cast, project: Project) -> None:
    proposal = propose(actor=members.freelancer, project_id=project.public_id, offer=AN_OFFER)
    assert Event.objects.get().data == {"project": project.public_id, "proposal": proposal.public_id}


def test_notice_escapes_what_people_wrote(members: Cast, project: Project) -> None:
    Project.objects.update(title="<b>Boats</b>")
    propose(actor=members.freelancer, project_id=project.public_id, offer=AN_OFFER)
    (frame,) = frames_of(members.client)
    assert "&lt;b&gt;Boats&lt;/b&gt;" in frame.data["html"]


def test_event_about_anothers_project_shows_nothing(members: Cast, project: Project) -> None:
    propose(actor=members.freelancer, project_id=project.public_id, offer=AN_OFFER)
    Project.objects.update(client=members.stranger)
    (frame,) = frames_of(members.client)
    assert dict(frame.data) == {"number": 1, "kind": "proposal"}


def test_proposing_has_a_limit(members: Cast, settings: Settings) -> None:
    settings.RATE_LIMITS = {"publish": "1/hour"}
    first, second = make_project(members.client), make_project(members.client)
    propose(actor=members.freelancer, project_id=first.public_id, offer=AN_OFFER)
    with pytest.raises(TooManyRequestsError):
        propose(actor=members.freelancer, project_id=second.public_id, offer=AN_OFFER)
    assert Proposal.objects.count() == 1


def test_evidence_that_cannot_be_kept_undoes_the_proposal(members: Cast, project: Project) -> None:
    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        propose(actor=members.freelancer, project_id=project.public_id, offer=AN_OFFER, keep_evidence=fail)
    assert not Proposal.objects.exists()
    assert not Event.objects.exists()


def test_freelancer_who_hires_too_does_both(signed_in: SignIn, members: Cast, brief: dict[str, str]) -> None:
    both = make_member(Person("both@cast.example", is_client=True, is_freelancer=True))
    browser = signed_in(both)
    assert browser.post("/projects/new/", brief).status_code == 302
    assert browser.get(path_of(make_project(members.client))).status_code == 200
    assert Project.objects.filter(client=both).count() == 1
