"""A member's own details: kept, shown masked, replaced, removed; seen by nobody else."""

import pytest

from armslength.platform.accounts.models import Member, VaultEntry
from armslength.platform.accounts.types import DetailKind
from armslength.platform.accounts.vault import masked_detail, matches_own_detail
from armslength.platform.audit.models import Entry
from tests.platform.accounts.conftest import Newcomer

PAGE = "/settings/private/"


def test_page_shows_the_address_masked(jane: Newcomer) -> None:
    page = jane.client.get(PAGE).content.decode()
    assert "j•••@m•••.example" in page
    assert "jane.doe" not in page


@pytest.mark.parametrize(
    ("kind", "typed", "masked", "candidate"),
    [
        ("phone", "+44 7700 900123", "+••• ••• 23", ("phone", "07700900123")),
        ("legal_name", " Jane  Doe ", "J••• D•••", ("name", "Doe, Jane")),
    ],
)
def test_kept_detail_is_masked_and_recognised(
    jane: Newcomer, kind: str, typed: str, masked: str, candidate: tuple[str, str]
) -> None:
    answer = jane.client.post(f"{PAGE}{kind}/", {"value": typed}, follow=True)
    page = answer.content.decode()
    assert masked in page
    assert typed.strip() not in page
    member = Member.objects.get()
    assert matches_own_detail([member.pk], [candidate])
    assert Entry.objects.get(action="detail.kept").facts == {"kind": kind}


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("phone", ""),
        ("phone", "07700 900123"),
        ("phone", "+1"),
        ("legal_name", ""),
        ("legal_name", "…!"),
        ("legal_name", "x" * 121),
    ],
)
def test_detail_that_cannot_be_used_is_not_kept(jane: Newcomer, kind: str, typed: str) -> None:
    answer = jane.client.post(f"{PAGE}{kind}/", {"value": typed})
    assert answer.status_code == 200
    assert "data-invalid" in answer.content.decode()
    assert list(VaultEntry.objects.values_list("kind", flat=True)) == ["login_mail"]
    assert not Entry.objects.filter(action="detail.kept").exists()


@pytest.mark.parametrize("kind", ["login_mail", "payout", "nonsense"])
def test_other_kinds_cannot_be_touched_here(jane: Newcomer, kind: str) -> None:
    before = list(VaultEntry.objects.values_list("kind", "sealed"))
    assert jane.client.post(f"{PAGE}{kind}/", {"value": "thief@mail.example"}).status_code == 404
    assert jane.client.post(f"{PAGE}{kind}/remove/").status_code == 404
    assert list(VaultEntry.objects.values_list("kind", "sealed")) == before


def test_detail_can_be_replaced_and_removed(jane: Newcomer) -> None:
    member = Member.objects.get()
    jane.client.post(f"{PAGE}phone/", {"value": "+447700900123"})
    jane.client.post(f"{PAGE}phone/", {"value": "+447700900145"})
    assert masked_detail(member, DetailKind.PHONE) == "+••• ••• 45"
    assert not matches_own_detail([member.pk], [("phone", "447700900123")])
    assert jane.client.post(f"{PAGE}phone/remove/").status_code == 302
    assert masked_detail(member, DetailKind.PHONE) is None
    assert jane.client.post(f"{PAGE}phone/remove/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        PAGE,
        f"{PAGE}phone/",
        f"{PAGE}phone/remove/",
        "/settings/security/",
        "/settings/security/password/",
        "/settings/security/sessions/end-others/",
        "/settings/security/sessions/x/end/",
    ],
)
def test_settings_are_for_members(newcomer: Newcomer, path: str) -> None:
    for answer in (newcomer.client.get(path), newcomer.client.post(path)):
        assert answer.status_code in (302, 405)
    assert not VaultEntry.objects.exists()
