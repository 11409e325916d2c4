"""The page of a person, and the picture."""

import pytest
from django.test import Client

from armslength.platform.accounts.models import Member
from armslength.platform.core.clock import now
from armslength.platform.profiles.avatars import draw_avatar
from armslength.platform.profiles.models import Profile
from armslength.platform.profiles.queries import get_profile
from tests.cast import Cast
from tests.people import ADA
from tests.platform.conftest import SignIn


@pytest.fixture
def ada(members: Cast) -> Member:
    """Ada, with a profile of her own words."""
    get_profile(members.client.pk)
    Profile.objects.filter(member=members.client).update(
        name="Warm <Sparrow>", headline="Bread & more", bio="We bake.\n\nEvery day.", skills=["Rye", "<b>Cake</b>"]
    )
    members.client.created_at = members.client.created_at.replace(year=2024, month=3, day=5)
    members.client.timezone = "Europe/Lisbon"
    members.client.save()
    return members.client


def test_person_is_shown(ada: Member, members: Cast, signed_in: SignIn) -> None:
    page = signed_in(members.freelancer).get(f"/people/{ada.public_id}/").content.decode()
    for part in ("Warm &lt;Sparrow&gt;", "Bread &amp; more", "We bake.", "Every day.", "Rye", "March 2024", "Lisbon"):
        assert part in page
    assert "<b>Cake</b>" not in page
    assert "Edit profile" not in page.partition("<main")[2]


def test_person_sees_the_way_to_edit_on_their_own_page(ada: Member, signed_in: SignIn) -> None:
    page = signed_in(ada).get(f"/people/{ada.public_id}/").content.decode()
    assert "Edit profile" in page.partition("<main")[2]


def test_page_holds_no_contact_detail(ada: Member, members: Cast, signed_in: SignIn) -> None:
    for looker in (ada, members.freelancer, members.moderator):
        page = signed_in(looker).get(f"/people/{ada.public_id}/").content.decode()
        assert ADA.mail not in page
        assert ADA.mail.partition("@")[0] + "@" not in page


def test_people_are_for_members(ada: Member, client: Client) -> None:
    answer = client.get(f"/people/{ada.public_id}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in/?next=/people/{ada.public_id}/")


@pytest.mark.parametrize("state", ["ended", "unverified"])
def test_whoever_is_not_here_is_like_nobody(ada: Member, members: Cast, signed_in: SignIn, state: str) -> None:
    if state == "ended":
        ada.ended_at = now()
    else:
        ada.verified_at = None
    ada.save()
    browser = signed_in(members.freelancer)
    gone, nobody = browser.get(f"/people/{ada.public_id}/"), browser.get(f"/people/{'x' * 16}/")
    assert gone.status_code == nobody.status_code == 404
    assert b"Warm" not in gone.content


def test_picture_is_for_everyone_and_for_ever(ada: Member, client: Client) -> None:
    answer = client.get(f"/people/{ada.public_id}/avatar.svg")
    assert answer.content.decode() == draw_avatar(get_profile(ada.pk).avatar_seed)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers


def test_nobody_has_no_picture(client: Client, db: None) -> None:
    assert client.get(f"/people/{'x' * 16}/avatar.svg").status_code == 404


@pytest.mark.parametrize("path", ["/people/{}/", "/people/{}/avatar.svg"])
def test_pages_are_only_read(ada: Member, signed_in: SignIn, path: str) -> None:
    assert signed_in(ada).post(path.format(ada.public_id)).status_code == 405
