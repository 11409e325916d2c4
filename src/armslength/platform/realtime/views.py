"""Catching up by an ordinary request: what a page does when it finds a gap in the numbers."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from armslength.platform.core.errors import InvalidInputError, NotFoundError
from armslength.platform.realtime.looking import look_for_member


@require_GET
def since(request: HttpRequest) -> JsonResponse:
    """The events after `?after=`, in order, at most one look's worth; `more` when there are others."""
    if request.user.pk is None:
        raise NotFoundError
    after = request.GET.get("after", "")
    if not after.isascii() or not after.isdigit() or len(after) > 18:
        raise InvalidInputError("after", "after is an event number")
    events, newest, is_reset = look_for_member(request.user.pk, int(after))
    body = {"events": [frame.data for frame in events], "number": newest, "reset": is_reset}
    return JsonResponse(body, headers={"Cache-Control": "no-store"})
