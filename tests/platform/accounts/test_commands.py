"""`armslength grant`: by public id or address, logged, and silent about the address."""

import io
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from armslength.platform.accounts.models import Member
from armslength.platform.audit.models import Entry
from tests.cast import Cast


def grant(*words: str) -> str:
    out = StringIO()
    call_command("grant", *words, stdout=out)
    return out.getvalue()


def roles(member: Member) -> tuple[bool, bool]:
    return Member.objects.values_list("is_moderator", "is_operator").get(pk=member.pk)


@pytest.mark.parametrize(("role", "after"), [("moderator", (True, False)), ("operator", (False, True))])
def test_role_is_granted_and_logged(members: Cast, role: str, after: tuple[bool, bool]) -> None:
    said = grant(role, members.client.public_id)
    assert said.strip() == f"{members.client.public_id} is {role} now."
    assert roles(members.client) == after
    entry = Entry.objects.get(action="role.granted")
    assert (entry.actor, entry.subject, entry.facts) == ("system", members.client.public_id, {"role": role})


def test_member_is_found_by_address(members: Cast, caplog: pytest.LogCaptureFixture) -> None:
    said = grant("moderator", "Ada@cast.example")
    assert roles(members.client) == (True, False)
    assert "cast.example" not in said + caplog.text


def test_member_is_read_from_stdin(members: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ada@cast.example\n"))
    grant("moderator")
    assert roles(members.client) == (True, False)


def test_role_is_taken_back(members: Cast) -> None:
    assert "is not moderator now." in grant("moderator", members.moderator.public_id, "--revoke")
    assert roles(members.moderator) == (False, False)
    assert Entry.objects.get(action="role.revoked").subject == members.moderator.public_id


def test_granting_twice_changes_nothing(members: Cast) -> None:
    assert "as before" in grant("moderator", members.moderator.public_id)
    assert roles(members.moderator) == (True, False)
    assert not Entry.objects.filter(action="role.granted").exists()


@pytest.mark.parametrize("member", ["nobody@cast.example", "x" * 16, "ada", ""])
def test_unknown_member_changes_nothing(members: Cast, member: str) -> None:
    before = list(Member.objects.order_by("pk").values_list("is_moderator", "is_operator"))
    with pytest.raises(CommandError) as caught:
        grant("moderator", member)
    assert "cast.example" not in str(caught.value)
    assert list(Member.objects.order_by("pk").values_list("is_moderator", "is_operator")) == before
    assert not Entry.objects.exists()


@pytest.mark.parametrize("role", ["client", "superuser", ""])
def test_other_roles_cannot_be_granted(members: Cast, role: str) -> None:
    with pytest.raises(CommandError):
        grant(role, members.client.public_id)
    assert roles(members.client) == (False, False)
