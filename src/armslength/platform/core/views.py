"""Error pages that Django itself asks for, and the health check."""

from http import HTTPStatus

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from armslength.platform.core.errors import NotFoundError, PlatformError
from armslength.platform.core.middleware import describe_error, error_response, wants_json


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same answer for every path that leads nowhere."""
    return error_response(request, NotFoundError())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be read."""
    if wants_json(request):
        sentence = _("The page sent something that could not be read. Load it again, please.")
        return JsonResponse({"error": "unreadable", "message": sentence}, status=HTTPStatus.BAD_REQUEST)
    return render(request, "errors/400.html", status=HTTPStatus.BAD_REQUEST)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was opened too long ago or in another window; nothing was changed."""
    sentence = _("This page was open for too long. Load it again, then repeat what you did.")
    if wants_json(request):
        return JsonResponse({"error": "csrf", "message": sentence}, status=HTTPStatus.FORBIDDEN)
    return render(request, "errors/403.html", {"sentence": sentence}, status=HTTPStatus.FORBIDDEN)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault, said so; rendered without context processors, which may be what failed."""
    if wants_json(request):
        body = {"error": PlatformError.code, "message": describe_error(PlatformError())}
        return JsonResponse(body, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    return HttpResponse(
        _SERVER_ERROR_PAGE, status=HTTPStatus.INTERNAL_SERVER_ERROR, content_type="text/html; charset=utf-8"
    )


_SERVER_ERROR_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Something went wrong</title>
<main><h1>Something went wrong on our side</h1>
<p>Nothing of yours is lost. Please go back and try again in a minute.</p></main></html>"""


def healthy(request: HttpRequest) -> HttpResponse:
    """200 while the process answers and its database does; for load balancers and tests."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": "ok"})
