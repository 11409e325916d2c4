"""Who is here, and what a member may see of their own account."""

import secrets
from collections.abc import Collection
from functools import lru_cache

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import QuerySet
from django.views.decorators.debug import sensitive_variables

from armslength.platform.accounts.models import Member, MemberSession
from armslength.platform.accounts.models.session import hash_key
from armslength.platform.accounts.vault import find_owner
from armslength.platform.core.clock import now
from armslength.platform.core.errors import NotFoundError
from armslength.platform.core.ids import ID_CHARS


def members_here() -> QuerySet[Member]:
    """Members who may use the platform now."""
    return Member.objects.filter(verified_at__isnull=False, ended_at=None)


def check_still_here(member: Member) -> None:
    """Raise NotFoundError if the member's access has ended since the request was let in.

    For actions, under the locks that they take: what waited for a lock may have waited too long.
    """
    if not members_here().filter(pk=member.pk).exists():
        raise NotFoundError


def find_admitted(session_keys: Collection[str]) -> dict[str, int]:
    """The member's id for each session key (as in the cookie) that admits one now; one query.

    Changing a password deletes the other sessions, so a live row is proof enough.
    """
    by_hash = {hash_key(key): key for key in session_keys}
    live = MemberSession.objects.filter(
        pk__in=by_hash, expire_date__gt=now(), member__verified_at__isnull=False, member__ended_at=None
    )
    rows = live.values_list("session_key", "member_id")
    return {by_hash[key]: member_id for key, member_id in rows}


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    """A hash that no password fits, so that an unknown address takes as long as a known one."""
    return make_password(secrets.token_urlsafe())


@sensitive_variables("mail", "password")
def find_member_by_credentials(mail: str, password: str) -> Member | None:
    """The member who is here with this address and password. Does the same work whatever is wrong."""
    nobodys = _nobodys_hash()
    owner = find_owner(mail)
    fits = check_password(password, owner.password if owner else nobodys, lambda raw: _renew_hash(owner, raw))
    return owner if owner is not None and fits and owner.is_here else None


@sensitive_variables("password")
def _renew_hash(owner: Member | None, password: str) -> None:
    """Hash a right password anew when today's hashing costs more than it did."""
    if owner is None:
        return
    renewed = make_password(password)
    if Member.objects.filter(pk=owner.pk, password=owner.password).update(password=renewed):
        owner.password = renewed


def get_member_by_reference(reference: str) -> Member:
    """The member with this public id or login address, for an operator's command. Raises NotFoundError."""
    member = find_owner(reference) if "@" in reference else None
    if member is None and len(reference) == ID_CHARS:
        member = Member.objects.filter(public_id=reference).first()
    if member is None:
        raise NotFoundError
    return member


def sessions_of(member: Member) -> list[MemberSession]:
    """The member's live sessions, the last seen first."""
    return list(member.sessions.filter(expire_date__gt=now()).order_by("-last_seen_at", "-created_at"))
