"""Forgetting what nobody needs any more."""

from datetime import timedelta

from armslength.platform.accounts.models import MailToken, Member, MemberSession
from armslength.platform.core.clock import now

UNFINISHED_SIGN_UP_KEPT_FOR = timedelta(days=7)


def forget_stale_rows() -> int:
    """Delete expired sessions and links, and members who never verified their address; how many rows."""
    moment = now()
    stale = (
        MemberSession.objects.filter(expire_date__lt=moment),
        MailToken.objects.filter(expires_at__lt=moment),
        Member.objects.filter(verified_at=None, created_at__lt=moment - UNFINISHED_SIGN_UP_KEPT_FOR),
    )
    return sum(rows.delete()[0] for rows in stale)
