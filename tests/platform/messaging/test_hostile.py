"""What nobody types and somebody sends: odd ids, half characters, pages past either end."""

import pytest

from armslength.platform.messaging.models import Participation
from tests.platform.conftest import SignIn
from tests.platform.messaging.conftest import Talk
from tests.platform.messaging.test_views import post, url

pytestmark = pytest.mark.django_db

ODD_IDS = ["%00", "a%00b", "x" * 5000, "%F0%9F%99%82", "..", "%ED%A0%80", "'%20OR%201=1--", "1"]


@pytest.mark.parametrize("odd", ODD_IDS)
def test_odd_id_is_nothing_that_exists(talk: Talk, signed_in: SignIn, odd: str) -> None:
    browser = signed_in(talk.room.client)
    paths = [f"/rooms/{odd}/", f"/people/{odd}/", f"/people/{odd}/avatar.svg", f"/projects/{odd}/"]
    paths += [url(talk.room, f"?around={odd}"), url(talk.room, f"history/?before={odd}")]
    assert {browser.get(path).status_code for path in paths} == {404}
    posts = [url(talk.room, f"messages/{odd}/delete/"), f"/projects/proposals/{odd}/room/"]
    posts.append(f"/settings/security/sessions/{odd}/end/")
    assert {browser.post(path).status_code for path in posts} == {404}


@pytest.mark.parametrize("odd", ["\0", "a\0b", "\ud800", "x" * 5000, ["a"], {"a": 1}, 7, None, True])
def test_odd_place_to_have_read_to_is_not_found(talk: Talk, signed_in: SignIn, odd: object) -> None:
    talk.client("Hello")
    answer = post(signed_in(talk.room.freelancer), url(talk.room, "read/"), {"up_to": odd})
    assert answer.status_code == 404
    assert set(Participation.objects.values_list("read_up_to", flat=True)) == {0}


@pytest.mark.parametrize("words", ["%00", "a%00b", "%ED%A0%80", "%E2%80%AE", "%25", "_" * 300])
def test_odd_words_find_nothing(talk: Talk, signed_in: SignIn, words: str) -> None:
    talk.client("Hello")
    answer = signed_in(talk.room.client).get(url(talk.room, f"search/?q={words}"))
    assert (answer.status_code, answer.json()["count"]) == (200, 0)


@pytest.mark.parametrize("way", ["before", "after", "around"])
def test_page_past_either_end_is_empty_and_leads_nowhere(talk: Talk, signed_in: SignIn, way: str) -> None:
    only = talk.client("Hello")
    browser = signed_in(talk.room.client)
    page = browser.get(url(talk.room, f"?{way}={only.public_id}"))
    part = browser.get(url(talk.room, f"history/?{way}={only.public_id}"))
    assert (page.status_code, part.status_code) == (200, 200)
    assert (part.json()["before"], part.json()["after"]) == (None, None)
