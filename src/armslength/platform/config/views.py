"""The front door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from armslength.platform.messaging.queries import has_rooms


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What armslength is, for visitors; where the work is, for members."""
    if request.user.pk is None:
        return render(request, "pages/landing.html")
    return redirect("rooms" if has_rooms(request.user.pk) else "projects")
