"""How events of projects are shown."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string

from armslength.platform.profiles.queries import faces_of
from armslength.platform.projects.models import Proposal
from armslength.platform.realtime.models import Event


def present_proposals(events: Sequence[Event]) -> Mapping[int, Mapping[str, Any]]:
    """The data of `proposal` events: the project, its title, and a short notice as HTML."""
    wanted = {event.data["proposal"] for event in events}
    rows = Proposal.objects.filter(public_id__in=wanted).select_related("project")
    proposals = {proposal.public_id: proposal for proposal in rows}
    faces = faces_of({proposal.freelancer_id for proposal in proposals.values()})
    shown: dict[int, Mapping[str, Any]] = {}
    for event in events:
        proposal = proposals.get(event.data["proposal"])
        if proposal is not None and proposal.project.client_id == event.member_id:
            context = {"proposal": proposal, "face": faces[proposal.freelancer_id]}
            shown[event.id] = {
                "project": proposal.project.public_id,
                "title": proposal.project.title,
                "html": render_to_string("projects/proposal_notice.html", context).strip(),
            }
    return shown
