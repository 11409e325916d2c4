"""Who may do what with projects, and amounts of money. Pure: what is known in, what follows out."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from django.utils.translation import gettext as _

from armslength.platform.accounts.models import Member
from armslength.platform.core.errors import InvalidInputError
from armslength.platform.core.search import fold_for_search

# ISO 4217 codes that projects can be paid in, and how many digits the minor unit takes.
CURRENCY_DIGITS: Mapping[str, int] = MappingProxyType(
    {"EUR": 2, "USD": 2, "GBP": 2, "CHF": 2, "CAD": 2, "AUD": 2, "BRL": 2, "INR": 2, "JPY": 0, "PLN": 2, "SEK": 2}
)
MAX_AMOUNT = Decimal(10_000_000)


def to_minor(amount: Decimal, currency: str, *, field: str) -> int:
    """`amount` in whole minor units of `currency`. Raises InvalidInputError for `field`."""
    minor = amount.scaleb(CURRENCY_DIGITS[currency])
    if minor != minor.to_integral_value():
        sentence = _("%(currency)s has no amounts as small as this.")
        raise InvalidInputError(field, sentence % {"currency": currency})
    if not 0 < amount <= MAX_AMOUNT:
        raise InvalidInputError(field, _("An amount lies between nothing and ten million."))
    return int(minor)


def may_post(actor: Member) -> bool:
    """Whether the member may post projects."""
    return actor.is_client


def is_taking_proposals(*, is_open: bool, deadline: date, today: date) -> bool:
    """Whether a project still waits for somebody; the day of the deadline counts."""
    return is_open and deadline >= today


def may_propose(actor: Member, *, client_id: int) -> bool:
    """Whether the member is somebody who proposes here: a freelancer, and not the client."""
    return actor.is_freelancer and client_id != actor.pk


def search_text(title: str, text: str, skills: Iterable[str]) -> str:
    """What a project is searched by."""
    return fold_for_search(" ".join((title, text, *skills)))


def skill_keys(skills: Iterable[str]) -> str:
    """Folded skills, each between line breaks, so that a whole one is found as a part of the text."""
    keys = [skill_key(skill) for skill in skills]
    return "\n" + "".join(f"{key}\n" for key in keys) if keys else ""


def skill_key(skill: str) -> str:
    """The form in which two ways of writing a skill are one."""
    return fold_for_search(skill)


def shorten(text: str, max_chars: int) -> str:
    """`text` in one line of at most `max_chars`, cut after a word if there is one near, with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= max_chars:
        return line
    cut = line[: max_chars - 1]
    end = cut.rfind(" ", max_chars // 2)
    return (cut[:end] if end > 0 else cut).rstrip(" ,.;:") + "…"
