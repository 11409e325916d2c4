"""Signing in and out, and a new password by mail."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from armslength.platform.accounts import actions
from armslength.platform.accounts.errors import LinkSpentError, SignInRefusedError
from armslength.platform.accounts.forms import RequestResetForm, ResetForm, SignInForm
from armslength.platform.accounts.tokens import find_token
from armslength.platform.accounts.types import MailPurpose
from armslength.platform.accounts.views.joining import link_spent
from armslength.platform.accounts.views.known import remember_browser
from armslength.platform.accounts.views.limiting import limit_caller, limit_mail, limit_sign_in


def _next_url(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of ours."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """One sentence for an unknown address, a wrong password and an address that is not verified."""
    next_url = _next_url(request)
    if request.user.is_authenticated:
        return redirect(next_url or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        limit_caller("sign-in-caller", request)
    if form.is_valid():
        limit_sign_in(request, form.cleaned_data["mail"])
        try:
            member = actions.sign_in(request=request, **form.cleaned_data)
        except SignInRefusedError:
            form.add_error(None, _("That did not open an account. Please check the address and the password."))
        else:
            response = redirect(next_url or settings.LOGIN_REDIRECT_URL)
            remember_browser(response, member)
            return response
    return render(request, "accounts/sign_in.html", {"form": form, "next": next_url})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this browser's session."""
    actions.sign_out(request)
    response = redirect("home")
    response["Clear-Site-Data"] = '"cache"'
    return response


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def request_reset(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail; answers alike for every address."""
    form = RequestResetForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "accounts/request_reset.html", {"form": form})
    limit_caller("reset-caller", request)
    mail = form.cleaned_data["mail"]
    limit_mail("reset-mail", mail)
    actions.request_reset(mail=mail)
    return redirect("reset_sent")


@require_GET
def reset_sent(request: HttpRequest) -> HttpResponse:
    """What to do after asking for a link."""
    return render(request, "accounts/reset_sent.html")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def reset_password(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a new password; only sending the form uses the link up."""
    form = ResetForm(request.POST if request.method == "POST" else None)
    try:
        find_token(token, MailPurpose.RESET)
        if not form.is_valid():
            return render(request, "accounts/reset_password.html", {"form": form})
        member = actions.reset_password(token=token, password=form.cleaned_data["password"])
    except LinkSpentError:
        return link_spent(request)
    messages.success(request, _("Your password is changed and you are signed out everywhere. Please sign in with it."))
    response = redirect(resolve_url(settings.LOGIN_URL))
    remember_browser(response, member)  # so a new password opens the account however many others guess at it
    return response
