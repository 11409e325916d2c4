"""Ways to be paid: bank accounts, wallets, payment names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from armslength.guard.lexicons.cues import Cue
from armslength.guard.text.passage import Detail, Passage
from armslength.guard.types import Act, Kind

_IBAN = re.compile(r"(?<![^\W_])[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?(?![^\W_])")
_WALLET = re.compile(
    r"(?<!\w)(?:bc1[a-z0-9]{25,60}|0x[0-9a-f]{40}|t[a-z0-9]{33}|[13][a-z0-9]{25,33}|ltc1[a-z0-9]{25,60}|[a-z0-9]{43,44})(?!\w)"
)
_SURE_WALLET = re.compile(r"bc1|ltc1")
_UPI = re.compile(
    r"(?<![\w.-])[\w.-]{2,40}@(?:ok(?:axis|hdfcbank|sbi|icici)|ybl|ibl|axl|apl|paytm|upi|sbi|icici|hdfcbank|kotak|jupiteraxis|fam|airtel)(?![\w.])"
)
_CASHTAG = re.compile(r"(?<![\w$])\$[a-z][\w-]{2,20}(?!\w)")
_ACCOUNT_NUMBER = re.compile(r"(?<![\w.,-])\d{8,18}(?![\w.,]\d|\w)")


def find_payments(passage: Passage) -> Iterator[Detail]:
    """Details that money can be sent to."""
    yield from _find_ibans(passage)
    yield from _find_wallets(passage)
    for match in _UPI.finditer(passage.text):
        yield _detail(match, 0.9, "payment.upi")
    if "$" in passage.text and any(hit.sense.value == "payment:cashapp" for hit in passage.of(Cue.APP)):
        for match in _CASHTAG.finditer(passage.text):
            yield _detail(match, 0.9, "payment.cashtag")
    for match in _ACCOUNT_NUMBER.finditer(passage.text):
        if passage.near(Cue.ACCOUNT, *match.span(), 30, 10):
            yield _detail(match, 0.7, "payment.account")


def _find_ibans(passage: Passage) -> Iterator[Detail]:
    for match in _IBAN.finditer(passage.text):
        if is_iban(match.group()):
            yield _detail(match, 0.93, "payment.iban")
        elif passage.near(Cue.ACCOUNT, *match.span(), 30, 20):
            yield _detail(match, 0.75, "payment.iban")


def is_iban(written: str) -> bool:
    """Whether the check digits of an account number fit (ISO 13616: divided by 97, the whole leaves 1)."""
    compact = re.sub(r"[ -]", "", written)
    return int("".join(str(int(char, 36)) for char in compact[4:] + compact[:4])) % 97 == 1


def _find_wallets(passage: Passage) -> Iterator[Detail]:
    for match in _WALLET.finditer(passage.text):
        written = match.group()
        if written.isdigit() or written.isalpha():
            continue
        has_cue = any(hit.sense.value == "payment:crypto" for hit in passage.of(Cue.APP))
        has_cue = has_cue or bool(passage.near(Cue.ACCOUNT, *match.span(), 40, 30))
        if has_cue or _SURE_WALLET.match(written):
            yield _detail(match, 0.92, "payment.wallet")


def _detail(match: re.Match[str], level: float, rule: str) -> Detail:
    value = re.sub(r"[ -]", "", match.group())
    return Detail(Act.SHARE, Kind.PAYMENT, match.start(), match.end(), level, rule, value=value)
