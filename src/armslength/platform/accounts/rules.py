"""Canonical forms of contact details, and how they are masked. Pure: text in, text out.

A detail is found by keyed hashes of canonical forms, so two ways of writing one detail
must meet in at least one form. docs/guide/vault.md lists the forms.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress

import phonenumbers

from armslength.platform.accounts.types import DetailKind

LOGIN_MAIL, MAIL, PHONE, NAME, PAYOUT = "login_mail", "mail", "phone", "name", "payout"

MIN_PHONE_DIGITS = 7
TAIL_DIGITS = 9
MIN_NAME_CHARS = 4
DOT_BLIND_DOMAINS = frozenset({"gmail.com", "googlemail.com"})
DOT = "•"

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

Form = tuple[str, str]
"""A purpose and a canonical value: what one keyed hash is made of."""


def clean_text(text: str) -> str:
    """`text` in one Unicode form and with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _fold(text: str) -> str:
    """Unicode's NFKC_Casefold: folding once more undoes what composing brings back ("㎴" holds a capital)."""
    for _ in range(2):
        text = unicodedata.normalize("NFKC", text.casefold())
    return text


def canonical_login_mail(address: str) -> str:
    """The form under which an address may have one account: case and script of the domain do not matter."""
    local, _, domain = _fold(clean_text(address)).rpartition("@")
    with suppress(UnicodeError):  # what is no domain name stays as it is and matches nothing
        domain = domain.encode("idna").decode() if " " not in domain else domain
    return f"{local}@{domain}"


def canonical_mailbox(address: str) -> str:
    """The mailbox behind an address: without `+tag`, and without dots where the provider ignores them."""
    local, _, domain = canonical_login_mail(address).rpartition("@")
    local = local.partition("+")[0]
    if domain in DOT_BLIND_DOMAINS:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def parse_phone(text: str) -> str | None:
    """The E.164 form of an international number (`+` and the country code first), or None."""
    try:
        number = phonenumbers.parse(clean_text(text), None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def fold_name(text: str) -> str:
    """A name without case and accents, its parts in a fixed order: "Doe, Jané" and "Jane Doe" are one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", _fold(text)) if not unicodedata.combining(c))
    parts = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join(sorted(parts))


def forms_of_detail(kind: str, value: str) -> list[Form]:
    """The forms under which the vault finds a stored detail."""
    match kind:
        case DetailKind.LOGIN_MAIL:
            return [(LOGIN_MAIL, canonical_login_mail(value)), (MAIL, canonical_mailbox(value))]
        case DetailKind.PHONE:
            national = str(phonenumbers.parse(value, None).national_number)
            return _forms(PHONE, [*_phone_forms(_digits(value)), national])
        case DetailKind.LEGAL_NAME:
            return _forms(NAME, [fold_name(value)])
    return _forms(PAYOUT, [_account(value)])


def forms_of_candidate(kind: str, value: str) -> list[Form]:
    """The forms that a candidate of the guard may meet; none when it is too short to mean anything.

    `kind` is one of the guard's kinds, or "name".
    """
    match kind:
        case "email":
            return [(MAIL, canonical_mailbox(value))]
        case "phone" | "messenger":
            digits = _digits(value)
            return _forms(PHONE, _phone_forms(digits)) if len(digits) >= MIN_PHONE_DIGITS else []
        case "name":
            folded = fold_name(value)
            return _forms(NAME, [folded]) if len(folded) >= MIN_NAME_CHARS else []
        case "payment":
            return _forms(PAYOUT, [_account(value)])
    return []


def _forms(purpose: str, values: Iterable[str]) -> list[Form]:
    return [(purpose, value) for value in dict.fromkeys(values) if value]


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdecimal())


def _phone_forms(digits: str) -> list[str]:
    """As written, without leading zeros, and the tail that survives any country code or trunk prefix."""
    bare = digits.lstrip("0")
    forms = [digits, bare] + ([bare[-TAIL_DIGITS:]] if len(bare) >= TAIL_DIGITS else [])
    return [form for form in forms if len(form) >= MIN_PHONE_DIGITS]


def _account(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())


def mask_detail(kind: str, value: str) -> str:
    """Enough for its owner to recognise the detail, too little for anyone to use it."""
    match kind:
        case DetailKind.LOGIN_MAIL:
            local, _, domain = value.rpartition("@")
            host, point, ending = domain.rpartition(".")
            return f"{_initial(local)}@{_initial(host)}{point}{ending}"
        case DetailKind.LEGAL_NAME:
            return " ".join(_initial(part) for part in value.split())
        case DetailKind.PHONE:
            return f"{value[:1]}{DOT * 3} {DOT * 3} {value[-2:]}"
    return f"{DOT * 3} {value[-2:]}"


def _initial(text: str) -> str:
    return f"{text[:1]}{DOT * 3}"


def name_runs(text: str, *, max_words: int = 5) -> Iterator[tuple[int, int, Form]]:
    """Every run of words in `text` that could be a whole name, as (start, end, form).

    Offsets count code points. A run of one word counts too: some people have one name.
    """
    words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    for first, (start, _) in enumerate(words):
        for _, end in words[first : first + max_words]:
            folded = fold_name(text[start:end])
            if len(folded) >= MIN_NAME_CHARS:
                yield start, end, (NAME, folded)
