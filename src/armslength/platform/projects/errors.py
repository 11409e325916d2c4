"""What can go wrong with projects and proposals.

ConflictError
├── ProjectClosedError      the project takes no proposals (any more)
└── AlreadyProposedError    one proposal for a project is enough; `proposal_id` is the one there is
"""

from django.utils.translation import gettext as _

from armslength.platform.core.errors import ConflictError


class ProjectClosedError(ConflictError):
    """Closed by its client, or past its deadline."""

    code = "project-closed"

    def __init__(self) -> None:
        super().__init__(_("This project takes no more proposals. There may be others that fit you."))


class AlreadyProposedError(ConflictError):
    """The freelancer has made a proposal for this project before."""

    code = "already-proposed"

    def __init__(self, proposal_id: str) -> None:
        super().__init__(_("You have made a proposal for this project already. Talk about it in its room."))
        self.proposal_id = proposal_id
