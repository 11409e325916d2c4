"""Whom views serve, and in whose time."""

import json
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from armslength.platform.accounts.access import MemberRequest, member_required
from armslength.platform.accounts.actions import set_timezone
from armslength.platform.accounts.backends import VaultBackend
from armslength.platform.accounts.middleware import MemberMiddleware
from armslength.platform.accounts.models import Member
from armslength.platform.accounts.sessions import SessionStore
from tests.cast import Cast
from tests.people import PASSWORD


@member_required
def greet(request: MemberRequest, word: str) -> HttpResponse:
    return HttpResponse(f"{word} {request.user.public_id}")


def request_of(user: Member | AnonymousUser, method: str = "GET", **headers: str) -> HttpRequest:
    request = RequestFactory().generic(method, "/rooms/x/?y=1", headers=headers)
    request.user = user
    request.session = SessionStore()
    return request


def test_member_is_served(members: Cast) -> None:
    assert greet(request_of(members.client), "hello").content.decode() == f"hello {members.client.public_id}"


@pytest.mark.parametrize(
    ("method", "place"), [("GET", "/sign-in/?next=/rooms/x/%3Fy%3D1"), ("POST", "/sign-in/?next=/projects/")]
)
def test_visitor_is_sent_to_sign_in(method: str, place: str) -> None:
    answer = greet(request_of(AnonymousUser(), method), "hello")
    assert (answer.status_code, answer["Location"]) == (302, place)


@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"Content-Type": "application/json"}])
def test_module_is_told_that_it_is_signed_out(headers: dict[str, str]) -> None:
    answer = greet(request_of(AnonymousUser(), "POST", **headers), "hello")
    assert answer.status_code == 401
    assert json.loads(answer.content)["error"] == "signed-out"


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/St_Johns", "UTC"])
def test_times_are_the_members(members: Cast, zone: str) -> None:
    set_timezone(actor=members.client, timezone=zone)
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(timezone.get_current_timezone_name())
        return HttpResponse()

    MemberMiddleware(view)(request_of(Member.objects.get(pk=members.client.pk)))
    assert seen == [zone]
    assert timezone.get_current_timezone_name() == "UTC"


def test_zone_is_put_back_when_a_view_fails(members: Cast) -> None:
    set_timezone(actor=members.client, timezone="Asia/Tokyo")

    def view(request: HttpRequest) -> HttpResponse:
        raise ValueError("the view failed")

    with pytest.raises(ValueError, match="the view failed"):
        MemberMiddleware(view)(request_of(Member.objects.get(pk=members.client.pk)))
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize(
    ("verified_at", "ended_at", "is_here"),
    [
        (datetime(2026, 1, 1, tzinfo=UTC), None, True),
        (None, None, False),
        (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC), False),
        (None, datetime(2026, 1, 2, tzinfo=UTC), False),
    ],
)
def test_backend_knows_who_is_here(
    members: Cast, verified_at: datetime | None, ended_at: datetime | None, is_here: bool
) -> None:
    Member.objects.filter(pk=members.client.pk).update(verified_at=verified_at, ended_at=ended_at)
    backend = VaultBackend()
    assert (backend.get_user(members.client.pk) is not None) is is_here
    assert (backend.authenticate(None, mail="ada@cast.example", password=PASSWORD) is not None) is is_here
    assert Member.objects.get(pk=members.client.pk).is_here is is_here


@pytest.mark.parametrize("credentials", [{}, {"mail": "ada@cast.example"}, {"password": PASSWORD}, {"username": "ada"}])
def test_backend_needs_both(members: Cast, credentials: dict[str, str]) -> None:
    assert VaultBackend().authenticate(None, **credentials) is None
