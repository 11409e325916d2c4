"""Leaks on purpose: a template tag that shows an address, and a middleware that logs one."""

import logging
from collections.abc import Callable

from django import template
from django.http import HttpRequest, HttpResponse

from armslength.platform.accounts.models import Member
from armslength.platform.accounts.vault import reveal_login_mail

log = logging.getLogger(__name__)
register = template.Library()


@register.simple_tag
def leaked_mail(public_id: str) -> str:
    """The login address of a member, where it has no business."""
    return reveal_login_mail(Member.objects.get(public_id=public_id).pk)


class TalkativeMiddleware:
    """Logs who comes, by address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve, and talk about it."""
        if request.user.pk is not None:
            log.info("a page for %s", reveal_login_mail(request.user.pk))
        return self.get_response(request)
