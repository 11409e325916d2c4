"""What a client's pages are told. Events carry references; `events.py` says how they are shown."""

from armslength.platform.projects.models import Proposal
from armslength.platform.realtime.actions import publish_events
from armslength.platform.realtime.types import NewEvent

PROPOSAL = "proposal"


def publish_proposal(proposal: Proposal) -> None:
    """Tell the client that somebody made a proposal."""
    data = {"project": proposal.project.public_id, "proposal": proposal.public_id}
    publish_events([NewEvent(proposal.project.client_id, PROPOSAL, data)])
