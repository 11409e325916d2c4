"""Django's way to our members."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from armslength.platform.accounts.models import Member
from armslength.platform.accounts.queries import find_member_by_credentials, members_here


class VaultBackend(BaseBackend):
    """Finds members by the vault's lookups, and only those who are here."""

    def authenticate(
        self, request: Any, mail: str | None = None, password: str | None = None, **credentials: object
    ) -> Member | None:
        """The member with this address and password, or None."""
        return find_member_by_credentials(mail, password) if mail and password else None

    def get_user(self, user_id: int) -> Member | None:
        """The member of a session; None from the moment that access ends."""
        return members_here().filter(pk=user_id).first()
