"""The settings page of the member's own details, which nobody but they ever sees, and they only masked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from armslength.platform.accounts import actions
from armslength.platform.accounts.access import MemberRequest, member_required
from armslength.platform.accounts.forms import LegalNameForm, PhoneForm
from armslength.platform.accounts.types import DetailKind
from armslength.platform.accounts.vault import masked_detail
from armslength.platform.core.errors import NotFoundError

DetailForm = PhoneForm | LegalNameForm

FORMS: dict[str, type[DetailForm]] = {
    DetailKind.PHONE.value: PhoneForm,
    DetailKind.LEGAL_NAME.value: LegalNameForm,
}
TITLES = {DetailKind.PHONE.value: _("Phone"), DetailKind.LEGAL_NAME.value: _("Legal name")}
REASONS = {
    DetailKind.PHONE.value: _(
        "Nobody is ever called or texted there. It is kept so that it is recognised and stopped "
        "when it slips into a text."
    ),
    DetailKind.LEGAL_NAME.value: _("Others know you by your made-up name only. This one appears on no page."),
}


def _kind(kind: str) -> DetailKind:
    if kind not in FORMS:
        raise NotFoundError
    return DetailKind(kind)


def _page(request: MemberRequest, **forms: DetailForm) -> HttpResponse:
    details = [
        {
            "kind": kind,
            "title": TITLES[kind],
            "why": REASONS[kind],
            "form": forms.get(kind) or form(auto_id=f"id_{kind}_%s"),
            "masked": masked_detail(request.user, DetailKind(kind)),
        }
        for kind, form in FORMS.items()
    ]
    context = {"login_mail": masked_detail(request.user, DetailKind.LOGIN_MAIL), "details": details}
    return render(request, "accounts/private_details.html", context)


@never_cache
@require_GET
@member_required
def private_details(request: MemberRequest) -> HttpResponse:
    """What the vault keeps of the member."""
    return _page(request)


@never_cache
@sensitive_post_parameters()
@require_POST
@member_required
def keep_detail(request: MemberRequest, kind: str) -> HttpResponse:
    """Add a detail or replace it."""
    detail = _kind(kind)
    form = FORMS[kind](request.POST, auto_id=f"id_{kind}_%s")
    if not form.is_valid():
        return _page(request, **{kind: form})
    actions.keep_detail(actor=request.user, kind=detail, value=form.cleaned_data["value"])
    messages.success(request, gettext("Kept in the vault. It stays private."))
    return redirect("private_details")


@require_POST
@member_required
def forget_detail(request: MemberRequest, kind: str) -> HttpResponse:
    """Remove a detail."""
    actions.forget_detail(actor=request.user, kind=_kind(kind))
    messages.success(request, gettext("Removed from the vault."))
    return redirect("private_details")
