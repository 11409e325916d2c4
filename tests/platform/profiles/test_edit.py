"""Editing one's own profile: what the guard stops is marked first and hidden on request; a name is never hidden."""

from datetime import time

import pytest
from django.test import Client

from armslength.platform.audit.models import Entry
from armslength.platform.core.errors import InvalidInputError
from armslength.platform.profiles import forms
from armslength.platform.profiles.actions import Draft, edit_profile, redraw_avatar
from armslength.platform.profiles.errors import NameTakenError
from armslength.platform.profiles.models import Profile
from armslength.platform.profiles.queries import get_profile
from armslength.platform.screening.models import Assessment
from armslength.platform.screening.types import PassedText
from tests.cast import Cast
from tests.platform.conftest import SignIn

PATH = "/settings/profile/"
FIELDS = {
    "name": "Calm Otter",
    "headline": "Small films",
    "bio": "I cut films.\r\n\r\nSlowly.",
    "skills": "Editing, editing, Sound",
    "timezone": "Asia/Tokyo",
    "hours_start": "10:00",
    "hours_end": "19:00",
}
MAIL = "jane.doe@gmail.com"
HIDE = {"confirm_masked": "yes"}
NOTHING = PassedText("")


def profile_of(members: Cast) -> dict[str, object]:
    """Everything that an edit may change."""
    member = type(members.freelancer).objects.get(pk=members.freelancer.pk)
    profile = get_profile(member.pk)
    names = ("name", "name_key", "headline", "bio", "skills", "hours_start", "hours_end", "avatar_seed")
    return {name: getattr(profile, name) for name in names} | {"timezone": member.timezone}


@pytest.fixture
def browser(members: Cast, signed_in: SignIn) -> Client:
    return signed_in(members.freelancer)


def test_form_shows_the_profile_as_it_is(browser: Client, members: Cast) -> None:
    page = browser.get(PATH).content.decode()
    assert f'value="{get_profile(members.freelancer.pk).name}"' in page


def test_profile_is_saved(browser: Client, members: Cast) -> None:
    answer = browser.post(PATH, FIELDS)
    assert answer.headers["Location"] == f"/people/{members.freelancer.public_id}/"
    assert profile_of(members) | {"avatar_seed": ""} == {
        "name": "Calm Otter",
        "name_key": "calm otter",
        "headline": "Small films",
        "bio": "I cut films.\n\nSlowly.",
        "skills": ["Editing", "Sound"],
        "hours_start": time(10),
        "hours_end": time(19),
        "avatar_seed": "",
        "timezone": "Asia/Tokyo",
    }
    assert Entry.objects.filter(action="profile.edited", actor=members.freelancer.public_id).count() == 1


@pytest.mark.parametrize("field", ["headline", "bio", "skills"])
def test_detail_is_marked_first_and_nothing_is_saved(browser: Client, members: Cast, field: str) -> None:
    before = profile_of(members)
    answer = browser.post(PATH, FIELDS | {field: f"write to {MAIL}"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<mark class="mark" data-kind="email" title="e-mail address">{MAIL}</mark>' in page
    assert "Save with these parts hidden" in page
    assert profile_of(members) == before


@pytest.mark.parametrize("field", ["headline", "bio", "skills"])
def test_detail_is_hidden_on_request_and_kept_as_evidence(browser: Client, members: Cast, field: str) -> None:
    assert browser.post(PATH, FIELDS | HIDE | {field: f"write to {MAIL}"}).status_code == 302
    saved = profile_of(members)[field]
    assert saved == (["write to •••"] if field == "skills" else "write to •••")
    assert Assessment.objects.get().writer == members.freelancer


@pytest.mark.parametrize("extra", [{}, HIDE])
def test_name_with_a_detail_is_refused_and_cannot_be_hidden(
    browser: Client, members: Cast, extra: dict[str, str]
) -> None:
    before = profile_of(members)
    answer = browser.post(PATH, FIELDS | extra | {"name": MAIL})
    assert answer.status_code == 200
    assert "Save with these parts hidden" not in answer.content.decode()
    assert profile_of(members) == before
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x"}, "name"),
        ({"name": "a" * 41}, "name"),
        ({"name": "armslength team"}, "name"),
        ({"headline": "a" * 101}, "headline"),
        ({"bio": "a" * 3001}, "bio"),
        ({"skills": "a" * 41}, "skills"),
        ({"skills": ",".join(f"skill {n}" for n in range(21))}, "skills"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"hours_start": ""}, "hours_start"),
        ({"hours_end": ""}, "hours_end"),
        ({"hours_end": "10:00"}, "hours_end"),
        ({"hours_start": "25:00"}, "hours_start"),
    ],
)
def test_what_cannot_stand_is_said_and_changes_nothing(
    browser: Client, members: Cast, changes: dict[str, str], field: str
) -> None:
    before = profile_of(members)
    answer = browser.post(PATH, FIELDS | changes)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert profile_of(members) == before


def test_hours_may_be_left_empty(browser: Client, members: Cast) -> None:
    browser.post(PATH, FIELDS)
    assert browser.post(PATH, FIELDS | {"hours_start": "", "hours_end": ""}).status_code == 302
    assert (profile_of(members)["hours_start"], profile_of(members)["hours_end"]) == (None, None)


@pytest.mark.parametrize("name", ["Warm Sparrow", "WARM  sparrow", "ｗarm sparrow"])
def test_name_of_another_is_not_taken(browser: Client, members: Cast, name: str) -> None:
    get_profile(members.client.pk)
    Profile.objects.filter(member=members.client).update(name="Warm Sparrow", name_key="warm sparrow")
    before = profile_of(members)
    assert "already goes by this name" in browser.post(PATH, FIELDS | {"name": name}).content.decode()
    assert profile_of(members) == before


def test_name_taken_in_the_same_moment_is_said_too(
    browser: Client, members: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    get_profile(members.client.pk)
    Profile.objects.filter(member=members.client).update(name="Calm Otter", name_key="calm otter")
    before = profile_of(members)
    monkeypatch.setattr(forms, "is_name_taken", lambda name, by_other_than: False)
    assert "already goes by this name" in browser.post(PATH, FIELDS).content.decode()
    assert profile_of(members) == before


def test_action_checks_by_itself(members: Cast) -> None:
    before = profile_of(members)
    get_profile(members.client.pk)
    Profile.objects.filter(member=members.client).update(name="Taken Name", name_key="taken name")
    for name, error in (("taken NAME", NameTakenError), ("armslength", InvalidInputError)):
        with pytest.raises(error):
            edit_profile(actor=members.freelancer, draft=Draft(PassedText(name), NOTHING, NOTHING, (), "UTC"))
    assert profile_of(members) == before


def test_evidence_that_cannot_be_kept_undoes_the_edit(members: Cast) -> None:
    before = profile_of(members)

    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        edit_profile(
            actor=members.freelancer,
            draft=Draft(PassedText("Calm Otter"), NOTHING, NOTHING, (), "Asia/Tokyo"),
            keep_evidence=fail,
        )
    assert profile_of(members) == before


def test_another_picture_is_drawn(browser: Client, members: Cast) -> None:
    before = profile_of(members)
    assert browser.post("/settings/profile/picture/").headers["Location"] == PATH
    after = profile_of(members)
    assert after["avatar_seed"] != before["avatar_seed"]
    assert after | {"avatar_seed": ""} == before | {"avatar_seed": ""}
    assert redraw_avatar(actor=members.freelancer).avatar_seed != after["avatar_seed"]


@pytest.mark.parametrize("path", [PATH, "/settings/profile/picture/"])
def test_profile_is_for_its_member(client: Client, members: Cast, path: str) -> None:
    before = profile_of(members)
    answer = client.post(path, FIELDS)
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (302, "/sign-in/")
    assert profile_of(members) == before
