"""The pages of projects."""

from typing import Any

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from armslength.platform.accounts.access import MemberRequest, member_required
from armslength.platform.core.errors import ConflictError, NotFoundError, TooManyRequestsError
from armslength.platform.core.limits import check_limit
from armslength.platform.core.middleware import describe_error
from armslength.platform.core.search import MAX_QUERY_CHARS
from armslength.platform.profiles.queries import faces_of
from armslength.platform.projects import actions, queries
from armslength.platform.projects.forms import ProjectForm, ProposalForm
from armslength.platform.projects.listing import project_rows, proposal_rows
from armslength.platform.projects.rules import may_post, may_propose


@require_GET
@member_required
def projects(request: MemberRequest) -> HttpResponse:
    """Projects that wait for somebody, or those that the member has to do with; searchable."""
    search = _read_search(request)
    if search.is_narrow:
        check_limit("search", request.user.public_id)
    found = Paginator(queries.find_projects(request.user, search), queries.PAGE_SIZE)
    page = found.get_page(request.GET.get("page"))
    context = {
        "search": search,
        "page": page,
        "rows": project_rows(request.user, page.object_list),
        "query": _query(search),
        "may_post": may_post(request.user),
    }
    return render(request, "projects/projects.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def project_new(request: MemberRequest) -> HttpResponse:
    """Post a project."""
    if not may_post(request.user):
        raise NotFoundError
    form = ProjectForm(request.POST or None, writer=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            posted = actions.post_project(actor=request.user, brief=form.brief(), keep_evidence=form.keep_assessments)
        except TooManyRequestsError as error:
            return _form_again(request, "projects/project_new.html", {"form": form}, error)
        notices.success(request, _("Your project is here for freelancers to find. Proposals appear on this page."))
        return redirect("project", posted.public_id)
    return render(request, "projects/project_new.html", {"form": form})


@require_GET
@member_required
def project(request: MemberRequest, project_id: str) -> HttpResponse:
    """A project, with the proposals that the member may see."""
    found = queries.get_project_for(request.user, project_id)
    proposals = queries.proposals_for(request.user, found)
    is_mine = found.client_id == request.user.pk
    context = {
        "project": found,
        "client": faces_of([found.client_id])[found.client_id],
        "proposals": proposal_rows(request.user, proposals),
        "is_mine": is_mine,
        "may_propose": found.is_taking_proposals
        and not proposals
        and may_propose(request.user, client_id=found.client_id),
    }
    return render(request, "projects/project.html", context)


@require_http_methods(["GET", "POST"])
@member_required
def propose(request: MemberRequest, project_id: str) -> HttpResponse:
    """Make a proposal."""
    found = queries.get_project_for(request.user, project_id)
    form = ProposalForm(request.POST or None, writer=request.user, currency=found.currency)
    client = faces_of([found.client_id])[found.client_id]
    context = {"form": form, "project": found, "client": client}
    try:
        actions.check_proposing(request.user, found)
    except ConflictError as error:
        if request.method != "POST":
            raise
        return _form_again(request, "projects/propose.html", context, error)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(
                actor=request.user, project_id=project_id, offer=form.offer(), keep_evidence=form.keep_assessments
            )
        except (ConflictError, TooManyRequestsError) as error:
            return _form_again(request, "projects/propose.html", context, error)
        notices.success(request, _("Your proposal is with the client. You can open its room at any time."))
        return redirect("project", project_id)
    return render(request, "projects/propose.html", context)


@require_POST
@member_required
def project_close(request: MemberRequest, project_id: str) -> HttpResponse:
    """Take no more proposals."""
    actions.close_project(actor=request.user, project_id=project_id)
    notices.success(request, _("The project is closed. Its proposals and rooms stay; you can open it again."))
    return redirect("project", project_id)


@require_POST
@member_required
def project_reopen(request: MemberRequest, project_id: str) -> HttpResponse:
    """Take proposals again."""
    actions.reopen_project(actor=request.user, project_id=project_id)
    notices.success(request, _("The project is open again."))
    return redirect("project", project_id)


def _form_again(
    request: HttpRequest, template: str, context: dict[str, Any], error: ConflictError | TooManyRequestsError
) -> HttpResponse:
    """The form with what was typed and what stands against it: a limit costs time, never the text."""
    form: Form = context["form"]
    form.is_valid()
    form.add_error(None, describe_error(error))
    return render(request, template, context, status=error.status)


def _read_search(request: HttpRequest) -> queries.Search:
    return queries.Search(
        words=request.GET.get("q", "").replace("\0", "")[:MAX_QUERY_CHARS].strip(),
        skill=request.GET.get("skill", "").replace("\0", "")[:MAX_QUERY_CHARS].strip(),
        is_mine=request.GET.get("show") == "mine",
    )


def _query(search: queries.Search) -> str:
    """The search as the part of an address that the pager keeps."""
    parts = {"show": "mine" if search.is_mine else "", "q": search.words, "skill": search.skill}
    return urlencode({name: value for name, value in parts.items() if value})
