"""The vault keeps details sealed, finds them by keyed hashes, and gives none away."""

import pytest
from django.db import connection

from armslength.platform.accounts.errors import DetailNotKeptError, DetailTakenError
from armslength.platform.accounts.models import Member, VaultEntry, VaultLookup
from armslength.platform.accounts.types import DetailKind
from armslength.platform.accounts.vault import (
    find_own_names,
    find_owner,
    masked_detail,
    matches_own_detail,
    remove_detail,
    reveal_login_mail,
    store_detail,
)
from armslength.platform.core.sealing import SealBrokenError
from tests.cast import Cast

PHONE = "+447700900123"


def test_address_comes_back_for_sending_only(members: Cast) -> None:
    assert reveal_login_mail(members.client.pk) == "ada@cast.example"
    assert masked_detail(members.client, DetailKind.LOGIN_MAIL) == "a•••@c•••.example"


@pytest.mark.parametrize("typed", ["ada@cast.example", "ADA@Cast.Example", " ada@cast.example "])
def test_owner_is_found_however_the_address_is_typed(members: Cast, typed: str) -> None:
    assert find_owner(typed) == members.client


@pytest.mark.parametrize("typed", ["ada@other.example", "", "@", "ada"])
def test_nobody_is_found_by_another_address(members: Cast, typed: str) -> None:
    assert find_owner(typed) is None


def test_one_address_has_one_owner(members: Cast) -> None:
    with pytest.raises(DetailTakenError):
        store_detail(members.stranger, DetailKind.LOGIN_MAIL, "Ada@Cast.example")
    assert reveal_login_mail(members.stranger.pk) == "cleo@cast.example"
    assert find_owner("ada@cast.example") == members.client


def test_a_new_address_replaces_the_old(members: Cast) -> None:
    store_detail(members.client, DetailKind.LOGIN_MAIL, "ada@new.example")
    assert find_owner("ada@cast.example") is None
    assert find_owner("ada@new.example") == members.client
    assert VaultEntry.objects.filter(member=members.client).count() == 1


def test_two_members_may_share_a_phone(members: Cast) -> None:
    for member in (members.client, members.freelancer):
        store_detail(member, DetailKind.PHONE, PHONE)
    assert matches_own_detail([members.client.pk], [("phone", "447700900123")])
    assert matches_own_detail([members.freelancer.pk], [("phone", "447700900123")])


def test_removed_detail_is_forgotten(members: Cast) -> None:
    store_detail(members.client, DetailKind.PHONE, PHONE)
    remove_detail(members.client, DetailKind.PHONE)
    assert masked_detail(members.client, DetailKind.PHONE) is None
    assert not matches_own_detail([members.client.pk], [("phone", "447700900123")])
    assert not VaultLookup.objects.filter(purpose="phone").exists()


def test_login_address_cannot_be_removed(members: Cast) -> None:
    with pytest.raises(DetailNotKeptError):
        remove_detail(members.client, DetailKind.LOGIN_MAIL)
    assert find_owner("ada@cast.example") == members.client


def test_what_is_not_kept_cannot_be_removed(members: Cast) -> None:
    with pytest.raises(DetailNotKeptError):
        remove_detail(members.client, DetailKind.PHONE)
    assert VaultEntry.objects.filter(member=members.client).count() == 1


@pytest.mark.parametrize(
    ("candidates", "is_own"),
    [
        ([("email", "ada@cast.example")], True),
        ([("email", "ada+work@cast.example")], True),
        ([("url", "x.example"), ("phone", "07700900123")], True),
        ([("messenger", "447700900123")], True),
        ([("name", "Lovelace Ada")], True),
        ([("email", "ben@cast.example")], False),
        ([("email", "ada@cast.test")], False),
        ([("phone", "447700900124")], False),
        ([("url", "ada@cast.example")], False),
        ([], False),
    ],
)
def test_own_details_are_known(members: Cast, candidates: list[tuple[str, str]], is_own: bool) -> None:
    store_detail(members.client, DetailKind.PHONE, PHONE)
    store_detail(members.client, DetailKind.LEGAL_NAME, "Ada Lovelace")
    assert matches_own_detail([members.client.pk], candidates) is is_own


def test_either_side_counts(members: Cast) -> None:
    sides = [members.client.pk, members.freelancer.pk]
    assert matches_own_detail(sides, [("email", "ben@cast.example")])
    assert not matches_own_detail(sides, [("email", "cleo@cast.example")])


def test_matching_asks_once_and_not_at_all_for_nothing(members: Cast, django_assert_num_queries: object) -> None:
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(1):
        matches_own_detail([members.client.pk], [("email", f"a{n}@b.example") for n in range(50)])
    with django_assert_num_queries(0):
        matches_own_detail([members.client.pk], [("url", "b.example")])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I am Ada Lovelace, by the way", ["Ada Lovelace"]),
        ("LOVELACE, Ada", ["LOVELACE, Ada"]),
        ("yours, ada\nlovelace", ["ada\nlovelace"]),
        ("Adá Lovelace and Ada Lovelace", ["Adá Lovelace", "Ada Lovelace"]),
        ("Ada wrote to Mrs Lovelace", []),
        ("Ada K. Lovelace", []),
        ("the Lovelaces of Ada", []),
        ("", []),
    ],
)
def test_own_name_is_found_as_a_whole(members: Cast, text: str, found: list[str]) -> None:
    store_detail(members.client, DetailKind.LEGAL_NAME, "Ada Lovelace")
    sides = [members.client.pk, members.freelancer.pk]
    assert [text[start:end] for start, end in find_own_names(sides, text)] == found
    assert find_own_names([members.freelancer.pk], text) == []


def test_name_of_one_word_is_found(members: Cast) -> None:
    store_detail(members.client, DetailKind.LEGAL_NAME, "Suharto")
    assert find_own_names([members.client.pk], "It is me, suharto!") == [(10, 17)]


def test_sealed_detail_opens_in_its_own_row_only(members: Cast) -> None:
    moved = VaultEntry.objects.get(member=members.client)
    VaultEntry.objects.filter(member=members.stranger).update(sealed=moved.sealed)
    with pytest.raises(SealBrokenError):
        reveal_login_mail(members.stranger.pk)


def test_sealed_detail_does_not_open_as_another_kind(members: Cast) -> None:
    VaultEntry.objects.filter(member=members.client).update(kind=DetailKind.PHONE)
    with pytest.raises(SealBrokenError):
        masked_detail(members.client, DetailKind.PHONE)


def test_tables_hold_nothing_readable(members: Cast) -> None:
    store_detail(members.client, DetailKind.PHONE, PHONE)
    store_detail(members.client, DetailKind.LEGAL_NAME, "Ada Lovelace")
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [bytes(cell) if isinstance(cell, memoryview) else cell for row in cursor.fetchall() for cell in row]
    dump = repr(rows).lower()
    for detail in ("cast.example", "7700900123", "lovelace"):
        assert detail not in dump
        assert detail.encode().hex() not in dump


def test_member_says_nothing_of_their_address(members: Cast) -> None:
    entry = VaultEntry.objects.get(member=members.client)
    shown = f"{members.client!r} {members.client} {entry!r} {entry} {entry.lookups.get(purpose='login_mail')!r}"
    assert "cast" not in shown


def test_gone_member_has_no_address(db: None) -> None:
    with pytest.raises(DetailNotKeptError):
        reveal_login_mail(0)
    assert not Member.objects.exists()
