"""Amounts, skills, excerpts, and who may do what."""

from datetime import date
from decimal import Decimal

import pytest

from armslength.platform.accounts.models import Member
from armslength.platform.core.errors import InvalidInputError
from armslength.platform.core.templatetags.amounts import format_money
from armslength.platform.projects.rules import (
    CURRENCY_DIGITS,
    is_taking_proposals,
    may_post,
    may_propose,
    search_text,
    shorten,
    skill_keys,
    to_minor,
)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("1", "EUR", 100),
        ("0.01", "EUR", 1),
        ("1234.5", "USD", 123_450),
        ("60000", "JPY", 60_000),
        ("60000.00", "JPY", 60_000),
        ("10000000", "GBP", 1_000_000_000),
    ],
)
def test_amount_is_counted_in_minor_units(amount: str, currency: str, minor: int) -> None:
    assert to_minor(Decimal(amount), currency, field="budget") == minor


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("0", "EUR"), ("-5", "EUR"), ("0.001", "EUR"), ("1.5", "JPY"), ("10000000.01", "EUR"), ("1e30", "EUR")],
)
def test_other_amounts_are_refused(amount: str, currency: str) -> None:
    with pytest.raises(InvalidInputError) as raised:
        to_minor(Decimal(amount), currency, field="budget")
    assert raised.value.field == "budget"


@pytest.mark.parametrize("currency", CURRENCY_DIGITS)
def test_what_is_counted_is_what_is_shown(currency: str) -> None:
    shown = format_money(to_minor(Decimal(1234), currency, field="budget"), currency)
    assert "1,234" in shown
    assert "." not in shown.replace("R$", "")


@pytest.mark.parametrize(
    ("is_open", "deadline", "is_taking"),
    [(True, 1, False), (True, 2, True), (True, 3, True), (False, 3, False)],
)
def test_open_until_the_deadline_has_passed(is_open: bool, deadline: int, is_taking: bool) -> None:
    today = date(2026, 3, 2)
    assert is_taking_proposals(is_open=is_open, deadline=date(2026, 3, deadline), today=today) is is_taking


@pytest.mark.parametrize("is_client", [True, False])
@pytest.mark.parametrize("is_freelancer", [True, False])
def test_clients_post_and_freelancers_propose(is_client: bool, is_freelancer: bool) -> None:
    member = Member(pk=1, is_client=is_client, is_freelancer=is_freelancer)
    assert may_post(member) is is_client
    assert may_propose(member, client_id=2) is is_freelancer
    assert not may_propose(member, client_id=1)


def test_skills_are_kept_whole_for_search() -> None:
    assert skill_keys(["Web Design", "СТИХИ"]) == "\nweb design\nстихи\n"
    assert skill_keys([]) == ""
    assert search_text("Ein GROSSES Haus", "und\nmehr", ["ＣＳＳ"]) == "ein grosses haus und mehr css"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("short enough", "short enough"),
        ("one  two\nthree", "one two three"),
        ("one two three four five", "one two three…"),
        ("one, two, three, four five", "one, two, three…"),
        ("あ" * 30, "あ" * 17 + "…"),
    ],
)
def test_excerpt_is_cut_between_words(text: str, short: str) -> None:
    assert shorten(text, 18) == short
