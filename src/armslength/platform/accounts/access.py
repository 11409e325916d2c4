"""Whom a view serves."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from armslength.platform.accounts.models import Member
from armslength.platform.core.middleware import wants_json

P = ParamSpec("P")


class MemberRequest(HttpRequest):
    """A request of a member who is here."""

    user: Member  # member_required has seen to it


def member_required(
    view: Callable[Concatenate[MemberRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Serve members only: a person is sent to sign in and then back, a module is told 401 `signed-out`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **options: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(cast(MemberRequest, request), *args, **options)
        if wants_json(request):
            body = {"error": "signed-out", "message": _("You are signed out. Sign in to go on.")}
            return JsonResponse(body, status=HTTPStatus.UNAUTHORIZED)
        # After signing in there is no form to send again, so only a page that was opened is a way back.
        is_page = request.method == "GET"
        return redirect_to_login(request.get_full_path() if is_page else resolve_url(settings.LOGIN_REDIRECT_URL))

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], guarded)
