"""Guarded forms: explain first, hide on request, never hide a name."""

from pathlib import Path
from typing import ClassVar
from unittest import mock

import pytest
from django import forms
from pytest_django import Settings

from armslength import platform
from armslength.platform.screening.forms import CONFIRM_FIELD, GuardedFormMixin
from armslength.platform.screening.models import Assessment
from armslength.platform.screening.types import Surface
from tests.cast import Cast

pytestmark = pytest.mark.django_db


class NoticeForm(GuardedFormMixin, forms.Form):
    guarded: ClassVar[dict[str, Surface]] = {"title": Surface.NAME, "text": Surface.PROJECT}
    title = forms.CharField()
    text = forms.CharField()


PLAIN = {"title": "A bakery", "text": "One page, three sections"}
WITH_MAIL = {"title": "A bakery", "text": "Write to jane@doe.example for details"}
NAMED = {"title": "jane@doe.example", "text": "One page"}


def test_ordinary_text_passes(members: Cast) -> None:
    form = NoticeForm(PLAIN, writer=members.client)
    assert form.is_valid()
    assert form.cleaned_data == PLAIN
    assert not form.can_be_masked


def test_detail_is_explained_first(members: Cast) -> None:
    form = NoticeForm(WITH_MAIL, writer=members.client)
    assert not form.is_valid()
    assert form.can_be_masked
    (mark,) = form.explanations["text"].marks
    assert WITH_MAIL["text"][mark.start : mark.end] == "jane@doe.example"


def test_detail_is_hidden_on_request_and_kept_as_evidence(members: Cast) -> None:
    form = NoticeForm(WITH_MAIL | {CONFIRM_FIELD: "yes"}, writer=members.client)
    assert form.is_valid()
    assert form.cleaned_data["text"] == "Write to ••• for details"
    form.keep_assessments()
    assert Assessment.objects.count() == 1


def test_name_is_never_hidden(members: Cast) -> None:
    form = NoticeForm(NAMED | {CONFIRM_FIELD: "yes"}, writer=members.client)
    assert not form.is_valid()
    assert not form.can_be_masked
    assert "title" in form.explanations


def test_other_errors_keep_their_place(members: Cast) -> None:
    form = NoticeForm({"title": "", "text": "One page"}, writer=members.client)
    assert not form.is_valid()
    assert list(form.errors) == ["title"]
    assert form.explanations == {}


def test_checking_is_limited_and_what_was_typed_stays_unscreened(members: Cast, settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"form-check": "2/minute"}
    for _ in range(2):
        assert NoticeForm(PLAIN, writer=members.client).is_valid()
    with mock.patch("armslength.platform.screening.forms.screen_text") as screen:
        form = NoticeForm(PLAIN, writer=members.client)
        assert not form.is_valid()
    assert "try again in" in form.non_field_errors()[0]
    assert not form.can_be_masked
    assert screen.call_count == 0
    assert NoticeForm(PLAIN, writer=members.freelancer).is_valid()


def test_only_guarded_fields_have_passed(members: Cast) -> None:
    class Open(NoticeForm):
        guarded: ClassVar[dict[str, Surface]] = {"title": Surface.NAME}

    form = Open(PLAIN, writer=members.client)
    assert form.is_valid()
    assert form.passed("title") == "A bakery"
    assert form.passed_parts("title", str.split) == ("A", "bakery")
    with pytest.raises(AssertionError, match="not screened"):
        form.passed("text")


def test_nobody_but_screening_says_that_a_text_has_passed() -> None:
    root = Path(platform.__file__).parent
    makers = {file.parent.name for file in root.rglob("*.py") if "PassedText(" in file.read_text()}
    assert makers == {"screening"}
