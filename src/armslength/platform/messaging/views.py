"""The room over HTTP: parse, call one action, translate.

Everything works as a plain form too; a module that wants JSON says so in `Accept`.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from armslength.platform.accounts.access import MemberRequest, member_required
from armslength.platform.core.errors import InvalidInputError
from armslength.platform.core.limits import check_limit
from armslength.platform.core.middleware import wants_json
from armslength.platform.messaging import actions, queries
from armslength.platform.messaging.listing import room_rows
from armslength.platform.messaging.models import Message, Room
from armslength.platform.messaging.presenters import MessageItem, present_message, render_message
from armslength.platform.messaging.rules import EDIT_WITHIN, MAX_MESSAGE_CHARS
from armslength.platform.messaging.states import MessageState
from armslength.platform.profiles.queries import faces_of
from armslength.platform.screening.actions import reworded
from armslength.platform.screening.presenters import explain
from armslength.platform.screening.types import Explanation, Screened


def read_fields(request: HttpRequest) -> dict[str, Any] | QueryDict:
    """The fields of a JSON body or of a form. Raises InvalidInputError."""
    if request.content_type != "application/json":
        return request.POST
    try:
        fields = json.loads(request.body)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise InvalidInputError("body", _("The page sent something that could not be read. Load it again, please."))
    return fields


@require_GET
@member_required
def rooms(request: MemberRequest) -> HttpResponse:
    """All rooms of the member, the liveliest first."""
    return render(request, "messaging/rooms.html", {"rooms": room_rows(request.user)})


@require_POST
@member_required
def open_room(request: MemberRequest, proposal_id: str) -> HttpResponse:
    """Enter the room of a proposal; the first to enter opens it."""
    room = actions.open_room(actor=request.user, proposal_id=proposal_id)
    return redirect("room", room.public_id)


@require_GET
@member_required
def room(request: MemberRequest, room_id: str) -> HttpResponse:
    """The room, at its newest messages or around `?around=`."""
    found = queries.get_room_for(request.user, room_id)
    page = _page(request, found)
    reads = queries.read_numbers(found)
    items = _items(page.messages, found, request.user.pk, reads)
    faces = faces_of(found.member_ids)
    other_id = found.other_id(request.user.pk)
    context = {
        "room": found,
        "project": found.proposal.project,
        "proposal": found.proposal,
        "me_face": faces[request.user.pk],
        "other": faces[other_id],
        "items": items,
        "before": page.before,
        "after": page.after,
        "unread_from": _first_unread(page.messages, request.user.pk, reads),
        "max_chars": MAX_MESSAGE_CHARS,
        "edit_seconds": int(EDIT_WITHIN.total_seconds()),
    }
    return render(request, "messaging/room.html", context)


@require_GET
@member_required
def history(request: MemberRequest, room_id: str) -> HttpResponse:
    """A page of messages before, after or around one, as a fragment."""
    found = queries.get_room_for(request.user, room_id)
    page = _page(request, found)
    items = _items(page.messages, found, request.user.pk, queries.read_numbers(found))
    body = {
        "html": "".join(render_message(item, found) for item in items),
        "before": page.before,
        "after": page.after,
    }
    return JsonResponse(body, headers={"Cache-Control": "no-store"})


@require_GET
@member_required
def search(request: MemberRequest, room_id: str) -> HttpResponse:
    """Messages of the room that hold all the words asked for."""
    found = queries.get_room_for(request.user, room_id)
    check_limit("search", request.user.public_id)
    hits = queries.search_messages(request.user, found, request.GET.get("q", ""))
    items = _items(hits, found, request.user.pk, {})
    context = {"items": items, "room": found, "faces": _faces_by_id(found), "q": request.GET.get("q", "")}
    html = render_to_string("messaging/search_hits.html", context, request)
    return JsonResponse({"html": html, "count": len(hits)}, headers={"Cache-Control": "no-store"})


@require_POST
@member_required
def check(request: MemberRequest, room_id: str) -> HttpResponse:
    """The dry run: what would become of the text."""
    found = queries.get_room_for(request.user, room_id)
    screened = actions.check_draft(actor=request.user, room=found, text=read_fields(request).get("text", ""))
    return JsonResponse(_explanation_body(screened))


@require_POST
@member_required
def send(request: MemberRequest, room_id: str) -> HttpResponse:
    """Send a message; the same `client_id` twice stores once."""
    found = queries.get_room_for(request.user, room_id)
    fields = read_fields(request)
    message = actions.send_message(
        actor=request.user, room=found, client_id=fields.get("client_id", ""), text=fields.get("text", "")
    )
    if not wants_json(request):
        return redirect("room", found.public_id)
    html = _message_html(message, found, request.user.pk)
    body = {"id": message.public_id, "client_id": message.client_id, "state": message.state, "html": html}
    return JsonResponse(body)


@require_POST
@member_required
def edit(request: MemberRequest, room_id: str, message_id: str) -> HttpResponse:
    """Change the words of a message within ten minutes."""
    found = queries.get_room_for(request.user, room_id)
    text = read_fields(request).get("text", "")
    message, screened = actions.edit_message(actor=request.user, room=found, message_id=message_id, text=text)
    if screened.is_delivered:
        return JsonResponse({"state": message.state, "html": _message_html(message, found, request.user.pk)})
    return JsonResponse({"state": "refused", **_explanation_body(screened)})


@require_POST
@member_required
def delete(request: MemberRequest, room_id: str, message_id: str) -> HttpResponse:
    """Remove the words of a message for both sides."""
    found = queries.get_room_for(request.user, room_id)
    message = actions.delete_message(actor=request.user, room=found, message_id=message_id)
    if not wants_json(request):
        return redirect("room", found.public_id)
    return JsonResponse({"html": _message_html(message, found, request.user.pk)})


@require_POST
@member_required
def take_back(request: MemberRequest, room_id: str, message_id: str) -> HttpResponse:
    """Withdraw what was held or refused, and have its text again."""
    found = queries.get_room_for(request.user, room_id)
    text = actions.take_back_message(actor=request.user, room=found, message_id=message_id)
    if not wants_json(request):
        notices.info(request, _("You took the message back. It was never shown to the other side."))
        return redirect("room", found.public_id)
    return JsonResponse({"html": "", "text": text})


@require_POST
@member_required
def read(request: MemberRequest, room_id: str) -> HttpResponse:
    """Note how far the member has read."""
    found = queries.get_room_for(request.user, room_id)
    actions.mark_read(actor=request.user, room=found, up_to=str(read_fields(request).get("up_to", "")))
    return JsonResponse({})


@require_POST
@member_required
def typing(request: MemberRequest, room_id: str) -> HttpResponse:
    """Let the other side know that the member is typing."""
    actions.show_typing(actor=request.user, room=queries.get_room_for(request.user, room_id))
    return HttpResponse(status=204)


def _page(request: MemberRequest, room: Room) -> queries.Page:
    finders: dict[str, Callable[[Message], queries.Page]] = {
        "before": lambda message: queries.page_before(request.user, room, message),
        "after": lambda message: queries.page_after(request.user, room, message),
        "around": lambda message: queries.page_around(request.user, room, message),
    }
    for name, find in finders.items():
        if name in request.GET:
            return find(queries.get_message_for(request.user, room, request.GET[name]))
    return queries.page_before(request.user, room)


def _items(messages: Sequence[Message], room: Room, reader_id: int, reads: dict[int, int]) -> list[MessageItem]:
    read_by_other = reads.get(room.other_id(reader_id), 0)
    return [present_message(message, room, reader_id, read_by_other) for message in messages]


def _message_html(message: Message, room: Room, reader_id: int) -> str:
    reads = queries.read_numbers(room)
    return render_message(present_message(message, room, reader_id, reads.get(room.other_id(reader_id), 0)), room)


def _faces_by_id(room: Room) -> dict[str, object]:
    return {face.public_id: face for face in faces_of(room.member_ids).values()}


def _first_unread(messages: Sequence[Message], reader_id: int, reads: dict[int, int]) -> str | None:
    read_up_to = reads.get(reader_id, 0)
    unread = (
        message.public_id
        for message in messages
        if message.number > read_up_to and message.writer_id != reader_id and message.state == MessageState.DELIVERED
    )
    return next(unread, None)


def _explanation_body(screened: Screened) -> dict[str, object]:
    explanation: Explanation | None = explain(screened.verdict)
    if explanation is None:
        nothing: dict[str, object] = {"marks": [], "sentence": None, "rule_title": None, "rule_url": None, "way": None}
        return {"decision": "deliver", "note": screened.verdict.note, **nothing}
    return {**asdict(explanation), "wording": reworded(screened), "note": screened.verdict.note}
