"""The demo's mail: kept in this process for its visitor to read, sent nowhere."""

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from armslength.platform.core.clock import now

MAILS_KEPT = 50


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it would have been sent."""

    to: str
    subject: str
    text: str
    at: datetime


_mails: deque[Mail] = deque(maxlen=MAILS_KEPT)
_lock = threading.Lock()


class MailboxBackend(BaseEmailBackend):
    """Django's way of sending, ending in a list of the last `MAILS_KEPT` mails."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails; how many."""
        mails = [Mail(", ".join(m.recipients()), str(m.subject), str(m.body), now()) for m in email_messages]
        with _lock:
            _mails.extend(mails)
        return len(mails)


def read_mails() -> list[Mail]:
    """What is in the box, newest first."""
    with _lock:
        return list(reversed(_mails))


def empty_mailbox() -> None:
    """Throw everything away."""
    with _lock:
        _mails.clear()
