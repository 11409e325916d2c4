"""Choosing whom to be, and the mailbox: in demo mode, on this machine, and nowhere else."""

from collections.abc import Iterator

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import set_urlconf
from pytest_django import Settings

from armslength.platform.accounts.models import Member, MemberSession
from armslength.platform.accounts.vault import find_owner
from armslength.platform.config.demo.mailbox import MAILS_KEPT, MailboxBackend, empty_mailbox, read_mails
from armslength.platform.config.demo.story import characters
from armslength.platform.messaging.queries import rooms_for
from tests.cast import make_member
from tests.people import ADA
from tests.platform.demo import demo_urls  # read now, before a test says that this is the demo

pytestmark = [pytest.mark.urls(demo_urls.__name__), pytest.mark.usefixtures("told_in_part")]

HERON = next(character for character in characters() if character.key == "heron")
PATHS = ("/demo/", "/demo/mail/")


@pytest.fixture(autouse=True)
def _demo_mode(settings: Settings) -> Iterator[None]:
    settings.IS_DEMO = True
    empty_mailbox()
    yield
    set_urlconf(None)  # a request leaves its routes behind in the thread


@pytest.fixture
def heron() -> Member:
    found = find_owner(HERON.mail)
    assert found is not None
    return found


def test_everyone_can_be_chosen(client: Client) -> None:
    page = client.get("/demo/").content.decode()
    for character in characters():
        assert f"Be {character.name}</button>" in page
        assert character.mail not in page
    assert page.count('action="/demo/be/') == len(characters())


def test_bar_of_the_demo_is_a_landmark(client: Client) -> None:
    assert '<aside class="demo-bar" aria-label="Demo">' in client.get("/demo/").content.decode()


def test_one_click_signs_in_and_leads_to_the_liveliest_room(client: Client, heron: Member) -> None:
    answer = client.post(f"/demo/be/{heron.public_id}/")
    (room,) = rooms_for(heron)
    assert answer.headers["Location"] == f"/rooms/{room.public_id}/"
    assert MemberSession.objects.get().member == heron
    assert HERON.name in client.get("/rooms/").content.decode()


def test_one_becomes_somebody_else_entirely(client: Client, heron: Member) -> None:
    other = Member.objects.exclude(pk=heron.pk).filter(is_client=True)[0]
    client.post(f"/demo/be/{heron.public_id}/")
    client.post(f"/demo/be/{other.public_id}/")
    assert list(MemberSession.objects.values_list("member", flat=True)) == [other.pk]


def test_visitors_own_account_is_not_offered(client: Client) -> None:
    ada = make_member(ADA)
    assert ada.public_id not in client.get("/demo/").content.decode()
    assert client.post(f"/demo/be/{ada.public_id}/").status_code == 404
    assert not MemberSession.objects.exists()


def test_signing_in_takes_a_click_on_this_page(heron: Member) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(f"/demo/be/{heron.public_id}/").status_code == 405
    assert browser.post(f"/demo/be/{heron.public_id}/").status_code == 403
    assert not MemberSession.objects.exists()


def test_mails_can_be_read_newest_first(client: Client) -> None:
    assert "Nothing here yet" in client.get("/demo/mail/").content.decode()
    backend = MailboxBackend()
    letters = [
        EmailMessage("Older <one>", "Follow http://127.0.0.1:8000/verify/abc/ please.", to=["a@mail.example"]),
        EmailMessage("Newer one", "<script>1</script>", to=["b@mail.example"]),
    ]
    assert backend.send_messages(letters) == 2
    page = client.get("/demo/mail/").content.decode()
    assert '<a href="http://127.0.0.1:8000/verify/abc/"' in page
    assert "Older &lt;one&gt;" in page
    assert "<script>1" not in page
    assert page.index("Newer one") < page.index("Older")


def test_mailbox_keeps_the_last_ones() -> None:
    MailboxBackend().send_messages([EmailMessage(str(n), "", to=["a@mail.example"]) for n in range(MAILS_KEPT + 10)])
    assert [mail.subject for mail in read_mails()] == [str(n) for n in range(MAILS_KEPT + 9, 9, -1)]


def test_outside_the_demo_there_is_nothing(client: Client, settings: Settings, heron: Member) -> None:
    settings.IS_DEMO = False
    assert [client.get(path).status_code for path in PATHS] == [404, 404]
    assert client.post(f"/demo/be/{heron.public_id}/").status_code == 404
    assert not MemberSession.objects.exists()


@pytest.mark.parametrize("address", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "", "unix"])
def test_from_another_machine_there_is_nothing(address: str, heron: Member) -> None:
    browser = Client(REMOTE_ADDR=address)
    assert [browser.get(path).status_code for path in PATHS] == [404, 404]
    assert browser.post(f"/demo/be/{heron.public_id}/").status_code == 404
    assert not MemberSession.objects.exists()


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1"])
def test_from_this_machine_there_is(address: str) -> None:
    assert [Client(REMOTE_ADDR=address).get(path).status_code for path in PATHS] == [200, 200]
