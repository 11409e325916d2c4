"""What can go wrong in a room.

ConflictError
├── EditTooLateError       the time to edit has passed
├── TooMuchSaidError       too much was said since to judge the edit by
└── NotTakeableError       the message has been delivered or taken back already
"""

from django.utils.translation import gettext as _

from armslength.platform.core.errors import ConflictError


class EditTooLateError(ConflictError):
    """A message can be edited for ten minutes."""

    code = "edit-too-late"

    def __init__(self) -> None:
        super().__init__(_("A message can be changed for ten minutes after it was sent. You can still delete it."))


class TooMuchSaidError(ConflictError):
    """An edit is judged together with what was said after it, and that has become a lot."""

    code = "too-much-said"

    def __init__(self) -> None:
        super().__init__(_("Too much has been said since to change this message. You can still delete it."))


class NotTakeableError(ConflictError):
    """Only what has not been delivered can be taken back."""

    code = "not-takeable"

    def __init__(self) -> None:
        super().__init__(_("This message is no longer waiting. Load the page again to see what became of it."))
