"""Jobs that write to members. Their arguments are ids: the job table holds no address and no secret.

Safe to run twice: at worst a mail comes twice, and both its links work until one is used.
"""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django_tasks import task

from armslength.platform.accounts.mail import send_member_mail
from armslength.platform.accounts.models import Member
from armslength.platform.accounts.tokens import issue_token
from armslength.platform.accounts.types import MailPurpose

NOBODY = 0
"""The id under which a mail to nobody is queued, so that an unknown address costs what a known one does."""


def _link(name: str, *parts: str) -> str:
    return urljoin(f"{settings.ORIGIN}/", reverse(name, args=parts))


@task
def send_sign_up_mail(member_id: int) -> None:
    """Ask a new member to verify; tell one who has an account that somebody tried to make another."""
    member = Member.objects.filter(pk=member_id, ended_at=None).first()
    if member is None:
        return
    if member.verified_at is None:
        link = _link("verify_mail", issue_token(member.pk, MailPurpose.VERIFY))
        send_member_mail(member_id=member.pk, template="verify", context={"link": link})
        return
    context = {"sign_in": _link("sign_in"), "reset": _link("request_reset")}
    send_member_mail(member_id=member.pk, template="already", context=context)


@task
def send_reset_mail(member_id: int) -> None:
    """Send the link that sets a new password; to nobody when there is no such member."""
    member = Member.objects.filter(pk=member_id, ended_at=None).first()
    if member is not None:
        link = _link("reset_password", issue_token(member.pk, MailPurpose.RESET))
        send_member_mail(member_id=member.pk, template="reset", context={"link": link})


@task
def send_password_changed_mail(member_id: int) -> None:
    """Tell a member that the password was changed, in case it was not them."""
    if Member.objects.filter(pk=member_id, ended_at=None).exists():
        context = {"reset": _link("request_reset")}
        send_member_mail(member_id=member_id, template="password_changed", context=context)
