"""Changing keys: nothing is lost, nothing is left behind, and an interruption costs nothing."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from armslength.platform.accounts import vault
from armslength.platform.accounts.actions import rotate_vault
from armslength.platform.accounts.errors import DetailTakenError
from armslength.platform.accounts.models import VaultLookup
from armslength.platform.accounts.types import DetailKind
from armslength.platform.accounts.vault import (
    find_owner,
    matches_own_detail,
    register_resealer,
    reseal_entries,
    reveal_login_mail,
    store_detail,
)
from armslength.platform.audit.models import Entry
from armslength.platform.core.sealing import SealBrokenError
from tests.cast import Cast, make_member
from tests.people import ADA

OLD, NEW = b"o" * 32, b"n" * 32


@pytest.fixture
def old_keys(settings: Settings) -> None:
    settings.VAULT_KEYS = (OLD,)
    settings.LOOKUP_KEYS = (OLD,)


@pytest.fixture
def old_members(old_keys: None, members: Cast) -> Cast:
    """The cast, with details sealed and digested under the old keys."""
    store_detail(members.client, DetailKind.PHONE, "+447700900123")
    return members


@pytest.fixture
def counted_resealer() -> Iterator[list[int]]:
    """An app above with sealed rows of its own."""
    calls: list[int] = []

    def reseal() -> int:
        calls.append(1)
        return 7

    register_resealer("test rows", reseal)
    yield calls
    vault._resealers.pop("test rows")


def put_both_in_force(settings: Settings) -> None:
    settings.VAULT_KEYS = (NEW, OLD)
    settings.LOOKUP_KEYS = (NEW, OLD)


def take_old_out(settings: Settings) -> None:
    settings.VAULT_KEYS = (NEW,)
    settings.LOOKUP_KEYS = (NEW,)


def rotate() -> int:
    return rotate_vault(report=lambda name, count: None).resealed["contact details"]


def test_everything_works_between_the_keys(old_members: Cast, settings: Settings) -> None:
    put_both_in_force(settings)
    assert find_owner("ada@cast.example") == old_members.client
    assert reveal_login_mail(old_members.client.pk) == "ada@cast.example"
    assert matches_own_detail([old_members.client.pk], [("phone", "07700900123")])


def test_no_second_account_between_the_keys(old_members: Cast, settings: Settings) -> None:
    put_both_in_force(settings)
    with pytest.raises(DetailTakenError):
        store_detail(old_members.stranger, DetailKind.LOGIN_MAIL, "ada@cast.example")
    assert reveal_login_mail(old_members.stranger.pk) == "cleo@cast.example"


def test_old_keys_may_go_after_rotation(old_members: Cast, settings: Settings) -> None:
    put_both_in_force(settings)
    assert rotate() == 6
    take_old_out(settings)
    assert find_owner("ada@cast.example") == old_members.client
    assert reveal_login_mail(old_members.client.pk) == "ada@cast.example"
    assert matches_own_detail([old_members.client.pk], [("phone", "07700900123")])


def test_without_rotation_old_keys_are_missed(old_members: Cast, settings: Settings) -> None:
    take_old_out(settings)
    assert find_owner("ada@cast.example") is None
    with pytest.raises(SealBrokenError):
        reveal_login_mail(old_members.client.pk)


def test_rotation_ends_where_there_is_nothing_to_do(old_members: Cast, settings: Settings) -> None:
    put_both_in_force(settings)
    rotate()
    assert rotate() == 0
    take_old_out(settings)
    assert rotate() == 6  # what is left under the old lookup key goes
    assert rotate() == 0
    tags = {bytes(tag) for tag in VaultLookup.objects.values_list("key_tag", flat=True)}
    assert len(tags) == 1


def test_interrupted_rotation_goes_on(old_members: Cast, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    put_both_in_force(settings)
    monkeypatch.setattr(vault, "RESEAL_BATCH", 2)

    def stop(done: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reseal_entries(stop)
    progress: list[int] = []
    assert reseal_entries(progress.append) == (2, 0)
    assert progress == [2]


def test_entry_whose_key_is_gone_stops_nobody_else(old_members: Cast, settings: Settings) -> None:
    take_old_out(settings)
    dan = make_member(ADA)  # unknown under the new key alone, so the address is free
    settings.VAULT_KEYS = (b"x" * 32, NEW)
    rotation = rotate_vault(report=lambda name, count: None)
    assert rotation.resealed["contact details"] == 1
    assert rotation.unreadable == 6
    settings.VAULT_KEYS = (b"x" * 32,)
    assert reveal_login_mail(dan.pk) == "ada@cast.example"


def test_command_says_what_it_did_and_logs_it(
    old_members: Cast, settings: Settings, counted_resealer: list[int]
) -> None:
    put_both_in_force(settings)
    out = StringIO()
    call_command("vault", "rotate", stdout=out)
    assert "contact details: 6 sealed anew" in out.getvalue()
    assert "test rows: 7 sealed anew" in out.getvalue()
    assert counted_resealer == [1]
    entry = Entry.objects.get(action="vault.rotated")
    assert (entry.actor, entry.facts["contact details"], entry.facts["unreadable"]) == ("system", 6, 0)
    assert "cast" not in out.getvalue()


def test_command_fails_when_a_key_is_missing(old_members: Cast, settings: Settings) -> None:
    take_old_out(settings)
    with pytest.raises(CommandError, match="6 contact details could not be opened"):
        call_command("vault", "rotate", stdout=StringIO())
    assert Entry.objects.get(action="vault.rotated").facts["unreadable"] == 6


def test_new_keys_are_long_and_never_the_same() -> None:
    outs = [StringIO(), StringIO()]
    for out in outs:
        call_command("vault", "new-key", stdout=out)
    first, second = (out.getvalue().strip() for out in outs)
    assert first != second
    assert len(first) == 44
