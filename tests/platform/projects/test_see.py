"""Who sees which project and which proposal. Absent and forbidden are one answer."""

import pytest
from django.test import Client

from armslength.platform.accounts.models import Member
from armslength.platform.core.clock import now
from armslength.platform.core.errors import NotFoundError
from armslength.platform.projects.models import Project, Proposal
from armslength.platform.projects.queries import get_project_for, get_proposal_for, proposals_for
from tests.cast import Cast, make_member, make_proposal
from tests.people import Person
from tests.platform.conftest import SignIn

EVERYONE = ("client", "freelancer", "stranger", "moderator", "operator")


@pytest.fixture
def dora(members: Cast) -> Member:
    """Another freelancer."""
    return make_member(Person("dora@cast.example", is_freelancer=True))


@pytest.fixture
def proposals(members: Cast, project: Project, dora: Member) -> tuple[Proposal, Proposal]:
    """Ben's and Dora's."""
    return make_proposal(project, members.freelancer), make_proposal(project, dora)


@pytest.mark.parametrize("who", EVERYONE)
def test_open_project_is_for_all_members(members: Cast, project: Project, who: str, signed_in: SignIn) -> None:
    assert get_project_for(getattr(members, who), project.public_id) == project
    page = signed_in(getattr(members, who)).get(f"/projects/{project.public_id}/").content.decode()
    assert project.title in page
    assert "€1,200" in page


@pytest.mark.parametrize("reason", ["closed", "ended"])
def test_project_that_is_gone_stays_for_its_sides(
    members: Cast, project: Project, proposals: object, signed_in: SignIn, reason: str
) -> None:
    if reason == "closed":
        Project.objects.update(is_open=False)
    else:
        Member.objects.filter(pk=members.client.pk).update(ended_at=now())
    assert get_project_for(members.freelancer, project.public_id) == project
    with pytest.raises(NotFoundError):
        get_project_for(members.stranger, project.public_id)
    browser = signed_in(members.stranger)
    gone, absent = browser.get(f"/projects/{project.public_id}/"), browser.get(f"/projects/{'x' * 16}/")
    assert gone.status_code == absent.status_code == 404
    assert project.title.encode() not in gone.content


def test_visitor_is_sent_to_sign_in(client: Client, project: Project) -> None:
    answer = client.get(f"/projects/{project.public_id}/")
    assert answer.headers["Location"] == f"/sign-in/?next=/projects/{project.public_id}/"


def test_client_sees_all_proposals_and_freelancers_their_own(
    members: Cast, project: Project, proposals: tuple[Proposal, Proposal], dora: Member
) -> None:
    assert proposals_for(members.client, project) == list(proposals)
    assert proposals_for(members.freelancer, project) == [proposals[0]]
    assert proposals_for(dora, project) == [proposals[1]]
    for who in ("stranger", "moderator", "operator"):
        assert proposals_for(getattr(members, who), project) == []


@pytest.mark.parametrize("who", EVERYONE)
def test_proposal_is_for_its_two_sides(
    members: Cast, proposals: tuple[Proposal, Proposal], dora: Member, who: str
) -> None:
    actor = getattr(members, who)
    if who in ("client", "freelancer"):
        assert get_proposal_for(actor, proposals[0].public_id) == proposals[0]
    else:
        with pytest.raises(NotFoundError):
            get_proposal_for(actor, proposals[0].public_id)
    for forbidden_or_absent in (proposals[0].public_id, "x" * 16):
        with pytest.raises(NotFoundError):
            get_proposal_for(dora, forbidden_or_absent)


@pytest.mark.parametrize(("who", "rooms"), [("client", 2), ("freelancer", 1), ("stranger", 0)])
def test_page_leads_to_the_rooms_of_the_proposals_one_sees(
    members: Cast,
    project: Project,
    proposals: tuple[Proposal, Proposal],
    signed_in: SignIn,
    who: str,
    rooms: int,
) -> None:
    page = signed_in(getattr(members, who)).get(f"/projects/{project.public_id}/").content.decode()
    actions = [f'method="post" action="/projects/proposals/{proposal.public_id}/room/"' for proposal in proposals]
    assert sum(action in page for action in actions) == rooms


def test_room_opens_from_the_page(members: Cast, proposals: tuple[Proposal, Proposal], signed_in: SignIn) -> None:
    answer = signed_in(members.client).post(f"/projects/proposals/{proposals[0].public_id}/room/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/rooms/")


@pytest.mark.parametrize(
    ("who", "offers"),
    [("client", {"close"}), ("freelancer", {"propose"}), ("stranger", {"propose"}), ("moderator", set())],
)
def test_page_offers_what_one_may_do(
    members: Cast, project: Project, signed_in: SignIn, who: str, offers: set[str]
) -> None:
    page = signed_in(getattr(members, who)).get(f"/projects/{project.public_id}/").content.decode()
    steps = ("propose", "close", "reopen")
    assert {step for step in steps if f"/projects/{project.public_id}/{step}/" in page} == offers


def test_page_of_a_closed_project_offers_to_open_it(members: Cast, project: Project, signed_in: SignIn) -> None:
    Project.objects.update(is_open=False)
    page = signed_in(members.client).get(f"/projects/{project.public_id}/").content.decode()
    assert f"/projects/{project.public_id}/reopen/" in page
    assert "takes no more proposals" in page


def test_what_people_wrote_is_escaped(members: Cast, project: Project, proposals: object, signed_in: SignIn) -> None:
    Project.objects.update(title="<i>T</i>", text="<script>1</script>", skills=["<u>"])
    Proposal.objects.update(text="<img src=x>")
    page = signed_in(members.client).get(f"/projects/{project.public_id}/").content.decode()
    for raw in ("<i>T</i>", "<script>1", "<u>", "<img src=x>"):
        assert raw not in page
