"""Mail to members: the only place where an address is read in the clear.

Runs inside jobs, whose tracebacks are stored in the database. What the mail server answers
often repeats the address, so nothing of it leaves but the kind of failure and its code.
"""

from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.views.decorators.debug import sensitive_variables

from armslength.platform.accounts.errors import MailNotSentError
from armslength.platform.accounts.models import Member
from armslength.platform.accounts.vault import reveal_login_mail

HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def send_member_mail(*, member_id: int, template: str, context: Mapping[str, object]) -> None:
    """Send `accounts/mail/<template>.txt` (its first line is the subject) in the member's language and time.

    Raises MailNotSentError; DetailNotKeptError when the member has gone.
    """
    subject, body = _render(Member.objects.get(pk=member_id), template, context)
    _send(subject, body, reveal_login_mail(member_id))


def _render(member: Member, template: str, context: Mapping[str, object]) -> tuple[str, str]:
    with translation.override(member.language), timezone.override(member.timezone):
        text = render_to_string(f"accounts/mail/{template}.txt", {"origin": settings.ORIGIN, **context})
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


@sensitive_variables("address")
def _send(subject: str, body: str, address: str) -> None:
    message = EmailMessage(subject, body, to=[address], headers=HEADERS)
    try:
        message.send()
    except Exception as error:  # noqa: BLE001 - whatever failed, only its kind may leave this function
        reason = f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()
    else:
        return
    # Raised outside the handler: not even as its context may the answer be kept.
    raise MailNotSentError(reason)
