"""What others see of a member."""

from django.conf import settings
from django.db import models
from django.db.models import Q

MAX_NAME_CHARS = 40
MAX_HEADLINE_CHARS = 100
MAX_BIO_CHARS = 3000


class Profile(models.Model):
    """The public face of one member. Everything in it has passed the guard or was made here.

    `name_key` is the name folded for comparison, so that nobody can pass for somebody
    else by a change of case or width. `hours_start` and `hours_end` are wall-clock times in
    the member's own zone; an end before the start means past midnight.
    """

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    name = models.CharField(max_length=MAX_NAME_CHARS)
    name_key = models.CharField(max_length=MAX_NAME_CHARS * 4, unique=True)
    headline = models.CharField(max_length=MAX_HEADLINE_CHARS, blank=True)
    bio = models.TextField(blank=True)
    skills = models.JSONField(default=list)
    avatar_seed = models.CharField(max_length=32)
    hours_start = models.TimeField(null=True)
    hours_end = models.TimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_start__isnull=True, hours_end__isnull=True)
                | Q(hours_start__isnull=False, hours_end__isnull=False),
                name="profile_hours_both_or_none",
            )
        ]

    def __str__(self) -> str:
        return self.name
