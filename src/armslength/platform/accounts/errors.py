"""What can go wrong with accounts.

PlatformError
├── DetailTakenError        the address belongs to another account already; never told to the person
├── SignInRefusedError      unknown address, wrong password or no access: one answer for all
├── WrongPasswordError      a member who is known got their own password wrong
├── LinkSpentError          a mailed link is unknown, used or too old
├── MailNotSentError        the mail server refused; holds no address, unlike what it is made from
└── NotFoundError
    └── DetailNotKeptError  there is no such detail of the member in the vault
"""

from armslength.platform.core.errors import NotFoundError, PlatformError


class DetailTakenError(PlatformError):
    """Another member has this login address."""

    code = "detail-taken"
    status = 409


class DetailNotKeptError(NotFoundError):
    """The vault holds no such detail of the member."""

    code = "detail-not-kept"


class SignInRefusedError(PlatformError):
    """The address and the password do not open an account, for whatever reason."""

    code = "sign-in-refused"
    status = 400


class WrongPasswordError(PlatformError):
    """The password is not the member's."""

    code = "wrong-password"
    status = 400


class LinkSpentError(PlatformError):
    """The link opens nothing: it never existed, was used, or is too old."""

    code = "link-spent"
    status = 410


class MailNotSentError(PlatformError):
    """Sending failed. `reason` is an exception's name and a reply code; a job may store it."""

    code = "mail-not-sent"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
