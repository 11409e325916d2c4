"""Words that tables and rules share."""

from django.db.models import TextChoices


class DetailKind(TextChoices):
    """What a contact detail is."""

    LOGIN_MAIL = "login_mail"
    PHONE = "phone"
    LEGAL_NAME = "legal_name"
    PAYOUT = "payout"


class MailPurpose(TextChoices):
    """What a mailed link is good for."""

    VERIFY = "verify"
    RESET = "reset"
