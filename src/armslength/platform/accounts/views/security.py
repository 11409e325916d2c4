"""The settings page of sign-in: the password, and where one is signed in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from armslength.platform.accounts import actions
from armslength.platform.accounts.access import MemberRequest, member_required
from armslength.platform.accounts.errors import WrongPasswordError
from armslength.platform.accounts.forms import ChangePasswordForm
from armslength.platform.accounts.models import MemberSession
from armslength.platform.accounts.queries import sessions_of
from armslength.platform.accounts.sessions import SessionStore
from armslength.platform.accounts.views.limiting import limit_member


def _this_session(request: MemberRequest) -> MemberSession | None:
    return request.session.row if isinstance(request.session, SessionStore) else None


def _page(request: MemberRequest, form: ChangePasswordForm) -> HttpResponse:
    context = {"form": form, "sessions": sessions_of(request.user), "this_session": _this_session(request)}
    return render(request, "accounts/security.html", context)


@never_cache
@require_GET
@member_required
def security(request: MemberRequest) -> HttpResponse:
    """Change the password, see and end sessions."""
    return _page(request, ChangePasswordForm())


@never_cache
@sensitive_post_parameters()
@require_POST
@member_required
def change_password(request: MemberRequest) -> HttpResponse:
    """Set a new password; every other browser is signed out."""
    limit_member("sign-in-mail", request.user)
    form = ChangePasswordForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        actions.change_password(request=request, actor=request.user, **form.cleaned_data)
    except WrongPasswordError:
        form.add_error("current", _("This is not your current password."))
        return _page(request, form)
    messages.success(request, _("Your password is changed. Every other browser is signed out."))
    return redirect("security")


@require_POST
@member_required
def revoke_session(request: MemberRequest, session_id: str) -> HttpResponse:
    """Sign one browser out."""
    actions.revoke_session(actor=request.user, session_id=session_id)
    messages.success(request, _("That browser is signed out."))
    return redirect("security")


@require_POST
@member_required
def revoke_other_sessions(request: MemberRequest) -> HttpResponse:
    """Sign every browser but this one out."""
    this = _this_session(request)
    count = actions.revoke_other_sessions(actor=request.user, spared_id=this.public_id if this else None)
    sentence = ngettext("One other browser is signed out.", "%(count)d other browsers are signed out.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("security")
