"""What people do with projects. Each action checks, locks, writes, logs and publishes, in one transaction.

The texts have passed the guard in the form that they were written in; `keep_evidence` stores
what had to be hidden, in the same transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from armslength.platform.accounts.models import Member
from armslength.platform.accounts.queries import check_still_here
from armslength.platform.audit.actions import record_action
from armslength.platform.core.clock import now
from armslength.platform.core.errors import NotFoundError
from armslength.platform.core.limits import check_limit
from armslength.platform.projects.errors import AlreadyProposedError, ProjectClosedError
from armslength.platform.projects.models import Project, Proposal
from armslength.platform.projects.publishing import publish_proposal
from armslength.platform.projects.queries import get_own_project_for, get_project_for
from armslength.platform.projects.rules import may_post, may_propose, search_text, skill_keys
from armslength.platform.screening.types import PassedText

KeepEvidence = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Brief:
    """A project as its client describes it; `budget_minor` in minor units of `currency`."""

    title: PassedText
    text: PassedText
    skills: tuple[PassedText, ...]
    budget_minor: int
    currency: str
    deadline: date


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal as its freelancer words it; `price_minor` in minor units of the project's currency."""

    text: PassedText
    price_minor: int
    days: int


def post_project(*, actor: Member, brief: Brief, keep_evidence: KeepEvidence | None = None) -> Project:
    """Post a project. Raises NotFoundError for those who are not clients, TooManyRequestsError."""
    if not may_post(actor):
        raise NotFoundError
    check_limit("publish", actor.public_id)
    with transaction.atomic():
        check_still_here(actor)
        project = Project.objects.create(
            client=actor,
            title=brief.title,
            text=brief.text,
            skills=list(brief.skills),
            budget_minor=brief.budget_minor,
            currency=brief.currency,
            deadline=brief.deadline,
            created_at=now(),
            search_text=search_text(brief.title, brief.text, brief.skills),
            skill_keys=skill_keys(brief.skills),
        )
        if keep_evidence is not None:
            keep_evidence()
        record_action(actor=actor.public_id, action="project.posted", subject=project.public_id)
    return project


def close_project(*, actor: Member, project_id: str) -> Project:
    """Take no more proposals; those that are there stay, and so do their rooms."""
    return _set_open(actor, project_id, is_open=False)


def reopen_project(*, actor: Member, project_id: str) -> Project:
    """Take proposals again. Raises ProjectClosedError past the deadline."""
    return _set_open(actor, project_id, is_open=True)


def propose(*, actor: Member, project_id: str, offer: Offer, keep_evidence: KeepEvidence | None = None) -> Proposal:
    """Make the actor's proposal for a project, and tell its client.

    Raises NotFoundError for those who may not, ProjectClosedError, AlreadyProposedError, TooManyRequestsError.
    """
    check_proposing(actor, get_project_for(actor, project_id))
    check_limit("publish", actor.public_id)
    with transaction.atomic():
        project = lock_project(project_id)
        check_still_here(actor)
        check_proposing(actor, project)
        proposal = Proposal.objects.create(
            project=project,
            freelancer=actor,
            text=offer.text,
            price_minor=offer.price_minor,
            currency=project.currency,
            days=offer.days,
            created_at=now(),
        )
        if keep_evidence is not None:
            keep_evidence()
        record_action(actor=actor.public_id, action="proposal.made", subject=proposal.public_id)
        publish_proposal(proposal)
    return proposal


def check_proposing(actor: Member, project: Project) -> None:
    """Raise what stands against a proposal of the actor: NotFoundError, AlreadyProposedError, ProjectClosedError."""
    if not may_propose(actor, client_id=project.client_id):
        raise NotFoundError
    known = Proposal.objects.filter(project=project, freelancer=actor).first()
    if known is not None:
        raise AlreadyProposedError(known.public_id)
    if not project.is_taking_proposals:
        raise ProjectClosedError


def lock_project(public_id: str) -> Project:
    """The project, locked until the transaction ends, but not against rows that refer to it."""
    return Project.objects.select_for_update(no_key=True).get(public_id=public_id)


def _set_open(actor: Member, project_id: str, *, is_open: bool) -> Project:
    get_own_project_for(actor, project_id)
    with transaction.atomic():
        project = lock_project(project_id)
        if project.is_open == is_open:
            return project
        project.is_open = is_open
        if is_open and not project.is_taking_proposals:
            raise ProjectClosedError
        project.save(update_fields=["is_open"])
        action = "project.reopened" if is_open else "project.closed"
        record_action(actor=actor.public_id, action=action, subject=project.public_id)
    return project
