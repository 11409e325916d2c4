"""The session engine: rows of our own, found by the hash of the cookie's key.

Built on Django's base, not on its database backend, whose queries use keys as they are.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from armslength.platform.accounts.models import MemberSession
from armslength.platform.accounts.models.session import hash_key
from armslength.platform.core.clock import now

SEEN_EVERY = timedelta(minutes=1)
KEY_CHARS = 32


class SessionStore(SessionBase):
    """One session. `device` is stored when its row is made; `row` is the row that was read or made."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.device = ""
        self.row: MemberSession | None = None

    def exists(self, session_key: str | None = None) -> bool:
        """Whether the key is taken."""
        return session_key is not None and MemberSession.objects.filter(pk=hash_key(session_key)).exists()

    def create(self) -> None:
        """Make a row under a fresh key."""
        while True:
            self._session_key = get_random_string(KEY_CHARS, VALID_KEY_CHARS)
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def load(self) -> dict[str, Any]:
        """The stored data; nothing, and no key, when the session is over."""
        key = self.session_key
        self.row = None
        if key is not None:
            self.row = MemberSession.objects.filter(pk=hash_key(key), expire_date__gt=now()).first()
        if self.row is None:
            self._session_key = None
            return {}
        return self.decode(self.row.session_data)

    def save(self, must_create: bool = False) -> None:
        """Write the data. Raises UpdateError when the session was ended meanwhile."""
        if self.session_key is None:
            return self.create()
        data: dict[str, Any] = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # not in the stubs
        values = {
            "session_data": self.encode(data),
            "expire_date": self.get_expiry_date(),
            "member_id": int(data[SESSION_KEY]) if SESSION_KEY in data else None,
        }
        if must_create:
            self._insert(values)
        elif not MemberSession.objects.filter(pk=hash_key(self.session_key)).update(**values):
            raise UpdateError
        return None

    def delete(self, session_key: str | None = None) -> None:
        """End the session under the key, or this one."""
        key = session_key or self.session_key
        if key is not None:
            MemberSession.objects.filter(pk=hash_key(key)).delete()

    def touch(self) -> None:
        """Note that the member is here, at most once in `SEEN_EVERY`."""
        moment = now()
        if self.row is not None and self.row.last_seen_at <= moment - SEEN_EVERY:
            MemberSession.objects.filter(pk=self.row.pk).update(last_seen_at=moment)

    @classmethod
    def clear_expired(cls) -> None:
        """Forget sessions that are over."""
        MemberSession.objects.filter(expire_date__lt=now()).delete()

    def _insert(self, values: dict[str, Any]) -> None:
        assert self.session_key is not None
        moment = now()
        row = MemberSession(
            session_key=hash_key(self.session_key),
            device=self.device,
            created_at=moment,
            last_seen_at=moment,
            **values,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise CreateError from None
        self.row = row
