"""Counting attempts. The limiter learns keyed hashes: no internet address, no mail address."""

from django.http import HttpRequest

from armslength.platform.accounts.models import Member
from armslength.platform.accounts.rules import canonical_login_mail
from armslength.platform.core.limits import caller_key, check_limit
from armslength.platform.core.sealing import keyed_hash


def limit_caller(name: str, request: HttpRequest) -> None:
    """Count one use by where the request comes from. Raises TooManyRequestsError."""
    check_limit(name, caller_key(request.META["REMOTE_ADDR"]))


def limit_mail(name: str, mail: str, *parts: str) -> None:
    """Count one use for an address, known or not. Raises TooManyRequestsError."""
    check_limit(name, *parts, keyed_hash(canonical_login_mail(mail), purpose="limit").hex())


def limit_member(name: str, member: Member) -> None:
    """Count one use for a member who is known already. Raises TooManyRequestsError."""
    check_limit(name, member.public_id)
