"""Canonical forms: two ways of writing one detail meet, two details do not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from armslength.platform.accounts.rules import (
    canonical_login_mail,
    canonical_mailbox,
    fold_name,
    forms_of_candidate,
    forms_of_detail,
    mask_detail,
    parse_phone,
)
from armslength.platform.accounts.types import DetailKind


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("jane@mail.example", "jane@mail.example"),
        ("  Jane@Mail.Example ", "jane@mail.example"),
        ("JANE＠MAIL.EXAMPLE", "jane@mail.example"),
        ("jane@bücher.example", "jane@xn--bcher-kva.example"),
        ("jane@xn--bcher-kva.example", "jane@xn--bcher-kva.example"),
        ("jane+shop@mail.example", "jane+shop@mail.example"),
        ("no address", "@no address"),
    ],
)
def test_login_address_is_canonical(typed: str, canonical: str) -> None:
    assert canonical_login_mail(typed) == canonical


@pytest.mark.parametrize(
    ("written", "mailbox"),
    [
        ("jane+shop@mail.example", "jane@mail.example"),
        ("j.a.n.e@mail.example", "j.a.n.e@mail.example"),
        ("j.a.n.e+x@gmail.com", "jane@gmail.com"),
        ("Jane@GoogleMail.com", "jane@gmail.com"),
    ],
)
def test_mailbox_is_what_mail_reaches(written: str, mailbox: str) -> None:
    assert canonical_mailbox(written) == mailbox


@given(st.text(max_size=80))
@example("0\xa0¡ 0")
@example("0 ¨ 0")
def test_no_text_breaks_an_address_or_a_name(text: str) -> None:
    assert canonical_mailbox(canonical_login_mail(text)) == canonical_mailbox(text)
    assert fold_name(fold_name(text)) == fold_name(text)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+44 7700 900123", "+447700900123"),
        ("+1 (415) 555-0199", "+14155550199"),
        ("+４４ 7700 900123", "+447700900123"),
        ("07700 900123", None),
        ("+44", None),
        ("call me", None),
        ("", None),
    ],
)
def test_phone_needs_its_country(typed: str, number: str | None) -> None:
    assert parse_phone(typed) == number


def meets(kind: DetailKind, stored: str, candidate_kind: str, candidate: str) -> bool:
    return bool(set(forms_of_detail(kind, stored)) & set(forms_of_candidate(candidate_kind, candidate)))


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("+447700900123", "447700900123"),  # international
        ("+447700900123", "07700900123"),  # with the trunk zero
        ("+447700900123", "7700900123"),  # national
        ("+79161234567", "89161234567"),  # another trunk digit
        ("+4512345678", "12345678"),  # eight digits in all
        ("+4512345678", "004512345678"),
        ("+390612345678", "0612345678"),  # the zero belongs to the number
        ("+14155550199", "4155550199"),
        ("+3545551234", "5551234"),
    ],
)
def test_phone_is_known_however_it_is_written(stored: str, written: str) -> None:
    assert meets(DetailKind.PHONE, stored, "phone", written)
    assert meets(DetailKind.PHONE, stored, "messenger", written)


@pytest.mark.parametrize("written", ["0123", "900123", "447700900124", "4477009001", "2024"])
def test_other_digits_are_not_the_phone(written: str) -> None:
    assert not meets(DetailKind.PHONE, "+447700900123", "phone", written)


@pytest.mark.parametrize("written", ["Jane Doe", "DOE, Jané", "jane  doe", "Doe Jane"])
def test_name_is_known_in_any_order(written: str) -> None:
    assert meets(DetailKind.LEGAL_NAME, "Jané Doe", "name", written)


@pytest.mark.parametrize("written", ["Jane", "Jane D", "Jane Doerr", "Do", ""])
def test_part_of_a_name_is_not_the_name(written: str) -> None:
    assert not meets(DetailKind.LEGAL_NAME, "Jané Doe", "name", written)


def test_account_is_known_without_its_spaces() -> None:
    assert meets(DetailKind.PAYOUT, "DE89 3704 0044 0532 0130 00", "payment", "de89370400440532013000")


@pytest.mark.parametrize("kind", ["url", "social", "meeting", "address", "qr", "other", "offplatform", "nonsense"])
def test_kinds_that_the_vault_does_not_keep_match_nothing(kind: str) -> None:
    assert forms_of_candidate(kind, "jane@mail.example") == []


@pytest.mark.parametrize(
    ("kind", "value", "masked"),
    [
        (DetailKind.LOGIN_MAIL, "jane.doe@gmail.com", "j•••@g•••.com"),
        (DetailKind.LOGIN_MAIL, "j@mail.co.example", "j•••@m•••.example"),
        (DetailKind.PHONE, "+447700900123", "+••• ••• 23"),
        (DetailKind.LEGAL_NAME, "Jane van Doe", "J••• v••• D•••"),
        (DetailKind.PAYOUT, "DE89370400440532013000", "••• 00"),
    ],
)
def test_mask_keeps_little(kind: DetailKind, value: str, masked: str) -> None:
    assert mask_detail(kind, value) == masked
