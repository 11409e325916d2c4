"""The rules of the house, as people read them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from armslength.platform.screening.rules import RULES


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The readable policy; every verdict links to its paragraph here."""
    return render(request, "pages/rules.html", {"rules": RULES})
