"""What every request of a member does: use their time zone, and note that they are here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from armslength.platform.accounts.sessions import SessionStore


class MemberMiddleware:
    """Shows times in the member's zone. Redirects nobody: views say whom they serve."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request in its member's zone."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        if isinstance(request.session, SessionStore):
            request.session.touch()
        # Threads serve many members, so the zone is put back afterwards.
        with timezone.override(request.user.timezone):
            return self.get_response(request)
