"""Where a page stands in its member's events, read before the page reads anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from armslength.platform.realtime.queries import last_number


class StreamPositionMiddleware:
    """Sets `request.stream_after` on page loads of signed-in members, forms that come back included.

    Taken first, so that an event that happens while the page is made is shown twice at
    worst (pages apply each once) and never missed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        is_page = "text/html" in request.headers.get("Accept", "")
        if is_page and request.user.pk is not None:
            request.stream_after = last_number(request.user.pk)  # type: ignore[attr-defined]  # ours to add
        return self.get_response(request)
