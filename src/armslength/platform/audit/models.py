"""The log. The database refuses to change or remove a row (see the migration)."""

from django.db import models


class Entry(models.Model):
    """Who did what to what. Opaque ids and codes only: no text of a person, no contact detail."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=32)
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=64)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject", "id"]), models.Index(fields=["actor", "id"])]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
