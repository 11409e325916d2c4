"""Signing in and out: one answer for everything that can be wrong."""

from collections.abc import Callable

import pytest
from argon2 import PasswordHasher
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from armslength.platform.accounts import queries
from armslength.platform.accounts.models import Member, MemberSession
from armslength.platform.realtime import transport
from tests.cast import Cast
from tests.people import ADA, BEN, PASSWORD
from tests.platform.accounts.conftest import Newcomer

Another = Callable[[Newcomer], Newcomer]


@pytest.fixture
def ada(members: Cast) -> Newcomer:
    return Newcomer(Client(), ADA.mail, PASSWORD)


def test_address_and_password_open_the_account(ada: Newcomer) -> None:
    answer = ada.client.post("/sign-in/", {"mail": " ADA@cast.example", "password": PASSWORD})
    assert answer.status_code == 302
    assert answer["Location"] == "/projects/"
    assert ada.is_in


REFUSED = {
    "unknown address": ("nobody@cast.example", PASSWORD),
    "wrong password": (ADA.mail, "not this one"),
    "unverified": ("ben@cast.example", PASSWORD),
    "ended": ("cleo@cast.example", PASSWORD),
}


def counting(checks: list[str]) -> Callable[..., bool]:
    real = hashers.check_password

    def check(password: str, encoded: str, setter: Callable[[str], None]) -> bool:
        checks.append(encoded)
        return real(password, encoded, setter)

    return check


@pytest.fixture
def refused(members: Cast) -> dict[str, tuple[int, str, int, int]]:
    """Status, page, questions to the database and password checks for everything that can be wrong."""
    Member.objects.filter(pk=members.freelancer.pk).update(verified_at=None)
    Member.objects.filter(pk=members.stranger.pk).update(ended_at=timezone.now())
    answers = {}
    for reason, (address, password) in REFUSED.items():
        checks: list[str] = []
        with pytest.MonkeyPatch.context() as patch, CaptureQueriesContext(connection) as asked:
            patch.setattr(queries, "check_password", counting(checks))
            answer = Client().post("/sign-in/", {"mail": address, "password": password})
        page = "\n".join(line for line in answer.content.decode().split("\n") if "csrf" not in line)
        answers[reason] = (answer.status_code, page.replace(address, "…"), len(asked.captured_queries), len(checks))
    return answers


@pytest.mark.parametrize("reason", list(REFUSED))
def test_every_refusal_is_the_same(refused: dict[str, tuple[int, str, int, int]], reason: str) -> None:
    assert refused[reason] == refused["unknown address"]
    status, page, _, checks = refused[reason]
    assert status == 200
    assert "That did not open an account" in page
    assert checks == 1
    assert not MemberSession.objects.filter(member__isnull=False).exists()


def test_unknown_address_is_hashed_with_todays_work(members: Cast) -> None:
    nobody = queries._nobodys_hash().split("$")[1:4]
    assert nobody == Member.objects.get(pk=members.client.pk).password.split("$")[1:4]


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        ("/rooms/", "/rooms/"),
        ("/settings/security/?x=1", "/settings/security/?x=1"),
        ("https://evil.example/", "/projects/"),
        ("//evil.example/", "/projects/"),
        ("javascript:alert(1)", "/projects/"),
        ("", "/projects/"),
    ],
)
def test_way_back_stays_on_the_platform(ada: Newcomer, wanted: str, place: str) -> None:
    answer = ada.client.post("/sign-in/", {"mail": ada.address, "password": PASSWORD, "next": wanted})
    assert answer["Location"] == place


def test_signing_in_takes_a_fresh_key(ada: Newcomer, other_browser: Another) -> None:
    planted = ada.client.session
    planted["planted"] = "by somebody else"
    planted.save()
    assert planted.session_key is not None
    ada.client.cookies["armslength_session"] = planted.session_key
    ada.sign_in()
    fresh = ada.client.cookies["armslength_session"].value
    assert fresh != planted.session_key
    assert "planted" not in ada.client.session
    assert not ada.client.session.exists(planted.session_key)


def test_signing_in_again_takes_a_fresh_key_too(ada: Newcomer) -> None:
    ada.sign_in()
    first = ada.client.cookies["armslength_session"].value
    assert ada.client.get("/sign-in/").status_code == 302
    ada.client.post("/sign-out/")
    ada.sign_in()
    assert ada.client.cookies["armslength_session"].value != first


def test_signing_out_ends_the_session(
    ada: Newcomer,
    monkeypatch: pytest.MonkeyPatch,
    members: Cast,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    woken: list[object] = []
    monkeypatch.setattr(transport.InProcessTransport, "wake", lambda self, ids: woken.extend(ids))
    ada.sign_in()
    key = ada.client.cookies["armslength_session"].value
    with django_capture_on_commit_callbacks(execute=True):
        ada.client.post("/sign-out/")
    assert woken == [members.client.pk]
    assert queries.find_admitted([key]) == {}
    ada.client.cookies["armslength_session"] = key
    assert not ada.is_in


def test_signing_out_needs_a_form(ada: Newcomer) -> None:
    ada.sign_in()
    assert ada.client.get("/sign-out/").status_code == 405
    assert ada.is_in


def test_signing_out_without_the_token_is_refused(ada: Newcomer, members: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(members.client)
    assert strict.post("/sign-out/").status_code == 403
    assert strict.get("/settings/security/").status_code == 200


def test_access_ends_with_the_next_request(ada: Newcomer, members: Cast) -> None:
    ada.sign_in()
    Member.objects.filter(pk=members.client.pk).update(ended_at=timezone.now())
    assert not ada.is_in
    assert not ada.sign_in()


def test_guesses_at_one_address_are_limited(ada: Newcomer, other_browser: Another) -> None:
    statuses = [
        other_browser(ada).client.post("/sign-in/", {"mail": a, "password": "x"}).status_code
        for a in [ADA.mail, "ADA@cast.example"] * 6
    ]
    assert statuses == [200] * 10 + [429] * 2
    assert not ada.sign_in()


def test_guesses_from_elsewhere_do_not_shut_the_member_out(ada: Newcomer) -> None:
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    guesses = [elsewhere.post("/sign-in/", {"mail": ADA.mail, "password": "x"}).status_code for _ in range(11)]
    assert guesses == [200] * 10 + [429]
    assert ada.sign_in()


def guess_from_everywhere() -> list[int]:
    places = [Client(REMOTE_ADDR=f"192.0.2.{n}") for n in range(1, 6)]
    return [place.post("/sign-in/", {"mail": ADA.mail, "password": "x"}).status_code for place in places]


def test_guesses_from_everywhere_are_limited_together_and_spare_a_known_browser(
    ada: Newcomer, settings: Settings
) -> None:
    assert ada.sign_in()
    ada.client.post("/sign-out/")
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"sign-in-everywhere": "4/hour"}
    assert guess_from_everywhere() == [200] * 4 + [429]
    assert Client().post("/sign-in/", {"mail": ADA.mail, "password": PASSWORD}).status_code == 429
    assert ada.sign_in()


def test_known_browser_has_no_more_guesses_than_any_other(ada: Newcomer) -> None:
    ada.sign_in()
    ada.client.post("/sign-out/")
    guesses = [ada.client.post("/sign-in/", {"mail": ADA.mail, "password": "x"}).status_code for _ in range(11)]
    assert guesses == [200] * 10 + [429]


@pytest.mark.parametrize("change", [lambda mark: mark[:-1] + "x", lambda mark: mark[1:], lambda mark: "."])
def test_mark_of_a_known_browser_cannot_be_made_up(
    ada: Newcomer, settings: Settings, change: Callable[[str], str]
) -> None:
    ada.sign_in()
    ada.client.post("/sign-out/")
    ada.client.cookies["armslength_known"] = change(ada.client.cookies["armslength_known"].value)
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"sign-in-everywhere": "4/hour"}
    guess_from_everywhere()
    assert not ada.sign_in()


def test_browser_known_to_one_member_is_not_known_to_another(ada: Newcomer, settings: Settings) -> None:
    ben = Newcomer(ada.client, BEN.mail, PASSWORD)
    assert ben.sign_in()
    ben.client.post("/sign-out/")
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"sign-in-everywhere": "4/hour"}
    guess_from_everywhere()
    assert not ada.sign_in()


def test_one_household_is_one_place(ada: Newcomer) -> None:
    places = [Client(REMOTE_ADDR=f"2001:db8:1:2:{n:x}::1") for n in range(11)]
    guesses = [place.post("/sign-in/", {"mail": ADA.mail, "password": "x"}).status_code for place in places]
    assert guesses == [200] * 10 + [429]
    neighbour = Client(REMOTE_ADDR="2001:db8:1:3::1")
    assert neighbour.post("/sign-in/", {"mail": ADA.mail, "password": PASSWORD}).status_code == 302


def test_guesses_at_unknown_addresses_are_limited_alike(ada: Newcomer) -> None:
    statuses = [
        Client().post("/sign-in/", {"mail": "nobody@cast.example", "password": "x"}).status_code for _ in range(11)
    ]
    assert statuses == [200] * 10 + [429]


def test_guesses_from_one_place_are_limited(ada: Newcomer) -> None:
    statuses = [
        Client().post("/sign-in/", {"mail": f"n{n}@cast.example", "password": "x"}).status_code for n in range(31)
    ]
    assert statuses == [200] * 30 + [429]
    assert not ada.sign_in()
    other_place = Client(REMOTE_ADDR="192.0.2.7")
    assert other_place.post("/sign-in/", {"mail": ADA.mail, "password": PASSWORD}).status_code == 302


def test_cookie_is_for_http_alone(ada: Newcomer) -> None:
    ada.sign_in()
    cookie = ada.client.cookies["armslength_session"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_outdated_hash_is_renewed_at_sign_in(ada: Newcomer, members: Cast) -> None:
    old = "argon2" + PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    Member.objects.filter(pk=members.client.pk).update(password=old)
    assert ada.sign_in()
    renewed = Member.objects.get(pk=members.client.pk).password
    assert renewed != old
    assert "t=1" in renewed
