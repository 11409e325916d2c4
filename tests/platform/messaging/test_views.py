"""Rooms over HTTP: JSON for modules, redirects for forms, one answer for absent and forbidden."""

import json
from typing import Any

import pytest
from django.test import Client

from armslength.platform.messaging.models import Message, Room
from armslength.platform.messaging.states import MessageState
from tests.cast import Cast
from tests.platform.conftest import SignIn
from tests.platform.messaging.conftest import Talk

pytestmark = pytest.mark.django_db

ACCEPT = {"Accept": "application/json"}


def post(browser: Client, path: str, body: object) -> Any:
    """What a module's POST is answered; `body` is sent as JSON unless it is text already."""
    text = body if isinstance(body, str) else json.dumps(body)
    return browser.post(path, text, content_type="application/json", headers=ACCEPT)


def url(room: Room, path: str = "") -> str:
    return f"/rooms/{room.public_id}/{path}"


def test_room_page_shows_both_sides_what_each_may_see(talk: Talk, signed_in: SignIn) -> None:
    room = talk.room
    talk.client("Shall we begin on Monday?")
    talk.client("my number is 0770 900 123")
    mine = signed_in(room.client).get(url(room)).content.decode()
    theirs = signed_in(room.freelancer).get(url(room)).content.decode()
    assert "Shall we begin on Monday?" in mine
    assert "Shall we begin on Monday?" in theirs
    assert "0770 900 123" in mine
    assert "0770" not in theirs


POSTS = [
    "messages/",
    "check/",
    "read/",
    "typing/",
    "messages/{m}/edit/",
    "messages/{m}/delete/",
    "messages/{m}/take-back/",
]
GETS = ["", "history/", "search/?q=hello"]


@pytest.mark.parametrize("path", POSTS + GETS)
def test_stranger_gets_the_answer_for_what_does_not_exist(
    talk: Talk, signed_in: SignIn, members: Cast, path: str
) -> None:
    message = talk.client("Hello")
    stranger = signed_in(members.stranger)
    body = {"text": "I was here", "client_id": "stranger-1", "up_to": message.public_id}
    answers = []
    for room_id in (talk.room.public_id, "A" * 16):
        where = f"/rooms/{room_id}/" + path.replace("{m}", message.public_id)
        answer = post(stranger, where, body) if path in POSTS else stranger.get(where, headers=ACCEPT)
        answers.append((answer.status_code, answer.content))
    assert answers[0] == answers[1]
    assert answers[0][0] == 404
    assert Message.objects.get().text == "Hello"


@pytest.mark.parametrize("path", POSTS)
def test_signed_out_is_said(talk: Talk, path: str) -> None:
    message = talk.client("Hello")
    answer = post(Client(), url(talk.room, path.replace("{m}", message.public_id)), {})
    assert answer.status_code == 401
    assert answer.json()["error"] == "signed-out"


def test_send_by_module_answers_with_the_message(room: Room, signed_in: SignIn) -> None:
    browser = signed_in(room.client)
    body = {"client_id": "from-a-module", "text": "Hello"}
    first = post(browser, url(room, "messages/"), body).json()
    again = post(browser, url(room, "messages/"), body).json()
    assert first == again
    assert first["state"] == "delivered"
    assert first["client_id"] == "from-a-module"
    assert f'id="m-{first["id"]}"' in first["html"]


def test_send_by_form_goes_back_to_the_room(room: Room, signed_in: SignIn) -> None:
    fields = {"client_id": "from-a-form", "text": "Hello"}
    answer = signed_in(room.client).post(url(room, "messages/"), fields)
    assert (answer.status_code, answer["Location"]) == (302, url(room))
    assert Message.objects.get().text == "Hello"


def test_dry_run_marks_code_points(room: Room, signed_in: SignIn) -> None:
    text = "👋🏽 mail me at jane@doe.example 🙂"
    answer = post(signed_in(room.client), url(room, "check/"), {"text": text}).json()
    (mark,) = answer["marks"]
    assert text[mark["start"] : mark["end"]] == "jane@doe.example"
    assert answer["decision"] == "refuse"
    assert answer["sentence"]
    assert answer["rule_url"].startswith("/rules/#")
    assert not Message.objects.exists()


def test_dry_run_suggests_a_wording_and_decodes_nothing(room: Room, signed_in: SignIn) -> None:
    text = "The draft is ready (call 0 7 7 0 0 9 0 0 1 2 3). Shall I go on?"
    answer = post(signed_in(room.client), url(room, "check/"), {"text": text})
    assert answer.json()["wording"] == "The draft is ready (call [removed]). Shall I go on?"
    assert "07700900123" not in answer.content.decode()


def test_dry_run_of_ordinary_text_says_nothing(room: Room, signed_in: SignIn) -> None:
    answer = post(signed_in(room.client), url(room, "check/"), {"text": "See main.py line 80"})
    assert answer.json()["decision"] == "deliver"
    assert answer.json()["marks"] == []


@pytest.mark.parametrize("body", ["", "[]", "null", "{", '"text"', '{"text": 7}', '{"text": ["a"]}', "[" * 5000])
def test_what_cannot_be_read_is_refused_clearly(room: Room, signed_in: SignIn, body: str) -> None:
    answer = post(signed_in(room.client), url(room, "messages/"), body)
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid"
    assert answer.json()["message"]
    assert not Message.objects.exists()


def test_edit_delete_and_take_back_by_module(talk: Talk, signed_in: SignIn) -> None:
    room = talk.room
    browser = signed_in(room.client)
    delivered, refused = talk.client("Hello"), talk.client("my number is 0770 900 123")
    edit = url(room, f"messages/{delivered.public_id}/edit/")
    assert post(browser, edit, {"text": "Hello again"}).json()["state"] == "delivered"
    stopped = post(browser, edit, {"text": "mail me at jane@doe.example"}).json()
    assert (stopped["state"], len(stopped["marks"])) == ("refused", 1)
    back = post(browser, url(room, f"messages/{refused.public_id}/take-back/"), {}).json()
    assert back == {"html": "", "text": "my number is 0770 900 123"}
    post(browser, url(room, f"messages/{delivered.public_id}/delete/"), {})
    delivered.refresh_from_db()
    assert (delivered.state, delivered.text) == (MessageState.DELETED, "")


def test_history_goes_back_page_by_page(talk: Talk, signed_in: SignIn) -> None:
    room = talk.room
    for n in range(52):
        Message.objects.create(
            room=room, number=n + 1, writer=room.client, client_id=f"bulk-{n:05d}", state="delivered",
            text=f"Line {n}", search_text=f"line {n}", created_at=room.created_at,
        )  # fmt: skip
    browser = signed_in(room.freelancer)
    newest = browser.get(url(room, "history/")).json()
    assert newest["html"].count("<li") == 50
    oldest = browser.get(url(room, f"history/?before={newest['before']}")).json()
    assert oldest["html"].count("<li") == 2
    assert oldest["before"] is None


def test_only_work_links_are_clickable(talk: Talk, signed_in: SignIn) -> None:
    talk.client("See https://docs.djangoproject.com/en/5.2/ and <b>bold</b> and https://www.some-portfolio.example/me")
    page = signed_in(talk.room.freelancer).get(url(talk.room)).content.decode()
    assert 'href="https://docs.djangoproject.com/en/5.2/"' in page
    assert "some-portfolio.example" in page
    assert 'href="https://www.some-portfolio' not in page
    assert "<b>bold" not in page


def test_list_of_rooms_shows_what_is_new(talk: Talk, signed_in: SignIn) -> None:
    talk.client("Shall we begin on Monday?")
    page = signed_in(talk.room.freelancer).get("/rooms/").content.decode()
    assert "Shall we begin on Monday?" in page
    assert talk.room.public_id in page
