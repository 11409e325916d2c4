"""What can go wrong, as facts.

PlatformError
├── NotFoundError          absent or forbidden: the two are never told apart
├── ConflictError          the thing has changed meanwhile
├── InvalidInputError      a field of the request cannot be used
├── MethodNotAllowedError  the address exists, but not for this method
└── TooManyRequestsError   a limit is used up for now
"""

from typing import ClassVar


class PlatformError(Exception):
    """The root. `code` is stable and safe to show; `status` is the HTTP status."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500


class NotFoundError(PlatformError):
    """Nothing here for this person, whether it is absent or not theirs to see."""

    code = "not-found"
    status = 404


class ConflictError(PlatformError):
    """The state of the thing does not allow this any more. `fact` names the state."""

    code = "conflict"
    status = 409

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


class InvalidInputError(PlatformError):
    """`field` cannot be used as given; `reason` says why, for the person who sent it."""

    code = "invalid"
    status = 400

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class MethodNotAllowedError(PlatformError):
    """The address takes another method: a form was opened like a page, say."""

    code = "method-not-allowed"
    status = 405


class TooManyRequestsError(PlatformError):
    """The limit `name` is used up; free again in `retry_after_seconds`."""

    code = "too-many"
    status = 429

    def __init__(self, name: str, retry_after_seconds: int) -> None:
        super().__init__(f"{name}: again in {retry_after_seconds} s")
        self.name = name
        self.retry_after_seconds = retry_after_seconds
