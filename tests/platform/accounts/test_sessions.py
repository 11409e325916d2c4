"""Sessions: stored hashed, listed, ended one by one or all at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from armslength.platform.accounts.actions import revoke_other_sessions, revoke_session, sign_in
from armslength.platform.accounts.actions import sessions as session_actions
from armslength.platform.accounts.errors import SignInRefusedError
from armslength.platform.accounts.models import Member, MemberSession
from armslength.platform.accounts.models.session import hash_key
from armslength.platform.accounts.queries import find_admitted, find_member_by_credentials
from armslength.platform.accounts.sessions import SessionStore
from armslength.platform.accounts.sweeps import forget_stale_rows
from armslength.platform.audit.models import Entry
from armslength.platform.core.errors import NotFoundError
from armslength.platform.realtime import transport
from tests.cast import Cast
from tests.people import PASSWORD
from tests.platform.accounts.conftest import Newcomer

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
Another = Callable[[Newcomer], Newcomer]
COOKIE = "armslength_session"


def key_of(person: Newcomer) -> str:
    return str(person.client.cookies[COOKIE].value)


def test_key_is_stored_hashed(jane: Newcomer) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_membersession")
        dump = repr(cursor.fetchall())
    assert key_of(jane) not in dump


def test_stored_hash_is_no_cookie(jane: Newcomer) -> None:
    thief = Client()
    thief.cookies[COOKIE] = MemberSession.objects.get(member__isnull=False).session_key
    assert thief.get("/settings/security/").status_code == 302


@pytest.mark.parametrize("key", ["x", "x" * 32, "x" * 5000, "', --", "é" * 32, ""])
def test_invented_cookie_is_nobody(db: None, key: str) -> None:
    stranger = Client()
    stranger.cookies[COOKIE] = key
    assert stranger.get("/settings/security/").status_code == 302
    assert find_admitted([key]) == {}


def test_session_data_hold_no_address(jane: Newcomer) -> None:
    for session in MemberSession.objects.all():
        assert "mail.example" not in repr(session.get_decoded())


def test_live_sessions_are_admitted_in_one_query(
    members: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keys = {}
    for member in (members.client, members.freelancer, members.stranger):
        browser = Client()
        browser.force_login(member)
        keys[browser.cookies[COOKIE].value] = member.pk
    with django_assert_num_queries(1):
        assert find_admitted([*keys, "invented"]) == keys


@pytest.mark.parametrize(
    "change", [{"ended_at": timezone.now()}, {"verified_at": None}], ids=["access ended", "not verified"]
)
def test_who_is_not_here_is_not_admitted(jane: Newcomer, change: dict[str, object]) -> None:
    Member.objects.update(**change)
    assert find_admitted([key_of(jane)]) == {}


def test_expired_session_is_not_admitted(jane: Newcomer) -> None:
    MemberSession.objects.update(expire_date=timezone.now())
    assert find_admitted([key_of(jane)]) == {}
    assert not jane.is_in


def test_visitor_without_an_account_is_not_admitted(newcomer: Newcomer) -> None:
    newcomer.sign_up()
    assert find_admitted([key_of(newcomer)]) == {}


def test_page_lists_browsers_and_marks_this_one(jane: Newcomer, other_browser: Another) -> None:
    phone = other_browser(jane)
    phone.client = Client(HTTP_USER_AGENT=FIREFOX)
    phone.sign_in()
    page = phone.client.get("/settings/security/").content.decode()
    assert page.count('<li class="row is-spread">') == 2
    assert '<strong>Firefox on Linux</strong> <span class="tag">this one</span>' in page
    assert "Unknown browser" in page
    assert "Gecko/" not in page


def test_user_agent_is_not_kept(jane: Newcomer, other_browser: Another) -> None:
    phone = other_browser(jane)
    phone.client = Client(HTTP_USER_AGENT=FIREFOX)
    phone.sign_in()
    stored = [repr(vars(session)) for session in MemberSession.objects.all()]
    assert any("Firefox on Linux" in row for row in stored)
    assert not any("Gecko" in row or "127.0.0.1" in row for row in stored)


def test_ended_session_is_dead_at_its_next_request(jane: Newcomer, other_browser: Another) -> None:
    phone = other_browser(jane)
    phone.sign_in()
    row = MemberSession.objects.get(pk=hash_key(key_of(phone)))
    assert jane.client.post(f"/settings/security/sessions/{row.public_id}/end/").status_code == 302
    assert not phone.is_in
    assert find_admitted([key_of(phone)]) == {}
    assert jane.is_in
    assert Entry.objects.filter(action="sessions.ended").count() == 1


def test_all_other_sessions_end_at_once(jane: Newcomer, other_browser: Another) -> None:
    others = [other_browser(jane) for _ in range(3)]
    assert all(other.sign_in() for other in others)
    assert jane.client.post("/settings/security/sessions/end-others/").status_code == 302
    assert [other.is_in for other in others] == [False] * 3
    assert jane.is_in


def test_streams_look_when_sessions_end(
    jane: Newcomer, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    woken: list[int] = []
    monkeypatch.setattr(transport.InProcessTransport, "wake", lambda self, ids: woken.extend(ids))
    member = Member.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        revoke_other_sessions(actor=member, spared_id=None)
    assert woken == [member.pk]


@pytest.mark.parametrize("session_id", ["anothers", "invented", "x" * 300])
def test_only_ones_own_sessions_can_be_ended(jane: Newcomer, members: Cast, session_id: str) -> None:
    ben = Client()
    ben.force_login(members.freelancer)
    if session_id == "anothers":
        session_id = MemberSession.objects.get(member=members.freelancer).public_id
    assert jane.client.post(f"/settings/security/sessions/{session_id}/end/").status_code == 404
    with pytest.raises(NotFoundError):
        revoke_session(actor=members.stranger, session_id=session_id)
    assert ben.get("/settings/security/").status_code == 200
    assert not Entry.objects.filter(action="sessions.ended").exists()


def test_ending_nothing_is_not_logged(jane: Newcomer) -> None:
    assert jane.client.post("/settings/security/sessions/end-others/").status_code == 302
    assert not Entry.objects.filter(action="sessions.ended").exists()


def test_being_seen_is_written_once_a_minute(jane: Newcomer) -> None:
    long_ago = timezone.now() - timedelta(seconds=59)
    MemberSession.objects.update(last_seen_at=long_ago)
    jane.client.get("/settings/security/")
    assert set(MemberSession.objects.values_list("last_seen_at", flat=True)) == {long_ago}
    MemberSession.objects.update(last_seen_at=timezone.now() - timedelta(seconds=61))
    jane.client.get("/settings/security/")
    assert timezone.now() - MemberSession.objects.get(member__isnull=False).last_seen_at < timedelta(seconds=5)


def test_request_that_lost_its_session_does_not_bring_it_back(jane: Newcomer) -> None:
    store = SessionStore(key_of(jane))
    store["late"] = True
    MemberSession.objects.all().delete()
    with pytest.raises(UpdateError):
        store.save()
    assert not MemberSession.objects.exists()


def test_session_keeps_what_was_put_in_before_it_had_a_key(db: None) -> None:
    store = SessionStore()
    store["early"] = "kept"
    store.save()
    assert SessionStore(store.session_key).get("early") == "kept"


def test_two_sessions_never_share_a_key(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = iter(["a" * 32, "a" * 32, "b" * 32])
    monkeypatch.setattr("armslength.platform.accounts.sessions.get_random_string", lambda *_: next(keys))
    first, second = SessionStore(), SessionStore()
    first.create()
    second.create()
    assert (first.session_key, second.session_key) == ("a" * 32, "b" * 32)


def test_password_changed_in_between_opens_no_session(members: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(mail: str, password: str) -> Member | None:
        found = find_member_by_credentials(mail, password)
        changed = Member.objects.get(pk=members.client.pk)
        changed.set_password("changed in this moment")
        changed.save()
        return found

    monkeypatch.setattr(session_actions, "find_member_by_credentials", slow)
    request = RequestFactory().post("/sign-in/")
    request.session = SessionStore()
    with pytest.raises(SignInRefusedError):
        sign_in(request=request, mail="ada@cast.example", password=PASSWORD)
    assert not MemberSession.objects.exists()


def test_expired_sessions_are_forgotten(jane: Newcomer) -> None:
    forget_stale_rows()
    assert MemberSession.objects.exists()
    MemberSession.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    forget_stale_rows()
    assert not MemberSession.objects.exists()
