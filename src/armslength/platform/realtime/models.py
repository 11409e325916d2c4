"""The event sequence of each member."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Sequence(models.Model):
    """A member's last event number; its row lock is what numbers events without a gap."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    last_number = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.member_id} at {self.last_number}"


class Event(models.Model):
    """Something that a member's pages must learn. `data` holds references, never text.

    What is shown for it is made when it is delivered, by the presenter of its kind, so that
    an event read late shows what may be seen now.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    number = models.BigIntegerField()
    kind = models.CharField(max_length=32)
    data = models.JSONField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "number"], name="event_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="event_number_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
