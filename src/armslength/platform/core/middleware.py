"""Facts that went wrong become answers: a page for a person, JSON for a module."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from armslength.platform.core.errors import (
    ConflictError,
    InvalidInputError,
    MethodNotAllowedError,
    NotFoundError,
    PlatformError,
    TooManyRequestsError,
)

MAX_SECONDS_SAID = 90

log = logging.getLogger(__name__)


def wants_json(request: HttpRequest) -> bool:
    """Whether a module of ours asks, rather than a person's browser navigating."""
    return request.headers.get("Accept", "").startswith("application/json") or (
        request.content_type == "application/json"
    )


def describe_error(error: PlatformError) -> str:
    """One sentence for the person who met the error: what happened and what to do."""
    from django.utils.translation import gettext as _  # noqa: PLC0415 - translated per request

    match error:
        case NotFoundError():
            return _("This page does not exist, or it is not open to you.")
        case TooManyRequestsError(retry_after_seconds=seconds):
            return _("That was a little fast. Please try again in %(time)s.") % {"time": _say_wait(seconds)}
        case MethodNotAllowedError():
            return _("This address is not one to open like this. Go back and use the button or the form there.")
        case InvalidInputError(reason=reason):
            return reason
        case ConflictError(fact=fact):
            return fact
    return _("Something went wrong on our side. Nothing of yours is lost; please try again.")


def _say_wait(seconds: int) -> str:
    from django.utils.translation import ngettext  # noqa: PLC0415 - translated per request

    if seconds <= MAX_SECONDS_SAID:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes = -(-seconds // 60)
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def error_response(request: HttpRequest, error: PlatformError) -> HttpResponse:
    """The answer for `error`, in the form that the asker can use."""
    sentence = describe_error(error)
    response: HttpResponse
    if wants_json(request):
        body: dict[str, object] = {"error": error.code, "message": sentence}
        if isinstance(error, TooManyRequestsError):
            body["retry_after_seconds"] = error.retry_after_seconds
        response = JsonResponse(body, status=error.status)
    else:
        context = {"sentence": sentence, "title": HTTPStatus(error.status).phrase, "status": error.status}
        page = render_to_string([f"errors/{error.status}.html", "errors/error.html"], context, request)
        response = HttpResponse(page, status=error.status)
    if isinstance(error, TooManyRequestsError):
        response["Retry-After"] = str(error.retry_after_seconds)
    return response


class ErrorMiddleware:
    """Translates the exception tree of the platform; everything else stays Django's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; Django's answer to a method that a page does not know is empty, ours says so."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        answer = error_response(request, MethodNotAllowedError())
        answer["Allow"] = response["Allow"]
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a platform error; leave others to Django's own error page."""
        if not isinstance(exception, PlatformError):
            return None
        if exception.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            # The route and not the path, which can hold the secret of a mailed link.
            log.error("%s at %s", exception.code, getattr(request.resolver_match, "route", "no route"))
        return error_response(request, exception)
