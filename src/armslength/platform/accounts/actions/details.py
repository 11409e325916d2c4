"""A member's own details, and the keys that they are sealed under."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from armslength.platform.accounts.models import Member
from armslength.platform.accounts.types import DetailKind
from armslength.platform.accounts.vault import remove_detail, reseal_entries, resealers, store_detail
from armslength.platform.audit.actions import SYSTEM, record_action

ENTRIES = "contact details"


@dataclass(frozen=True, slots=True)
class Rotation:
    """What a rotation did: rows sealed anew by what they are, and entries whose key is missing."""

    resealed: Mapping[str, int]
    unreadable: int


@transaction.atomic
@sensitive_variables("value")
def keep_detail(*, actor: Member, kind: DetailKind, value: str) -> None:
    """Put the member's own detail into the vault, so that the guard recognises it."""
    store_detail(actor, kind, value)
    record_action(actor=actor.public_id, action="detail.kept", subject=actor.public_id, facts={"kind": kind.value})


@transaction.atomic
def forget_detail(*, actor: Member, kind: DetailKind) -> None:
    """Take the member's own detail out of the vault. Raises DetailNotKeptError."""
    remove_detail(actor, kind)
    record_action(actor=actor.public_id, action="detail.forgotten", subject=actor.public_id, facts={"kind": kind.value})


def set_timezone(*, actor: Member, timezone: str) -> None:
    """Show the member times in this IANA zone from now on."""
    Member.objects.filter(pk=actor.pk).update(timezone=timezone)


def rotate_vault(*, report: Callable[[str, int], None]) -> Rotation:
    """Seal and digest everything that is not under the current keys, here and in the apps above.

    Can be stopped at any time and started again. `report` is called with what is being
    sealed and how many rows are done so far.
    """
    done, unreadable = reseal_entries(lambda count: report(ENTRIES, count))
    resealed = {ENTRIES: done}
    for name, reseal in resealers().items():
        resealed[name] = reseal()
        report(name, resealed[name])
    record_action(actor=SYSTEM, action="vault.rotated", subject="vault", facts={**resealed, "unreadable": unreadable})
    return Rotation(resealed, unreadable)
