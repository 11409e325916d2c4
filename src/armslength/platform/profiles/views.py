"""The pages of people."""

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from armslength.platform.accounts.access import MemberRequest, member_required
from armslength.platform.core.errors import InvalidInputError
from armslength.platform.profiles import actions, queries
from armslength.platform.profiles.avatars import draw_avatar
from armslength.platform.profiles.forms import ProfileForm

AVATAR_KEPT_SECONDS = 365 * 24 * 3600


@require_GET
@member_required
def person(request: MemberRequest, person_id: str) -> HttpResponse:
    """What a member says of themselves."""
    return render(request, "profiles/person.html", {"person": queries.get_person_for(request.user, person_id)})


@require_GET
def avatar(request: HttpRequest, person_id: str) -> HttpResponse:
    """A member's picture. It is drawn from random numbers and open to everyone."""
    svg = draw_avatar(queries.get_avatar_seed(person_id))
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={AVATAR_KEPT_SECONDS}, immutable"
    return response


@require_http_methods(["GET", "POST"])
@member_required
def profile_edit(request: MemberRequest) -> HttpResponse:
    """One's own profile."""
    if request.method == "GET":
        profile = queries.get_profile(request.user.pk)
        return _form_page(request, ProfileForm.of(profile, request.user))
    form = ProfileForm(request.POST, writer=request.user)
    if form.is_valid() and _has_saved(request, form):
        notices.success(request, _("Your profile is saved. This is how others see it."))
        return redirect("person", request.user.public_id)
    return _form_page(request, form)


@require_POST
@member_required
def redraw_avatar(request: MemberRequest) -> HttpResponse:
    """Another picture for the member."""
    actions.redraw_avatar(actor=request.user)
    return redirect("profile_edit")


def _has_saved(request: MemberRequest, form: ProfileForm) -> bool:
    try:
        actions.edit_profile(actor=request.user, draft=form.draft(), keep_evidence=form.keep_assessments)
    except InvalidInputError as error:  # somebody took the name while this form was open
        form.add_error(error.field, error.reason)
        return False
    return True


def _form_page(request: MemberRequest, form: ProfileForm) -> HttpResponse:
    return render(request, "profiles/profile_edit.html", {"form": form})
