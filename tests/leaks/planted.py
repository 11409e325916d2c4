"""Contact details that cannot be mistaken for anything else, and every form in which one could show."""

import base64
import json
import random
import string
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from html import escape
from urllib.parse import quote

import phonenumbers
from phonenumbers import PhoneNumberFormat

MIN_NEEDLE_BYTES = 6


@dataclass(frozen=True)
class Planted:
    """The details of one person."""

    person: str
    mail: str
    phone: str
    legal_name: str
    payout: str

    def details(self) -> dict[str, str]:
        """Value by the vault's name of its kind."""
        kept = asdict(self)
        return {"login_mail": kept["mail"], **{kind: kept[kind] for kind in ("phone", "legal_name", "payout")}}


def plant(person: str) -> Planted:
    """Fresh details for a person."""
    mark = "".join(random.choices(string.ascii_lowercase, k=9))
    subscriber = "".join(random.choices("23456789", k=8))
    account = "".join(random.choices(string.digits, k=18))
    return Planted(
        person=person,
        mail=f"zq-leak-{mark}@leak-{mark[::-1]}.example",
        phone=f"+49151{subscriber}",
        legal_name=f"Zqleaka {mark.capitalize()}ova",
        payout=f"DE00{account}",
    )


def _spellings(kind: str, value: str) -> Iterator[str]:
    """The value as people and programs write it, and parts that would already give it away."""
    yield value
    if kind == "login_mail":
        yield from value.split("@")
    if kind == "legal_name":
        yield from value.split()[1:]
        yield value.replace(" ", "")
    if kind == "phone":
        number = phonenumbers.parse(value)
        for form in (PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL, PhoneNumberFormat.RFC3966):
            yield phonenumbers.format_number(number, form)
        yield value.removeprefix("+")
        yield f"0{number.national_number}"
        yield str(number.national_number)


def _base64_forms(text: str) -> Iterator[str]:
    """What is the same in base64 wherever in a longer value the text stands (three alignments)."""
    for shift in range(3):
        encoded = base64.b64encode(b"\0" * shift + text.encode()).decode()
        # The first characters mix with what stands before, the last with what follows.
        yield encoded[4 if shift else 0 : -4]


def needles(kind: str, value: str) -> dict[bytes, str]:
    """Bytes to look for, all in lower case, and what each is."""
    found: dict[bytes, str] = {}
    for text in {spelling.lower() for spelling in _spellings(kind, value)} | {value}:
        forms = {
            text: "plain",
            escape(text): "HTML",
            quote(text): "URL",
            json.dumps(text)[1:-1]: "JSON",
            text.encode().hex(): "hex",
            **dict.fromkeys(_base64_forms(text), "base64"),
        }
        found |= {form.lower().encode(): f"{kind}, {name}" for form, name in forms.items()}
        found[text.lower().encode("utf-16-le")] = f"{kind}, UTF-16"
    return {needle: name for needle, name in found.items() if len(needle) >= MIN_NEEDLE_BYTES}
