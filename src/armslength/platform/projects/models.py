"""Projects and proposals."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from armslength.platform.core.clock import now
from armslength.platform.core.ids import PublicIdField
from armslength.platform.projects.rules import is_taking_proposals

MAX_TITLE_CHARS = 100
MAX_PROJECT_CHARS = 8000
MAX_PROPOSAL_CHARS = 4000
MIN_DAYS = 1
MAX_DAYS = 365


class Project(models.Model):
    """Work that a client looks for somebody to do.

    `budget_minor` is in minor units of `currency` (ISO 4217). `search_text` holds title, text
    and skills folded for search; `skill_keys` the folded skills, each between line breaks.
    """

    public_id = PublicIdField()
    client = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="projects")
    title = models.CharField(max_length=MAX_TITLE_CHARS)
    text = models.TextField()
    skills = models.JSONField(default=list)
    budget_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    deadline = models.DateField()
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    search_text = models.TextField()
    skill_keys = models.TextField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(budget_minor__gt=0), name="project_budget_positive")]
        indexes = [
            models.Index(fields=["-created_at", "-id"], condition=Q(is_open=True), name="project_open_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_taking_proposals(self) -> bool:
        """Whether the project still waits for somebody."""
        return is_taking_proposals(is_open=self.is_open, deadline=self.deadline, today=now().date())


class Proposal(models.Model):
    """A freelancer's offer for a project: what they would do, for how much, in how many days.

    `price_minor` is in minor units of `currency`, which is the project's.
    """

    public_id = PublicIdField()
    project = models.ForeignKey(Project, models.PROTECT, related_name="proposals", db_index=False)
    freelancer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="proposals")
    text = models.TextField()
    price_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    days = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "freelancer"], name="proposal_once_a_project"),
            models.CheckConstraint(condition=Q(price_minor__gt=0), name="proposal_price_positive"),
            models.CheckConstraint(condition=Q(days__gte=MIN_DAYS, days__lte=MAX_DAYS), name="proposal_days_in_range"),
        ]

    def __str__(self) -> str:
        return self.public_id
