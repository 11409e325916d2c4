"""Granting and taking back the roles that nobody can choose."""

from enum import StrEnum

from django.db import transaction

from armslength.platform.accounts.models import Member
from armslength.platform.audit.actions import record_action


class Role(StrEnum):
    """What an operator's command may make of a member."""

    MODERATOR = "moderator"
    OPERATOR = "operator"


@transaction.atomic
def grant_role(*, actor: str, member_id: int, role: Role, is_granted: bool = True) -> bool:
    """Give the role, or take it back; whether anything changed. `actor` is a public id or audit's `SYSTEM`."""
    member = Member.objects.select_for_update().get(pk=member_id)
    field = f"is_{role}"
    if getattr(member, field) == is_granted:
        return False
    setattr(member, field, is_granted)
    member.save(update_fields=[field])
    action = "role.granted" if is_granted else "role.revoked"
    record_action(actor=actor, action=action, subject=member.public_id, facts={"role": role.value})
    return True
