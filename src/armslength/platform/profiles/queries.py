"""Reading profiles. Everyone has one: it is drawn the first time somebody looks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from armslength.platform.accounts.models import Member
from armslength.platform.core.clock import now
from armslength.platform.core.errors import NotFoundError
from armslength.platform.profiles.avatars import new_seed
from armslength.platform.profiles.models import Profile
from armslength.platform.profiles.pseudonyms import draw_pseudonym
from armslength.platform.profiles.rules import city_of, is_open_at, local_moment, name_key, say_hours

SEED_SHOWN_CHARS = 8


@dataclass(frozen=True, slots=True)
class Face:
    """What one member sees of another wherever they meet.

    `local_time` is the wall clock where they are ("14:05"); `hours_text` is empty when they
    named no working hours.
    """

    public_id: str
    name: str
    headline: str
    avatar_url: str
    local_time: str
    hours_text: str
    is_open_now: bool


@dataclass(frozen=True, slots=True)
class Person:
    """The page of a member: the face, and what they say of themselves."""

    face: Face
    bio: str
    skills: list[str]
    place: str
    is_client: bool
    is_freelancer: bool
    since: datetime
    is_me: bool


def get_profile(member_id: int) -> Profile:
    """The member's profile, drawn now if there is none yet. Raises NotFoundError."""
    profile = _profiles([member_id]).get(member_id)
    if profile is None:
        raise NotFoundError
    return profile


def faces_of(member_ids: Collection[int]) -> dict[int, Face]:
    """The faces of members by primary key, in one query; ids that are nobody's are left out."""
    moment = now()
    return {pk: _face(profile, moment) for pk, profile in _profiles(member_ids).items()}


def get_person_for(actor: Member, public_id: str) -> Person:
    """The page of a member who is here. Raises NotFoundError."""
    member = Member.objects.filter(public_id=public_id, verified_at__isnull=False, ended_at__isnull=True).first()
    if member is None:
        raise NotFoundError
    profile = get_profile(member.pk)
    return Person(
        face=_face(profile, now()),
        bio=profile.bio,
        skills=profile.skills,
        place=city_of(member.timezone),
        is_client=member.is_client,
        is_freelancer=member.is_freelancer,
        since=member.created_at,
        is_me=member.pk == actor.pk,
    )


def get_avatar_seed(public_id: str) -> str:
    """The seed of a member's picture. Raises NotFoundError."""
    seed = Profile.objects.filter(member__public_id=public_id).values_list("avatar_seed", flat=True).first()
    if seed is None:
        raise NotFoundError
    return seed


def is_name_taken(name: str, *, by_other_than: int) -> bool:
    """Whether another member goes by this name."""
    return Profile.objects.filter(name_key=name_key(name)).exclude(member_id=by_other_than).exists()


def _face(profile: Profile, moment: datetime) -> Face:
    member = profile.member
    local = local_moment(member.timezone, moment)
    # The seed in the address lets browsers keep a picture for ever and still see a new one at once.
    version = profile.avatar_seed[:SEED_SHOWN_CHARS]
    return Face(
        public_id=member.public_id,
        name=profile.name,
        headline=profile.headline,
        avatar_url=f"{reverse('avatar', args=[member.public_id])}?v={version}",
        local_time=f"{local:%H:%M}",
        hours_text=say_hours(profile.hours_start, profile.hours_end),
        is_open_now=is_open_at(profile.hours_start, profile.hours_end, local.time()),
    )


def _profiles(member_ids: Collection[int]) -> dict[int, Profile]:
    wanted = set(member_ids)
    found = _stored(wanted)
    attempt = 0
    while missing := wanted - found.keys():
        members = set(Member.objects.filter(pk__in=missing).values_list("pk", flat=True))
        wanted -= missing - members
        _draw_profiles(members, attempt)
        found |= _stored(members)
        attempt += 1
    return found


def _stored(member_ids: Collection[int]) -> dict[int, Profile]:
    if not member_ids:
        return {}
    rows = Profile.objects.filter(member_id__in=member_ids).select_related("member")
    return {profile.member_id: profile for profile in rows}


def _draw_profiles(member_ids: Collection[int], attempt: int) -> None:
    """Add a profile for each; whoever loses a race for a name or a member is drawn again by the caller."""
    names = {member_id: draw_pseudonym(attempt) for member_id in member_ids}
    rows = [
        Profile(member_id=member_id, name=name, name_key=name_key(name), avatar_seed=new_seed())
        for member_id, name in names.items()
    ]
    Profile.objects.bulk_create(rows, ignore_conflicts=True)
