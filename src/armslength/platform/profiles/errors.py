"""What can go wrong with a profile.

InvalidInputError
└── NameTakenError      somebody else already goes by this name
"""

from django.utils.translation import gettext as _

from armslength.platform.core.errors import InvalidInputError


class NameTakenError(InvalidInputError):
    """Names are unique, whatever their case or width."""

    code = "name-taken"

    def __init__(self) -> None:
        super().__init__("name", _("Somebody here already goes by this name. Please choose another."))
