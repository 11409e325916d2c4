"""Verdicts that were not *deliver*, with the text they were about under seal."""

from django.conf import settings
from django.db import models

from armslength.platform.core.ids import PublicIdField


class Assessment(models.Model):
    """One verdict on one text. The text may hold a contact detail, so it is stored sealed.

    `findings` holds acts, kinds, rules, techniques, offsets and confidences; never the
    decoded detail.
    """

    public_id = PublicIdField()
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assessments")
    surface = models.CharField(max_length=16)
    decision = models.CharField(max_length=16)
    rule = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    way = models.CharField(max_length=16, blank=True)
    findings = models.JSONField()
    is_complete = models.BooleanField()
    sealed_text = models.BinaryField()
    guard_version = models.CharField(max_length=32)
    created_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.decision} {self.rule}"

    @property
    def context(self) -> str:
        """What the sealed text is bound to."""
        return f"evidence:{self.public_id}"
