"""Changing a password, and setting a new one by mail. Either ends every other session and every mailed link."""

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.http import HttpRequest  # noqa: TID251 - the browser that changes the password stays signed in
from django.views.decorators.debug import sensitive_variables

from armslength.platform.accounts.actions.sessions import end_sessions, sign_in_as
from armslength.platform.accounts.errors import WrongPasswordError
from armslength.platform.accounts.letters import NOBODY, send_password_changed_mail, send_reset_mail
from armslength.platform.accounts.models import Member, MemberSession
from armslength.platform.accounts.tokens import find_token, spend_all_tokens, spend_token
from armslength.platform.accounts.types import MailPurpose
from armslength.platform.accounts.vault import find_owner
from armslength.platform.audit.actions import record_action
from armslength.platform.core.clock import now


@transaction.atomic
@sensitive_variables("mail")
def request_reset(*, mail: str) -> None:
    """Mail the link for a new password, if there is such a member; does and answers the same if not."""
    owner = find_owner(mail)
    send_reset_mail.enqueue(owner.pk if owner else NOBODY)


@sensitive_variables("token", "password", "encoded")
def reset_password(*, token: str, password: str) -> Member:
    """Set a new password by a mailed link, and end all sessions. Raises LinkSpentError.

    Whoever reads the mail owns the address, so it counts as verified from now on.
    """
    find_token(token, MailPurpose.RESET)  # a spent link costs no hashing
    encoded = make_password(password)
    with transaction.atomic():
        member = Member.objects.select_for_update().get(pk=spend_token(token, MailPurpose.RESET))
        member.verified_at = member.verified_at or now()
        _set_password(member, encoded, "password.reset")
    return member


@sensitive_variables("current", "password", "encoded")
def change_password(*, request: HttpRequest, actor: Member, current: str, password: str) -> None:
    """Set a new password and keep only this browser signed in. Raises WrongPasswordError."""
    if not check_password(current, actor.password):
        raise WrongPasswordError
    encoded = make_password(password)
    with transaction.atomic():
        member = Member.objects.select_for_update().get(pk=actor.pk)
        if member.password != actor.password:  # changed elsewhere in the same moment
            raise WrongPasswordError
        _set_password(member, encoded, "password.changed")
        sign_in_as(request, member)


def _set_password(member: Member, encoded: str, action: str) -> None:
    member.password = encoded
    member.save(update_fields=["password", "verified_at"])
    end_sessions(member, MemberSession.objects.all())
    spend_all_tokens(member.pk)
    record_action(actor=member.public_id, action=action, subject=member.public_id)
    send_password_changed_mail.enqueue(member.pk)
