"""Screening: own details, details that were stopped before, failures, evidence under seal."""

import json
from collections.abc import Callable

import pytest
from django.utils import translation
from pytest_django import Settings

from armslength.platform.accounts.models import Member
from armslength.platform.accounts.models.vault import DetailKind
from armslength.platform.accounts.vault import store_detail
from armslength.platform.audit.models import Entry
from armslength.platform.core.errors import TooManyRequestsError
from armslength.platform.core.sealing import is_current
from armslength.platform.screening.actions import (
    keep_assessment,
    masked,
    open_text,
    probe_message,
    reseal_assessments,
    reworded,
    screen_message,
    screen_text,
)
from armslength.platform.screening.models import Assessment
from armslength.platform.screening.presenters import explain, explain_assessment
from armslength.platform.screening.types import Decision, Screened, Surface
from tests.cast import Cast

pytestmark = pytest.mark.django_db

Ask = Callable[..., Screened]


def ask(members: Cast, text: str, *, of: Ask = screen_message, writer: Member | None = None) -> Screened:
    author = writer or members.freelancer
    reader = members.client if author == members.freelancer else members.freelancer
    return of(writer=author, reader=reader, sender="s", text=text, memory=None, at=0.0)


OWN = "The flyer says 0770 900 123, does the colour fit?"


@pytest.mark.parametrize("owner", ["client", "freelancer"])
def test_own_number_is_refused_wherever_it_stands(members: Cast, owner: str) -> None:
    before = ask(members, OWN).verdict.decision
    store_detail(getattr(members, owner), DetailKind.PHONE, "+44770900123")
    screened = ask(members, OWN)
    assert screened.verdict.decision is Decision.REFUSE
    explanation = explain(screened.verdict)
    assert explanation is not None
    assert [OWN[mark.start : mark.end] for mark in explanation.marks] == ["0770 900 123"]
    assert before in (Decision.DELIVER, Decision.HOLD)


@pytest.mark.parametrize("owner", ["client", "freelancer"])
def test_own_legal_name_is_refused(members: Cast, owner: str) -> None:
    text = "By the way, I am doe, JANE in real life"
    assert ask(members, text).is_delivered
    store_detail(getattr(members, owner), DetailKind.LEGAL_NAME, "Jane Doe")
    screened = ask(members, text)
    assert screened.verdict.decision is Decision.REFUSE
    assert [text[f.start : f.end] for f in screened.verdict.findings] == ["doe, JANE"]


def test_somebody_elses_number_changes_nothing(members: Cast) -> None:
    before = ask(members, OWN).verdict
    store_detail(members.stranger, DetailKind.PHONE, "+44770900123")
    assert ask(members, OWN).verdict == before


def test_dry_run_stores_nothing(members: Cast) -> None:
    assert ask(members, "mail me at jane@doe.example", of=probe_message).verdict.decision is Decision.REFUSE
    assert not Assessment.objects.exists()
    assert not Entry.objects.exists()


def test_dry_runs_cannot_search_for_a_wording_that_passes(members: Cast) -> None:
    harmless = "Please put hello@bakery.example into the footer of the client's shop page"
    assert ask(members, harmless).is_delivered
    assert not ask(members, "mail me at hello@bakery.example", of=probe_message).is_delivered
    again = ask(members, harmless)
    assert again.verdict.decision is Decision.REFUSE
    assert [f.rule for f in again.verdict.findings] == ["known-detail"]
    assert ask(members, harmless, writer=members.client).is_delivered


def test_dry_runs_are_limited(members: Cast, settings: Settings) -> None:
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"dry-run": "2/minute"}
    for _ in range(2):
        ask(members, "Hello", of=probe_message)
    with pytest.raises(TooManyRequestsError):
        ask(members, "Hello", of=probe_message)


def test_evidence_opens_and_explains_itself_as_it_did_then(members: Cast) -> None:
    screened = ask(members, "Hi! mail me at jane@doe.example please")
    assessment = keep_assessment(screened, writer=members.freelancer)
    stored = Assessment.objects.get(pk=assessment.pk)
    assert open_text(stored) == screened.text
    assert explain_assessment(stored) == explain(screened.verdict)
    assert b"jane" not in bytes(stored.sealed_text)
    assert "jane" not in str(stored.findings)
    assert Entry.objects.get().action == "message.refuse"


def test_decoded_detail_is_not_stored(members: Cast) -> None:
    screened = ask(members, "Hi! mail me: jane dot doe at gmail dot com")
    assert screened.verdict.findings[0].decoded == "jane.doe@gmail.com"
    keep_assessment(screened, writer=members.freelancer)
    stored = Assessment.objects.values().get()
    assert "decoded" not in json.dumps(stored["findings"])
    assert "jane.doe@gmail.com" not in str(stored)
    assert "jane.doe@gmail.com" not in str(list(Entry.objects.values()))


def test_reason_is_in_the_language_of_the_page_now_and_later(members: Cast) -> None:
    screened = ask(members, "Hi! mail me at jane@doe.example please")
    assessment = keep_assessment(screened, writer=members.freelancer)
    with translation.override("de"):
        for explanation in (explain(screened.verdict), explain_assessment(assessment)):
            assert explanation is not None
            assert explanation.sentence.startswith("Das sieht nach einer E-Mail-Adresse aus.")
    with translation.override("tlh"):
        assert explain(screened.verdict) == explain_assessment(assessment)


def test_wording_keeps_the_message_and_passes(members: Cast) -> None:
    screened = ask(members, "The draft is ready (jane@doe.example). Shall I go on?")
    assert reworded(screened) == "The draft is ready. Shall I go on?"
    assert ask(members, reworded(screened)).is_delivered


def test_nothing_is_reworded_where_nothing_is_wrong_or_the_vault_decides(members: Cast) -> None:
    assert reworded(ask(members, "See you here")) == ""
    store_detail(members.client, DetailKind.PHONE, "+44770900123")
    assert reworded(ask(members, OWN)) == ""


def test_text_with_half_a_character_can_be_evidence(members: Cast) -> None:
    screened = Screened("\ud800 mail", Surface.MESSAGE, ask(members, "mail me at jane@doe.example").verdict)
    assert open_text(keep_assessment(screened, writer=members.client)) == "\ud800 mail"


def test_evidence_is_sealed_anew_after_a_change_of_keys(members: Cast, settings: Settings) -> None:
    assessment = keep_assessment(ask(members, "mail me at jane@doe.example"), writer=members.client)
    settings.VAULT_KEYS = (b"n" * 32, *settings.VAULT_KEYS)
    assert reseal_assessments() == 1
    assert reseal_assessments() == 0
    settings.VAULT_KEYS = settings.VAULT_KEYS[:1]
    assessment.refresh_from_db()
    assert is_current(bytes(assessment.sealed_text))
    assert open_text(assessment) == "mail me at jane@doe.example"


@pytest.mark.parametrize(
    ("surface", "decision"),
    [(Surface.PROJECT, Decision.MASK), (Surface.PROFILE, Decision.MASK), (Surface.NAME, Decision.REFUSE)],
)
def test_where_a_text_stands_decides_what_happens(members: Cast, surface: Surface, decision: Decision) -> None:
    screened = screen_text(writer=members.client, text="You can mail me at jane@doe.example", surface=surface)
    assert screened.verdict.decision is decision
    assert masked(screened) == "You can mail me at •••"
