"""The secrets of mailed links. Made when a mail is sent and stored hashed: no table holds one that works."""

import hashlib
import secrets
from datetime import timedelta

from django.views.decorators.debug import sensitive_variables

from armslength.platform.accounts.errors import LinkSpentError
from armslength.platform.accounts.models import MailToken
from armslength.platform.accounts.types import MailPurpose
from armslength.platform.core.clock import now

TOKEN_BYTES = 32
GOOD_FOR = {MailPurpose.VERIFY: timedelta(days=2), MailPurpose.RESET: timedelta(hours=1)}


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def issue_token(member_id: int, purpose: MailPurpose) -> str:
    """A fresh secret, good once for `purpose`."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    MailToken.objects.create(
        member_id=member_id, purpose=purpose, digest=_digest(token), expires_at=now() + GOOD_FOR[purpose]
    )
    return token


@sensitive_variables("token")
def find_token(token: str, purpose: MailPurpose) -> MailToken:
    """The live link with this secret, and its member. Raises LinkSpentError."""
    live = MailToken.objects.filter(purpose=purpose, used_at=None, expires_at__gt=now(), member__ended_at=None)
    found = live.filter(digest=_digest(token)).select_related("member").first()
    if found is None:
        raise LinkSpentError
    return found


@sensitive_variables("token")
def spend_token(token: str, purpose: MailPurpose) -> int:
    """Use the link up, and every other of its purpose with it; whose it was.

    In the caller's transaction, which stands or falls with it; of two at once, one wins.
    Raises LinkSpentError.
    """
    found = find_token(token, purpose)
    unused = MailToken.objects.filter(purpose=purpose, used_at=None)
    if not unused.filter(pk=found.pk).update(used_at=now()):
        raise LinkSpentError
    unused.filter(member_id=found.member_id).update(used_at=now())
    return found.member_id


def spend_all_tokens(member_id: int) -> None:
    """Let no link that was mailed so far open anything any more."""
    MailToken.objects.filter(member_id=member_id, used_at=None).update(used_at=now())
