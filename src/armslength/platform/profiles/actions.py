"""What members do with their profile."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from django.db import IntegrityError, transaction

from armslength.platform.accounts.actions import set_timezone
from armslength.platform.accounts.models import Member
from armslength.platform.audit.actions import record_action
from armslength.platform.profiles.avatars import new_seed
from armslength.platform.profiles.errors import NameTakenError
from armslength.platform.profiles.models import MAX_HEADLINE_CHARS, Profile
from armslength.platform.profiles.queries import get_profile
from armslength.platform.profiles.rules import check_name, check_skills, is_timezone, name_key
from armslength.platform.screening.types import PassedText


@dataclass(frozen=True, slots=True)
class Draft:
    """A profile as its member wants it; its texts have passed the guard."""

    name: PassedText
    headline: PassedText
    bio: PassedText
    skills: tuple[PassedText, ...]
    timezone: str
    hours_start: time | None = None
    hours_end: time | None = None


def edit_profile(*, actor: Member, draft: Draft, keep_evidence: Callable[[], None] | None = None) -> None:
    """Replace what the actor's profile says. `keep_evidence` runs in the same transaction.

    Raises NameTakenError, or InvalidInputError for a name or skills that cannot stand.
    """
    check_name(draft.name)
    check_skills(draft.skills)
    get_profile(actor.pk)
    with transaction.atomic():
        _write(lock_profile(actor.pk), draft)
        if is_timezone(draft.timezone):
            set_timezone(actor=actor, timezone=draft.timezone)
        if keep_evidence is not None:
            keep_evidence()
        record_action(actor=actor.public_id, action="profile.edited", subject=actor.public_id)


def redraw_avatar(*, actor: Member) -> Profile:
    """Draw the actor another picture."""
    get_profile(actor.pk)
    with transaction.atomic():
        profile = lock_profile(actor.pk)
        profile.avatar_seed = new_seed()
        profile.save(update_fields=["avatar_seed"])
        record_action(actor=actor.public_id, action="profile.redrawn", subject=actor.public_id)
    return profile


def lock_profile(member_id: int) -> Profile:
    """The member's profile, locked until the transaction ends."""
    return Profile.objects.select_for_update().get(member_id=member_id)


def _write(profile: Profile, draft: Draft) -> None:
    profile.name, profile.name_key = draft.name, name_key(draft.name)
    profile.headline = draft.headline[:MAX_HEADLINE_CHARS]  # a mark can be longer than what it hides
    profile.bio = draft.bio
    profile.skills = list(draft.skills)
    profile.hours_start, profile.hours_end = draft.hours_start, draft.hours_end
    try:
        with transaction.atomic():
            profile.save()
    except IntegrityError as error:  # the name is the one thing in it that others can have
        raise NameTakenError from error
