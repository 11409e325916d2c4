"""Nothing of the demo exists outside of it, whatever the routes say."""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse  # noqa: TID251 - stands in front of views

from armslength.platform.core.errors import NotFoundError

P = ParamSpec("P")


def demo_only(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Serve callers on this machine, in demo mode. For everyone else there is nothing here: NotFoundError."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **options: P.kwargs) -> HttpResponse:
        if not settings.IS_DEMO or not _is_on_this_machine(request.META.get("REMOTE_ADDR", "")):
            raise NotFoundError
        return view(request, *args, **options)

    return guarded


def _is_on_this_machine(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
