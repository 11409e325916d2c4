"""Projects and proposals as pages list them: with the faces of those who wrote them."""

from collections.abc import Iterable
from dataclasses import dataclass

from armslength.platform.accounts.models import Member
from armslength.platform.profiles.queries import Face, faces_of
from armslength.platform.projects.models import Project, Proposal
from armslength.platform.projects.rules import shorten

EXCERPT_CHARS = 180


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project in a list. `proposal_count` counts everyone's proposals."""

    project: Project
    client: Face
    proposal_count: int
    is_mine: bool
    has_proposed: bool

    @property
    def excerpt(self) -> str:
        """The beginning of the text in one line, cut between words where the language has them."""
        return shorten(self.project.text, EXCERPT_CHARS)


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal under its project."""

    proposal: Proposal
    freelancer: Face
    is_mine: bool


def project_rows(actor: Member, projects: Iterable[Project]) -> list[ProjectRow]:
    """Rows in the order of `projects`, which come from `find_projects`; two queries however many."""
    projects = list(projects)
    faces = faces_of({project.client_id for project in projects})
    mine = Proposal.objects.filter(freelancer=actor, project__in=projects)
    proposed = set(mine.values_list("project_id", flat=True))
    return [
        ProjectRow(
            project=project,
            client=faces[project.client_id],
            proposal_count=getattr(project, "proposal_count", 0),
            is_mine=project.client_id == actor.pk,
            has_proposed=project.pk in proposed,
        )
        for project in projects
    ]


def proposal_rows(actor: Member, proposals: Iterable[Proposal]) -> list[ProposalRow]:
    """Rows in the order of `proposals`; one query however many."""
    proposals = list(proposals)
    faces = faces_of({proposal.freelancer_id for proposal in proposals})
    return [
        ProposalRow(proposal, faces[proposal.freelancer_id], proposal.freelancer_id == actor.pk)
        for proposal in proposals
    ]
