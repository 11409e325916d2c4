"""What every page's frame shows: who is here, how much is unread, where the stream begins."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest  # noqa: TID251 - a context processor is given the request

from armslength.platform.messaging.queries import unread_by_room
from armslength.platform.profiles.queries import faces_of


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html. A page that was refused before sign-in was read has no member."""
    frame: dict[str, Any] = {"is_demo": settings.IS_DEMO, "me": None, "stream_after": None, "unread_all": 0}
    user = getattr(request, "user", None)
    if user is not None and user.pk is not None:
        frame["me"] = faces_of([user.pk])[user.pk]
        frame["stream_after"] = getattr(request, "stream_after", None)
        frame["unread_all"] = sum(unread_by_room(user.pk).values())
    return frame
