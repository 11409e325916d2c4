"""Writing to the log."""

from collections.abc import Mapping

from armslength.platform.audit.models import Entry
from armslength.platform.core.clock import now

SYSTEM = "system"

Fact = str | int | float | bool | None


def record_action(*, actor: str, action: str, subject: str, facts: Mapping[str, Fact] | None = None) -> None:
    """Add an entry in the caller's transaction: it stands exactly when the action does.

    `actor` and `subject` are public ids (or `SYSTEM`), `action` a code such as `message.refused`.
    """
    Entry.objects.create(at=now(), actor=actor, action=action, subject=subject, facts=dict(facts or {}))
