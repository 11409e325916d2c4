"""Changing a password, and setting a new one by mail."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from armslength.platform.accounts.models import MailToken, Member, MemberSession
from armslength.platform.audit.models import Entry
from tests.cast import Cast
from tests.platform.accounts.conftest import ADDRESS, PASSWORD, Newcomer, link_in, run_jobs

Another = Callable[[Newcomer], Newcomer]
FRESH = "four patient otters"


def reset_link(person: Newcomer) -> str:
    person.client.post("/reset/", {"mail": person.address})
    (letter,) = run_jobs()
    return link_in(letter)


def test_reset_sets_a_new_password_and_ends_every_session(jane: Newcomer, other_browser: Another) -> None:
    phone = other_browser(jane)
    assert phone.sign_in()
    forgetful = other_browser(jane)
    assert forgetful.client.post(reset_link(forgetful), {"password": FRESH}).status_code == 302
    assert not jane.is_in
    assert not phone.is_in
    assert not jane.sign_in(PASSWORD)
    assert jane.sign_in(FRESH)
    assert Entry.objects.filter(action="password.reset").count() == 1


def test_owner_hears_of_a_changed_password(jane: Newcomer) -> None:
    jane.client.post(reset_link(jane), {"password": FRESH})
    (letter,) = run_jobs()
    assert (letter.to, letter.subject) == ([ADDRESS], "Your password was changed")


def test_opening_the_reset_link_changes_nothing(jane: Newcomer) -> None:
    link = reset_link(jane)
    assert jane.client.get(link).status_code == 200
    assert jane.client.get(link).status_code == 200
    assert jane.is_in
    assert MailToken.objects.get(purpose="reset").used_at is None


def test_reset_link_works_once_and_takes_the_others_with_it(jane: Newcomer, other_browser: Another) -> None:
    first, second = reset_link(jane), reset_link(jane)
    browser = other_browser(jane)
    assert browser.client.post(second, {"password": FRESH}).status_code == 302
    for link in (first, second):
        assert browser.client.post(link, {"password": "yet another password"}).status_code == 410
    assert browser.sign_in(FRESH)


def test_reset_link_is_good_for_an_hour(jane: Newcomer) -> None:
    link = reset_link(jane)
    token = MailToken.objects.get(purpose="reset")
    assert timedelta(minutes=59) < token.expires_at - timezone.now() <= timedelta(hours=1)
    MailToken.objects.update(expires_at=timezone.now())
    assert jane.client.post(link, {"password": FRESH}).status_code == 410
    assert jane.is_in


@pytest.mark.parametrize("password", ["", "short", "password123", "98765432109876"])
def test_poor_password_leaves_everything_as_it_was(jane: Newcomer, password: str) -> None:
    link = reset_link(jane)
    assert jane.client.post(link, {"password": password}).status_code == 200
    assert jane.is_in
    assert MailToken.objects.get(purpose="reset").used_at is None


def test_reset_verifies_who_had_not_yet(newcomer: Newcomer) -> None:
    newcomer.sign_up()
    run_jobs()
    assert newcomer.client.post(reset_link(newcomer), {"password": FRESH}).status_code == 302
    assert newcomer.sign_in(FRESH)


def test_ended_member_gets_no_reset(jane: Newcomer) -> None:
    link = reset_link(jane)
    Member.objects.update(ended_at=timezone.now())
    jane.client.post("/reset/", {"mail": ADDRESS})
    assert run_jobs() == []
    assert jane.client.post(link, {"password": FRESH}).status_code == 410


def answer_of(person: Newcomer, address: str) -> tuple[int, str, str, int]:
    with CaptureQueriesContext(connection) as queries:
        answer = person.client.post("/reset/", {"mail": address})
    page = person.client.get(answer["Location"]).content.decode()
    return answer.status_code, answer["Location"], page, len(queries.captured_queries)


def test_unknown_address_gets_the_same_answer(members: Cast, newcomer: Newcomer, other_browser: Another) -> None:
    known = answer_of(newcomer, "ada@cast.example")
    assert len(run_jobs()) == 1
    unknown = answer_of(other_browser(newcomer), "nobody@cast.example")
    assert known == unknown
    assert run_jobs() == []


def test_one_address_is_not_flooded(members: Cast, newcomer: Newcomer) -> None:
    statuses = [newcomer.client.post("/reset/", {"mail": "ada@cast.example"}).status_code for _ in range(4)]
    assert statuses == [302, 302, 302, 429]
    assert len(run_jobs()) == 3


def test_changing_needs_the_current_password(jane: Newcomer) -> None:
    before = Member.objects.get().password
    answer = jane.client.post("/settings/security/password/", {"current": "not this one", "password": FRESH})
    assert answer.status_code == 200
    assert "This is not your current password." in answer.content.decode()
    assert Member.objects.get().password == before
    assert not Entry.objects.filter(action="password.changed").exists()


def test_changing_keeps_this_browser_and_no_other(jane: Newcomer, other_browser: Another) -> None:
    phone = other_browser(jane)
    phone.sign_in()
    before = jane.client.cookies["armslength_session"].value
    answer = jane.client.post("/settings/security/password/", {"current": PASSWORD, "password": FRESH})
    assert answer.status_code == 302
    assert jane.is_in
    assert not phone.is_in
    assert jane.client.cookies["armslength_session"].value != before
    assert MemberSession.objects.filter(member__isnull=False).count() == 1
    assert other_browser(jane).sign_in(FRESH)
    (letter,) = run_jobs()
    assert letter.subject == "Your password was changed"


def test_changing_ends_every_mailed_link(jane: Newcomer) -> None:
    link = reset_link(jane)
    jane.client.post("/settings/security/password/", {"current": PASSWORD, "password": FRESH})
    assert jane.client.post(link, {"password": "somebody else entirely"}).status_code == 410
    assert jane.is_in


@pytest.mark.parametrize("password", ["", "short", "password123"])
def test_changing_to_a_poor_password_changes_nothing(jane: Newcomer, password: str) -> None:
    before = Member.objects.get().password
    answer = jane.client.post("/settings/security/password/", {"current": PASSWORD, "password": password})
    assert answer.status_code == 200
    assert Member.objects.get().password == before


def test_guesses_at_the_current_password_are_limited(jane: Newcomer) -> None:
    statuses = [
        jane.client.post("/settings/security/password/", {"current": "guess", "password": FRESH}).status_code
        for _ in range(11)
    ]
    assert statuses[-1] == 429
    assert Entry.objects.filter(action="password.changed").count() == 0
