"""Where members are signed in."""

import hashlib
from typing import TYPE_CHECKING, ClassVar

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from armslength.platform.accounts.models.member import Member
from armslength.platform.core.ids import PublicIdField

if TYPE_CHECKING:
    from armslength.platform.accounts.sessions import SessionStore


def hash_key(key: str) -> str:
    """What is stored for a session key: a stolen table cannot be used as cookies."""
    return hashlib.sha256(key.encode()).hexdigest()


class MemberSession(AbstractBaseSession):
    """One signed-in browser (or a visitor who is not signed in yet: `member` is None).

    `session_key` is the hash of the key in the cookie. `device` is as coarse as
    "Firefox on Linux"; no internet address is kept.
    """

    session_key = models.CharField(max_length=64, primary_key=True)
    public_id = PublicIdField()
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    objects: ClassVar[models.Manager["MemberSession"]] = models.Manager()  # type: ignore[assignment]  # Django's would store keys as they are

    def __str__(self) -> str:
        return self.public_id

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        """The store that reads and writes these rows."""
        from armslength.platform.accounts.sessions import SessionStore  # noqa: PLC0415 - the store imports this model

        return SessionStore
