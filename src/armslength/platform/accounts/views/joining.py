"""Signing up and verifying the address."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from armslength.platform.accounts.actions import sign_in_as, sign_up, verify_mail
from armslength.platform.accounts.actions.joining import Choices, is_marked
from armslength.platform.accounts.errors import LinkSpentError, WrongPasswordError
from armslength.platform.accounts.forms import SignUpForm, VerifyForm
from armslength.platform.accounts.models import Member
from armslength.platform.accounts.tokens import find_token
from armslength.platform.accounts.types import MailPurpose
from armslength.platform.accounts.views.known import remember_browser
from armslength.platform.accounts.views.limiting import limit_caller, limit_mail, limit_member

MARK = "sign_up_mark"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The way in. What follows is the same whether or not the address has an account."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = SignUpForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():  # mistyping costs none of the few attempts
        return render(request, "accounts/sign_up.html", {"form": form})
    limit_caller("sign-up-caller", request)
    mail = form.cleaned_data["mail"]
    limit_mail("reset-mail", mail, "sign-up")
    choices = Choices(form.is_client, form.is_freelancer, form.cleaned_data["timezone"], translation.get_language())
    request.session[MARK] = sign_up(mail=mail, password=form.cleaned_data["password"], choices=choices)
    return redirect("check_mail")


@require_GET
def check_mail(request: HttpRequest) -> HttpResponse:
    """What to do after signing up."""
    return render(request, "accounts/check_mail.html")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the mailed link. Opening it changes nothing: programs open links in mails too."""
    mark = request.session.get(MARK, "")
    try:
        member = find_token(token, MailPurpose.VERIFY).member
        if request.method == "POST":
            return _verify(request, token, mark, member)
    except LinkSpentError:
        return link_spent(request)
    form = None if is_marked(member, mark) else VerifyForm()
    return render(request, "accounts/verify_mail.html", {"form": form})


def _verify(request: HttpRequest, token: str, mark: str, member: Member) -> HttpResponse:
    limit_member("sign-in-mail", member)
    form = VerifyForm(request.POST)
    if not form.is_valid() and not is_marked(member, mark):
        return render(request, "accounts/verify_mail.html", {"form": form})
    try:
        member = verify_mail(token=token, mark=mark, password=form.cleaned_data.get("password", ""))
    except WrongPasswordError:
        form.add_error("password", _("This is not the password that was chosen. You can also set a new one by mail."))
        return render(request, "accounts/verify_mail.html", {"form": form})
    sign_in_as(request, member)
    response = redirect(settings.LOGIN_REDIRECT_URL)
    remember_browser(response, member)
    return response


def link_spent(request: HttpRequest) -> HttpResponse:
    """The same page for a link that was used, is too old or never was."""
    return render(request, "accounts/link_spent.html", status=HTTPStatus.GONE)
