"""A real SMTP server that keeps what it is given."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.ports import free_port

WAIT_SECONDS = 15.0
logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells every line of every mail


@dataclass(frozen=True)
class Letter:
    """One mail as it arrived: the envelope's recipients, and the message."""

    to: tuple[str, ...]
    message: EmailMessage
    source: bytes

    @property
    def text(self) -> str:
        """The plain text of the message."""
        part = self.message.get_body(preferencelist=("plain",))
        assert part is not None, "every mail has a plain text"
        content = part.get_content()
        assert isinstance(content, str)
        return content


@dataclass
class Mailbox:
    """All mail that has arrived; waits for what is on its way."""

    port: int = 0
    letters: list[Letter] = field(default_factory=list)
    _arrived: threading.Condition = field(default_factory=threading.Condition)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name for it
        """Keep a mail (called by aiosmtpd)."""
        source = envelope.original_content or b""
        message = message_from_bytes(source, policy=policy.default)
        assert isinstance(message, EmailMessage)
        with self._arrived:
            self.letters.append(Letter(tuple(envelope.rcpt_tos), message, source))
            self._arrived.notify_all()
        return "250 kept"

    def wait_for(self, address: str, *, count: int = 1) -> Letter:
        """The `count`-th mail to `address`; fails when it has not come within `WAIT_SECONDS`."""
        deadline = time.monotonic() + WAIT_SECONDS
        with self._arrived:
            while len(found := [letter for letter in self.letters if address in letter.to]) < count:
                if not self._arrived.wait(deadline - time.monotonic()):
                    recipients = [letter.to for letter in self.letters]
                    raise AssertionError(f"mail {count} to {address} did not come; there are mails to {recipients}")
        return found[count - 1]


@contextmanager
def running_mailbox() -> Iterator[Mailbox]:
    """A mailbox that listens on a free port of 127.0.0.1."""
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    mailbox.port = controller.port
    try:
        yield mailbox
    finally:
        controller.stop()
