"""Browsers that a member has signed in with before (OWASP: "device cookies").

Guesses at an address are limited, and whoever guesses uses the limit up for everybody. A
browser that the member has used before counts by itself, so that guessing from elsewhere
does not shut them out. Its mark opens nothing: address and password are still asked for.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from armslength.platform.accounts.models import Member
from armslength.platform.accounts.vault import find_owner
from armslength.platform.core.ids import new_id
from armslength.platform.core.sealing import keyed_hash, keyed_hashes

COOKIE = "armslength_known"
KEPT_SECONDS = 180 * 24 * 3600
_PURPOSE = "known browser"


def remember_browser(response: HttpResponse, member: Member) -> None:
    """Mark the browser as one of the member's; it says nothing about who they are."""
    browser = new_id()
    mark = keyed_hash(f"{browser}:{member.public_id}", purpose=_PURPOSE).hex()
    response.set_cookie(
        COOKIE,
        f"{browser}.{mark}",
        max_age=KEPT_SECONDS,
        path=reverse("sign_in"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known_browser(request: HttpRequest, mail: str) -> str | None:
    """The browser's own id if the owner of the address has used it before."""
    browser, _, mark = request.COOKIES.get(COOKIE, "").partition(".")
    owner = find_owner(mail) if mark else None
    if owner is None:
        return None
    marks = keyed_hashes(f"{browser}:{owner.public_id}", purpose=_PURPOSE)
    return browser if any(constant_time_compare(mark, known.hex()) for known in marks) else None
