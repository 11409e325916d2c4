"""The list of projects: which there are, in what order, and how they are found."""

from datetime import timedelta
from itertools import chain
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from armslength.platform.core.clock import now
from armslength.platform.projects.models import Project
from armslength.platform.projects.rules import search_text, skill_keys
from tests.cast import Cast, make_project, make_proposal
from tests.platform.conftest import SignIn

TEXTS = {
    "moscow": ("Квартира в МОСКВЕ", "Нужен дизайнер, Москва, Россия", ["Дизайн"]),
    "bakery": ("A Bakery Website", "Opening hours, 100% by hand, under_score", ["Web Design", "CSS"]),
    "street": ("Straßenkarte für Köln", "Eine Karte", ["Kartografie"]),
    "camera": ("ｶﾒﾗ アプリ", "写真を撮る前に", ["Web"]),
    "istanbul": ("İstanbul rehberi", "Kısa bir metin", ["Copywriting"]),
}


@pytest.fixture
def browser(members: Cast, signed_in: SignIn) -> Client:
    """Ben looks; Ada's projects are there."""
    for title, text, skills in TEXTS.values():
        project = make_project(members.client, title=title)
        project.text, project.skills = text, skills
        project.search_text, project.skill_keys = search_text(title, text, skills), skill_keys(skills)
        project.save()
    return signed_in(members.freelancer)


def found(browser: Client, query: str) -> set[str]:
    """The keys of the projects on the first page."""
    keys = {title: key for key, (title, _, _) in TEXTS.items()}
    return {keys[row.project.title] for row in browser.get(f"/projects/?{query}").context["rows"]}


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("", set(TEXTS)),
        ("москва", {"moscow"}),
        ("МОСКВА", {"moscow"}),
        ("Москва россия", {"moscow"}),
        ("москва bakery", set()),
        ("BAKERY", {"bakery"}),
        ("bakery css", {"bakery"}),
        ("web", {"bakery", "camera"}),
        ("strasse", {"street"}),
        ("gasse", set()),
        ("STRASSENKARTE", {"street"}),
        ("köln", {"street"}),
        ("カメラ", {"camera"}),
        ("写真", {"camera"}),
        ("100%", {"bakery"}),
        ("under_score", {"bakery"}),
        ("underXscore", set()),
        ("%", {"bakery"}),
        ("   ", set(TEXTS)),
        ("'; DROP TABLE projects_project; --", set()),
    ],
)
def test_words_are_found_whatever_their_case_and_width(browser: Client, words: str, keys: set[str]) -> None:
    assert found(browser, f"q={quote(words)}") == keys


@pytest.mark.parametrize(
    ("skill", "keys"),
    [
        ("Web Design", {"bakery"}),
        ("WEB design", {"bakery"}),
        ("web", {"camera"}),
        ("design", set()),
        ("дизайн", {"moscow"}),
        ("css", {"bakery"}),
    ],
)
def test_skill_is_found_as_a_whole(browser: Client, skill: str, keys: set[str]) -> None:
    assert found(browser, f"skill={quote(skill)}") == keys


def test_words_and_skill_narrow_together(browser: Client) -> None:
    assert found(browser, "q=opening&skill=css") == {"bakery"}
    assert found(browser, "q=opening&skill=web") == set()


@pytest.mark.parametrize("query", ["q=%00bakery", "q=" + "x" * 5000, "page=-1", "page=zzz", "page=99", "show=all"])
def test_odd_addresses_are_answered(browser: Client, query: str) -> None:
    assert browser.get(f"/projects/?{query}").status_code == 200


def test_search_says_what_was_asked_and_escapes_it(browser: Client) -> None:
    page = browser.get("/projects/?q=%3Cscript%3E").content.decode()
    assert "<bdi>&lt;script&gt;</bdi>" in page
    assert "Nothing found" in page


@pytest.mark.parametrize("reason", ["closed", "past", "ended"])
def test_what_waits_for_nobody_is_not_listed(members: Cast, browser: Client, reason: str) -> None:
    if reason == "closed":
        Project.objects.update(is_open=False)
    elif reason == "past":
        Project.objects.update(deadline=now().date() - timedelta(days=1))
    else:
        members.client.ended_at = now()
        members.client.save()
    assert found(browser, "") == set()


def test_one_sees_ones_own_in_every_state(members: Cast, browser: Client, signed_in: SignIn) -> None:
    proposed = Project.objects.get(title=TEXTS["bakery"][0])
    make_proposal(proposed, members.freelancer)
    Project.objects.update(is_open=False)
    assert found(browser, "show=mine") == {"bakery"}
    assert found(signed_in(members.client), "show=mine") == set(TEXTS)
    assert found(signed_in(members.stranger), "show=mine") == set()


@pytest.mark.parametrize(
    ("who", "show", "says"),
    [
        ("client", "", "Be the first"),
        ("client", "mine", "No projects of yours yet"),
        ("freelancer", "", "No open projects"),
        ("freelancer", "mine", "No proposals of yours yet"),
    ],
)
def test_empty_list_says_what_to_do_first(members: Cast, signed_in: SignIn, who: str, show: str, says: str) -> None:
    page = signed_in(getattr(members, who)).get(f"/projects/?show={show}").content.decode()
    assert says in page


def test_only_clients_are_offered_to_post(members: Cast, signed_in: SignIn) -> None:
    offered = {
        who: "/projects/new/" in signed_in(getattr(members, who)).get("/projects/").content.decode()
        for who in ("client", "freelancer", "stranger", "moderator")
    }
    assert offered == {"client": True, "freelancer": False, "stranger": True, "moderator": False}


def test_pages_hold_twenty_newest_first(members: Cast, signed_in: SignIn) -> None:
    for number in range(45):
        project = make_project(members.client, title=f"Number {number:02d}")
        Project.objects.filter(pk=project.pk).update(created_at=now() - timedelta(hours=number))
    browser = signed_in(members.freelancer)
    pages = [browser.get(f"/projects/?q=number&page={page}") for page in (1, 2, 3)]
    titles = [[row.project.title for row in page.context["rows"]] for page in pages]
    assert [len(page) for page in titles] == [20, 20, 5]
    assert list(chain.from_iterable(titles)) == [f"Number {number:02d}" for number in range(45)]
    assert "?q=number&amp;page=3" in pages[1].content.decode()
    assert "?q=number&amp;page=1" in pages[1].content.decode()


def test_long_list_takes_no_more_queries_than_a_short_one(members: Cast, signed_in: SignIn) -> None:
    browser = signed_in(members.freelancer)
    counts = []
    for _ in range(2):
        make_proposal(make_project(members.client), members.freelancer)
        browser.get("/projects/")
        with CaptureQueriesContext(connection) as queries:
            browser.get("/projects/")
        counts.append(len(queries))
        for _ in range(8):
            make_proposal(make_project(members.stranger), members.freelancer)
    assert counts[0] == counts[1]


def test_search_has_a_limit_and_looking_has_none(members: Cast, signed_in: SignIn, settings: Settings) -> None:
    settings.RATE_LIMITS = {"search": "2/minute"}
    browser = signed_in(members.freelancer)
    assert [browser.get("/projects/?q=a").status_code for _ in range(3)] == [200, 200, 429]
    assert browser.get("/projects/").status_code == 200


def test_visitor_is_sent_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/projects/").headers["Location"] == "/sign-in/?next=/projects/"
