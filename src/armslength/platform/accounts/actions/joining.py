"""Signing up and verifying the address.

Whether an address has an account already shows nowhere: a sign-up does the same, answers
the same and mails the owner in every case. Only the mail differs.

An account belongs to whoever knows its password *and* reads its mail. A link that is opened
in another browser than the one that signed up asks for the password; otherwise somebody
could sign up with your address, wait until you follow the link, and share your account.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from armslength.platform.accounts.errors import DetailTakenError, LinkSpentError, WrongPasswordError
from armslength.platform.accounts.letters import send_sign_up_mail
from armslength.platform.accounts.models import Member
from armslength.platform.accounts.tokens import find_token, spend_token
from armslength.platform.accounts.types import DetailKind, MailPurpose
from armslength.platform.accounts.vault import find_owner, store_detail
from armslength.platform.audit.actions import record_action
from armslength.platform.core.clock import now
from armslength.platform.core.errors import ConflictError
from armslength.platform.realtime.actions import open_sequence


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chooses at sign-up, besides address and password."""

    is_client: bool
    is_freelancer: bool
    timezone: str
    language: str


def password_mark(encoded: str) -> str:
    """Names one stored password hash without showing it; kept in the browser's session that signed up."""
    return hashlib.sha256(encoded.encode()).hexdigest()


@sensitive_variables("mail", "password", "encoded")
def sign_up(*, mail: str, password: str, choices: Choices) -> str:
    """Make an account and mail the owner of the address what to do; the mark of the password.

    For an address whose account is not verified yet, the newest password and choices count.
    """
    encoded = make_password(password)
    with transaction.atomic():
        with suppress(DetailTakenError):
            _make_member(mail, encoded, choices)
        owner = find_owner(mail)
        if owner is None:  # it was forgotten, unfinished, in this very moment
            raise ConflictError(_("That crossed with something else. Please send it again."))
        _take_newest(owner, encoded, choices)
        send_sign_up_mail.enqueue(owner.pk)
    return password_mark(encoded)


@transaction.atomic
def _make_member(mail: str, encoded: str, choices: Choices) -> None:
    member = Member.objects.create(
        password=encoded,
        created_at=now(),
        is_client=choices.is_client,
        is_freelancer=choices.is_freelancer,
        timezone=choices.timezone,
        language=choices.language,
    )
    open_sequence(member.pk)
    store_detail(member, DetailKind.LOGIN_MAIL, mail)


def _take_newest(owner: Member, encoded: str, choices: Choices) -> None:
    Member.objects.filter(pk=owner.pk, verified_at=None, ended_at=None).update(
        password=encoded,
        created_at=now(),  # what is never finished is forgotten so long after the last attempt, not the first
        is_client=choices.is_client,
        is_freelancer=choices.is_freelancer,
        timezone=choices.timezone,
        language=choices.language,
    )


@sensitive_variables("token", "password")
def verify_mail(*, token: str, mark: str, password: str) -> Member:
    """Use the link up and let the member in.

    `mark` is the password's mark in the browser that signed up, `password` what was typed;
    one of them must fit. Raises LinkSpentError, WrongPasswordError; then nothing has changed.
    """
    member = find_token(token, MailPurpose.VERIFY).member
    if not is_marked(member, mark) and not check_password(password, member.password):
        raise WrongPasswordError
    with transaction.atomic():
        locked = Member.objects.select_for_update().get(pk=spend_token(token, MailPurpose.VERIFY))
        if locked.password != member.password:  # signed up anew meanwhile, with another password
            raise LinkSpentError
        locked.verified_at = now()
        locked.save(update_fields=["verified_at"])
        record_action(actor=locked.public_id, action="member.verified", subject=locked.public_id)
    return locked


def is_marked(member: Member, mark: str) -> bool:
    """Whether the browser with `mark` is the one that signed up with the password now in force."""
    return constant_time_compare(mark, password_mark(member.password))
