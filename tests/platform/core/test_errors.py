"""Every refusal says what happened and what to do: a page for a person, JSON for a module."""

import json
import logging
from types import SimpleNamespace
from unittest import mock

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from armslength.platform.core.errors import (
    ConflictError,
    InvalidInputError,
    MethodNotAllowedError,
    NotFoundError,
    PlatformError,
    TooManyRequestsError,
)
from armslength.platform.core.middleware import ErrorMiddleware, describe_error, error_response
from armslength.platform.core.sealing import SealBrokenError
from tests.cast import Cast
from tests.platform.conftest import SignIn

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
ERRORS = [
    NotFoundError(),
    ConflictError("It has changed."),
    InvalidInputError("text", "Too long."),
    MethodNotAllowedError(),
    TooManyRequestsError("send", 5),
    SealBrokenError("no key"),
    PlatformError(),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_every_fact_has_a_page_and_json(error: PlatformError) -> None:
    page = error_response(RequestFactory().get("/"), error)
    answer = error_response(RequestFactory().get("/", headers=JSON), error)
    assert page.status_code == answer.status_code == error.status
    assert "<h1>" in page.content.decode()
    assert json.loads(answer.content)["message"] == describe_error(error)


@pytest.mark.parametrize("error", [type("NewError", (PlatformError,), {"status": 410, "code": "new"})()])
def test_status_without_a_page_of_its_own_has_one(error: PlatformError) -> None:
    page = error_response(RequestFactory().get("/"), error)
    assert (page.status_code, "<h1>" in page.content.decode()) == (410, True)


@pytest.mark.parametrize("path", ["/sign-out/", "/settings/security/password/", "/settings/profile/picture/"])
def test_form_that_is_opened_like_a_page_says_so(members: Cast, signed_in: SignIn, path: str) -> None:
    answer = signed_in(members.client).get(path)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Go back and use the button or the form there." in answer.content.decode()
    assert signed_in(members.client).get(path, headers=JSON).json()["error"] == "method-not-allowed"


def test_request_that_cannot_be_read_is_told_in_the_askers_form(client: Client) -> None:
    fields = {f"field{n}": "x" for n in range(200)}
    page = client.post("/sign-in/", fields)
    answer = client.post("/sign-in/", fields, headers=JSON)
    assert page.status_code == answer.status_code == 400
    assert "<h1>" in page.content.decode()
    assert answer.json()["error"] == "unreadable"


def test_failure_of_ours_is_told_in_the_askers_form(client: Client) -> None:
    client.raise_request_exception = False
    with mock.patch("armslength.platform.core.views.connection.cursor", side_effect=RuntimeError("broken")):
        page, answer = client.get("/healthy/"), client.get("/healthy/", headers=JSON)
    assert page.status_code == answer.status_code == 500
    assert "Nothing of yours is lost" in page.content.decode()
    assert "broken" not in page.content.decode() + answer.content.decode()
    assert answer.json()["error"] == "error"


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 second."), (45, "45 seconds."), (91, "2 minutes."), (3540, "59 minutes.")]
)
def test_wait_is_said_in_the_unit_that_people_count_in(seconds: int, words: str) -> None:
    assert describe_error(TooManyRequestsError("send", seconds)).endswith(words)


def test_log_names_the_route_and_never_the_path(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().get("/reset/the-secret-of-a-link/", headers=JSON)
    request.resolver_match = SimpleNamespace(route="reset/<str:token>/")  # type: ignore[assignment]  # all that is read of it
    with caplog.at_level(logging.ERROR):
        ErrorMiddleware(mock.Mock()).process_exception(request, SealBrokenError("no key"))
    assert "reset/<str:token>/" in caplog.text
    assert "the-secret-of-a-link" not in caplog.text


def test_detail_that_is_removed_twice_is_not_there(members: Cast, signed_in: SignIn) -> None:
    answer = signed_in(members.client).post("/settings/private/phone/remove/")
    assert answer.status_code == 404
    assert "on our side" not in answer.content.decode()


def test_form_that_comes_back_is_a_page_with_a_stream(members: Cast, signed_in: SignIn) -> None:
    answer = signed_in(members.client).post(reverse("project_new"), {"title": ""}, headers={"Accept": "text/html,*/*"})
    assert answer.status_code == 200
    assert 'data-stream-after="0"' in answer.content.decode()
