"""The pages of the demo: whom to be, and what was mailed."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from armslength.platform.accounts.actions import sign_in_as
from armslength.platform.accounts.models import Member
from armslength.platform.accounts.vault import find_owner
from armslength.platform.config.demo.access import demo_only
from armslength.platform.config.demo.mailbox import MAILS_KEPT, read_mails
from armslength.platform.config.demo.story import characters
from armslength.platform.core.errors import NotFoundError
from armslength.platform.messaging.queries import rooms_for
from armslength.platform.profiles.queries import Face, faces_of

SHOWN_FIRST = 2  # the two whose room shows the most


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody to be, on the page where one chooses."""

    face: Face
    is_client: bool
    is_freelancer: bool
    room_count: int


@never_cache
@require_GET
@demo_only
def cast(request: HttpRequest) -> HttpResponse:
    """Everyone one can be."""
    roles = _roles()
    return render(request, "demo/cast.html", {"first": roles[:SHOWN_FIRST], "others": roles[SHOWN_FIRST:]})


@require_POST
@demo_only
def become(request: HttpRequest, person_id: str) -> HttpResponse:
    """Sign this browser in as one of the cast, and go to their liveliest room; only the cast is offered."""
    member = next((member for member in _cast() if member.public_id == person_id), None)
    if member is None:
        raise NotFoundError
    sign_in_as(request, member)
    room = rooms_for(member).first()
    return redirect("projects") if room is None else redirect("room", room.public_id)


@never_cache
@require_GET
@demo_only
def mail(request: HttpRequest) -> HttpResponse:
    """What this process would have mailed, so that a visitor can follow the links."""
    return render(request, "demo/mail.html", {"mails": read_mails(), "mails_kept": MAILS_KEPT})


def _cast() -> list[Member]:
    found = (find_owner(character.mail) for character in characters())
    return [member for member in found if member is not None and member.is_here]


def _roles() -> list[Role]:
    members = _cast()
    faces = faces_of([member.pk for member in members])
    return [
        Role(faces[member.pk], member.is_client, member.is_freelancer, rooms_for(member).count()) for member in members
    ]
