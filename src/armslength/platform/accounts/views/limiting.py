"""Counting attempts. The limiter learns keyed hashes: no internet address, no mail address."""

from django.http import HttpRequest

from armslength.platform.accounts.models import Member
from armslength.platform.accounts.rules import canonical_login_mail
from armslength.platform.accounts.views.known import known_browser
from armslength.platform.core.limits import caller_key, check_limit
from armslength.platform.core.sealing import keyed_hash


def limit_caller(name: str, request: HttpRequest) -> None:
    """Count one use by where the request comes from. Raises TooManyRequestsError."""
    check_limit(name, caller_key(request.META["REMOTE_ADDR"]))


def limit_mail(name: str, mail: str, *parts: str) -> None:
    """Count one use for an address, known or not. Raises TooManyRequestsError."""
    check_limit(name, *parts, keyed_hash(canonical_login_mail(mail), purpose="limit").hex())


def limit_sign_in(request: HttpRequest, mail: str) -> None:
    """Count one guess at an address, known or not, by where it comes from. Raises TooManyRequestsError.

    So nobody uses up another's guesses. A far higher limit for all places together slows
    those who guess from many; a browser that the member knows counts by itself.
    """
    browser = known_browser(request, mail)
    if browser is not None:
        check_limit("sign-in-mail", "known", browser)
        return
    limit_mail("sign-in-mail", mail, caller_key(request.META["REMOTE_ADDR"]))
    limit_mail("sign-in-everywhere", mail)


def limit_member(name: str, member: Member) -> None:
    """Count one use for a member who is known already. Raises TooManyRequestsError."""
    check_limit(name, member.public_id)
