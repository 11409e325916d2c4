"""Links that were mailed."""

from django.db import models

from armslength.platform.accounts.models.member import Member
from armslength.platform.accounts.types import MailPurpose


class MailToken(models.Model):
    """A link's secret, hashed. Good once, until it expires."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="mail_tokens")
    purpose = models.CharField(max_length=8, choices=MailPurpose)
    digest = models.BinaryField(max_length=32, unique=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} for {self.member_id}"
