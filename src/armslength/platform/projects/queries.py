"""Reading projects and proposals. Absent and forbidden give the same NotFoundError."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from armslength.platform.accounts.models import Member
from armslength.platform.core.clock import now
from armslength.platform.core.errors import NotFoundError
from armslength.platform.core.search import fold_query
from armslength.platform.projects.models import Project, Proposal
from armslength.platform.projects.rules import skill_key

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for: words that must all occur, a skill, and whether only among their own."""

    words: str = ""
    skill: str = ""
    is_mine: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.words or self.skill)


def find_projects(actor: Member, search: Search) -> QuerySet[Project]:
    """The projects that fit, newest first, each with `proposal_count`."""
    found = Project.objects.filter(_mine(actor) if search.is_mine else _waiting())
    for word in fold_query(search.words).split():
        found = found.filter(search_text__contains=word)
    if search.skill:
        found = found.filter(skill_keys__contains=f"\n{skill_key(search.skill)}\n")
    return found.annotate(proposal_count=Count("proposals")).order_by("-created_at", "-id")


def get_project_for(actor: Member, public_id: str) -> Project:
    """A project that is open to all members, or that the actor posted or made a proposal for."""
    visible = Q(is_open=True, client__ended_at__isnull=True) | _mine(actor)
    project = Project.objects.filter(visible, public_id=public_id).select_related("client").first()
    if project is None:
        raise NotFoundError
    return project


def get_own_project_for(actor: Member, public_id: str) -> Project:
    """A project of the actor's own."""
    project = Project.objects.filter(client=actor, public_id=public_id).select_related("client").first()
    if project is None:
        raise NotFoundError
    return project


def get_proposal_for(actor: Member, public_id: str) -> Proposal:
    """A proposal, for one of its two sides; comes with its project, client and freelancer."""
    sides = Q(project__client=actor) | Q(freelancer=actor)
    proposals = Proposal.objects.filter(sides, public_id=public_id)
    proposal = proposals.select_related("project__client", "freelancer").first()
    if proposal is None:
        raise NotFoundError
    return proposal


def proposals_for(actor: Member, project: Project) -> list[Proposal]:
    """The proposals for a project that the actor may see: all for its client, else their own; oldest first."""
    seen = Q() if project.client_id == actor.pk else Q(freelancer=actor)
    return list(Proposal.objects.filter(seen, project=project).order_by("created_at", "id"))


def _waiting() -> Q:
    return Q(is_open=True, deadline__gte=now().date(), client__ended_at__isnull=True)


def _mine(actor: Member) -> Q:
    """Posted by the actor, or proposed for. A subquery, so that rows are not doubled by a join."""
    proposed = Proposal.objects.filter(freelancer=actor).values("project")
    return Q(client=actor) | Q(pk__in=proposed)
