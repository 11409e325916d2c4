"""`armslength grant`: make a member moderator or operator, or take it back."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from armslength.platform.accounts.actions.roles import Role, grant_role
from armslength.platform.accounts.queries import get_member_by_reference
from armslength.platform.audit.actions import SYSTEM
from armslength.platform.core.errors import NotFoundError


class Command(BaseCommand):
    """Looks a member up by public id or login address; never repeats the address."""

    help = "Grant the role of moderator or operator to a member, or take it back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Role, member, direction."""
        parser.add_argument("role", choices=[role.value for role in Role])
        parser.add_argument("member", nargs="?", default="-", help="public id or login address; - reads it from stdin")
        parser.add_argument("--revoke", action="store_true", help="take the role back")

    def handle(self, *args: Any, role: str, member: str, revoke: bool, **options: Any) -> None:
        """Grant, and say by public id what was done."""
        try:
            found = get_member_by_reference(sys.stdin.readline().strip() if member == "-" else member)
        except NotFoundError:
            raise CommandError("There is no member with this public id or address.") from None
        is_changed = grant_role(actor=SYSTEM, member_id=found.pk, role=Role(role), is_granted=not revoke)
        state = "is not" if revoke else "is"
        when = "" if is_changed else ", as before"
        self.stdout.write(f"{found.public_id} {state} {role} now{when}.")
