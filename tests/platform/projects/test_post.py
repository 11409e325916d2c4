"""Posting, closing and reopening projects."""

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from armslength.platform.accounts.models import Member
from armslength.platform.audit.models import Entry
from armslength.platform.core.clock import now
from armslength.platform.core.errors import NotFoundError, TooManyRequestsError
from armslength.platform.projects.actions import Brief, close_project, post_project, reopen_project
from armslength.platform.projects.errors import ProjectClosedError
from armslength.platform.projects.models import Project
from armslength.platform.screening.models import Assessment
from armslength.platform.screening.types import PassedText
from tests.cast import Cast
from tests.platform.conftest import SignIn
from tests.platform.projects.conftest import HIDE, MAIL

PATH = "/projects/new/"
CLIENTS = ("client", "stranger")
NOT_CLIENTS = ("freelancer", "moderator", "operator")
A_BRIEF = Brief(PassedText("A logo"), PassedText("For boats."), (), 45_050, "EUR", date(2100, 1, 1))


@pytest.mark.parametrize("who", CLIENTS)
def test_client_posts(members: Cast, signed_in: SignIn, brief: dict[str, str], who: str) -> None:
    browser = signed_in(getattr(members, who))
    assert browser.get(PATH).status_code == 200
    answer = browser.post(PATH, brief)
    project = Project.objects.get()
    assert answer.headers["Location"] == f"/projects/{project.public_id}/"
    assert project.client == getattr(members, who)
    assert (project.title, project.text) == ("A logo for a boat yard", "Wooden boats.\nOne colour.")
    assert (project.budget_minor, project.currency) == (45_050, "EUR")
    assert project.skills == ["Logo design", "Lettering"]
    assert project.is_open
    assert Entry.objects.filter(action="project.posted", subject=project.public_id).count() == 1


@pytest.mark.parametrize("who", NOT_CLIENTS)
def test_others_find_nothing_there(members: Cast, signed_in: SignIn, brief: dict[str, str], who: str) -> None:
    browser = signed_in(getattr(members, who))
    assert browser.get(PATH).status_code == 404
    assert browser.post(PATH, brief).status_code == 404
    with pytest.raises(NotFoundError):
        post_project(actor=getattr(members, who), brief=A_BRIEF)
    assert not Project.objects.exists()


def test_member_whose_access_ends_meanwhile_posts_nothing(members: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def end_access(name: str, *parts: str) -> None:
        Member.objects.filter(pk=members.client.pk).update(ended_at=now())

    monkeypatch.setattr("armslength.platform.projects.actions.check_limit", end_access)
    with pytest.raises(NotFoundError):
        post_project(actor=members.client, brief=A_BRIEF)
    assert not Project.objects.exists()


def test_visitor_is_sent_to_sign_in(client: Client, brief: dict[str, str], db: None) -> None:
    assert client.post(PATH, brief).headers["Location"].startswith("/sign-in/")
    assert not Project.objects.exists()


@pytest.mark.parametrize("field", ["text", "skills"])
def test_detail_is_marked_first(members: Cast, signed_in: SignIn, brief: dict[str, str], field: str) -> None:
    answer = signed_in(members.client).post(PATH, brief | {field: f"ask {MAIL}"})
    page = answer.content.decode()
    assert f'title="e-mail address">{MAIL}</mark>' in page
    assert "Publish with these parts hidden" in page
    assert not Project.objects.exists()


def test_marks_stand_where_the_detail_is_even_in_untidy_text(
    members: Cast, signed_in: SignIn, brief: dict[str, str]
) -> None:
    answer = signed_in(members.client).post(PATH, brief | {"text": f"\r\n  One\r\n\r\ntwo {MAIL} \r\n"})
    assert "One\n\ntwo <mark" in answer.content.decode()
    assert f">{MAIL}</mark>" in answer.content.decode()


def test_detail_is_hidden_on_request(members: Cast, signed_in: SignIn, brief: dict[str, str]) -> None:
    texts = {"text": f"ask {MAIL} please", "skills": f"Logo design, {MAIL}"}
    signed_in(members.client).post(PATH, brief | HIDE | texts)
    project = Project.objects.get()
    assert project.text == "ask ••• please"
    assert project.skills == ["Logo design"]
    assert MAIL not in project.search_text
    assert Assessment.objects.filter(writer=members.client, surface="project").count() == 2


@pytest.mark.parametrize("extra", [{}, HIDE])
def test_title_with_a_detail_is_refused(
    members: Cast, signed_in: SignIn, brief: dict[str, str], extra: dict[str, str]
) -> None:
    answer = signed_in(members.client).post(PATH, brief | extra | {"title": f"Logo, {MAIL}"})
    assert list(answer.context["form"].errors) == ["title"]
    assert "Publish with these parts hidden" not in answer.content.decode()
    assert not Project.objects.exists()
    assert not Assessment.objects.exists()


TODAY = now().date()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "a" * 101}, "title"),
        ({"text": " \n "}, "text"),
        ({"text": "a" * 8001}, "text"),
        ({"skills": "a" * 41}, "skills"),
        ({"budget": ""}, "budget"),
        ({"budget": "0"}, "budget"),
        ({"budget": "-1"}, "budget"),
        ({"budget": "1.005"}, "budget"),
        ({"budget": "10000001"}, "budget"),
        ({"budget": "lots"}, "budget"),
        ({"budget": "NaN"}, "budget"),
        ({"budget": "100.5", "currency": "JPY"}, "budget"),
        ({"currency": "XXX"}, "currency"),
        ({"deadline": (TODAY - timedelta(days=1)).isoformat()}, "deadline"),
        ({"deadline": TODAY.isoformat()}, "deadline"),
        ({"deadline": "soon"}, "deadline"),
    ],
)
def test_what_cannot_stand_is_said(
    members: Cast, signed_in: SignIn, brief: dict[str, str], changes: dict[str, str], field: str
) -> None:
    answer = signed_in(members.client).post(PATH, brief | changes)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Project.objects.exists()


def test_posting_has_a_limit(members: Cast, settings: Settings) -> None:
    settings.RATE_LIMITS = {"publish": "2/hour"}
    for _ in range(2):
        post_project(actor=members.client, brief=A_BRIEF)
    with pytest.raises(TooManyRequestsError):
        post_project(actor=members.client, brief=A_BRIEF)
    assert Project.objects.count() == 2


def test_text_stays_when_the_limit_is_used_up(
    members: Cast, signed_in: SignIn, brief: dict[str, str], settings: Settings
) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"publish": "1/hour"}
    browser = signed_in(members.client)
    assert browser.post(PATH, brief).status_code == 302
    answer = browser.post(PATH, brief | {"title": "A second logo"})
    page = answer.content.decode()
    assert answer.status_code == 429
    assert 'value="A second logo"' in page
    assert "Please try again in 60 minutes." in page
    assert Project.objects.count() == 1


def test_client_closes_and_opens_again(members: Cast, signed_in: SignIn, project: Project) -> None:
    browser = signed_in(members.client)
    for step, is_open in (("close", False), ("close", False), ("reopen", True)):
        assert browser.post(f"/projects/{project.public_id}/{step}/").status_code == 302
        project.refresh_from_db()
        assert project.is_open is is_open
    actions = list(Entry.objects.filter(subject=project.public_id).order_by("id").values_list("action", flat=True))
    assert actions == ["project.closed", "project.reopened"]


@pytest.mark.parametrize("who", ["freelancer", "stranger", "moderator", "operator"])
def test_nobody_else_closes(members: Cast, signed_in: SignIn, project: Project, who: str) -> None:
    actor = getattr(members, who)
    for step in ("close", "reopen"):
        assert signed_in(actor).post(f"/projects/{project.public_id}/{step}/").status_code == 404
    for action in (close_project, reopen_project):
        with pytest.raises(NotFoundError):
            action(actor=actor, project_id=project.public_id)
    project.refresh_from_db()
    assert project.is_open


def test_closing_takes_more_than_a_link(members: Cast, signed_in: SignIn, project: Project) -> None:
    assert signed_in(members.client).get(f"/projects/{project.public_id}/close/").status_code == 405
    project.refresh_from_db()
    assert project.is_open


def test_project_past_its_deadline_stays_closed(members: Cast, project: Project) -> None:
    Project.objects.update(is_open=False, deadline=TODAY - timedelta(days=2))
    with pytest.raises(ProjectClosedError):
        reopen_project(actor=members.client, project_id=project.public_id)
    project.refresh_from_db()
    assert not project.is_open
