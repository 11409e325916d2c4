"""Signing in and out, and ending sessions elsewhere."""

from django.contrib import auth
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest  # noqa: TID251 - signing in is what happens to a request's session
from django.views.decorators.debug import sensitive_variables

from armslength.platform.accounts.devices import describe_device
from armslength.platform.accounts.errors import SignInRefusedError
from armslength.platform.accounts.models import Member, MemberSession
from armslength.platform.accounts.queries import find_member_by_credentials
from armslength.platform.accounts.sessions import SessionStore
from armslength.platform.audit.actions import record_action
from armslength.platform.core.errors import NotFoundError
from armslength.platform.realtime.transport import get_transport

BACKEND = "armslength.platform.accounts.backends.VaultBackend"


@sensitive_variables("mail", "password")
def sign_in(*, request: HttpRequest, mail: str, password: str) -> Member:
    """Sign the browser in. Raises SignInRefusedError, the same for everything that can be wrong."""
    found = find_member_by_credentials(mail, password)
    if found is None:
        raise SignInRefusedError
    with transaction.atomic():
        member = Member.objects.select_for_update().get(pk=found.pk)
        # A change of password that came in between has ended all sessions; none may begin after it.
        if member.password != found.password or not member.is_here:
            raise SignInRefusedError
        sign_in_as(request, member)
    return member


def sign_in_as(request: HttpRequest, member: Member) -> None:
    """Begin a session of `member` in this browser, under a fresh key and with nothing of the one before."""
    request.session.flush()
    if isinstance(request.session, SessionStore):
        request.session.device = describe_device(request.headers.get("User-Agent", ""))
    auth.login(request, member, backend=BACKEND)
    # Written at once, so that whoever ends the member's sessions next finds this one too.
    request.session.save()


def sign_out(request: HttpRequest) -> None:
    """End this browser's session; its open streams end with it."""
    member_id = request.user.pk
    auth.logout(request)
    if member_id is not None:
        transaction.on_commit(lambda: get_transport().wake((member_id,)))


@transaction.atomic
def revoke_session(*, actor: Member, session_id: str) -> None:
    """End one of the member's sessions by its public id. Raises NotFoundError for anything else."""
    if not end_sessions(actor, MemberSession.objects.filter(public_id=session_id)):
        raise NotFoundError


@transaction.atomic
def revoke_other_sessions(*, actor: Member, spared_id: str | None) -> int:
    """End every session of the member but the one with this public id (None spares none); how many ended."""
    return end_sessions(actor, MemberSession.objects.exclude(public_id=spared_id or ""))


def end_sessions(actor: Member, sessions: QuerySet[MemberSession]) -> int:
    """Delete those of `sessions` that are the member's, log it, and have open streams look on commit."""
    ended = sessions.filter(member=actor).delete()[0]
    if ended:
        record_action(actor=actor.public_id, action="sessions.ended", subject=actor.public_id, facts={"count": ended})
        transaction.on_commit(lambda: get_transport().wake((actor.pk,)))
    return ended
