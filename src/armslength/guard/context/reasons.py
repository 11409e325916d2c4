"""What people read: one kind, concrete sentence for each act and kind, and the way that is open to them here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from armslength.guard.types import Act, AllowedWay, Kind

_THINGS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.EMAIL: "an e-mail address",
        Kind.PHONE: "a phone number",
        Kind.URL: "a link to a place outside",
        Kind.MESSENGER: "a contact on a messenger",
        Kind.SOCIAL: "an account on a social site",
        Kind.PAYMENT: "a way to pay outside",
        Kind.MEETING: "a meeting outside",
        Kind.ADDRESS: "an address",
        Kind.QR: "a code that leads outside",
        Kind.OTHER: "a contact detail",
        Kind.OFFPLATFORM: "a way to go on elsewhere",
    }
)
_CLOSINGS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.EMAIL: "Addresses stay private here.",
        Kind.PHONE: "Numbers stay private here.",
        Kind.URL: "Keep the conversation here.",
        Kind.PAYMENT: "Payments go through the contract here, where both sides are protected.",
        Kind.MEETING: "Calls and meetings are arranged here.",
        Kind.ADDRESS: "Addresses stay private here.",
    }
)
_DEFAULT_CLOSING = "Contact details stay private here."
_ASKS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.OFFPLATFORM: "This looks like an invitation to go on somewhere else. Conversations stay here.",
        Kind.MEETING: "This looks like an invitation to meet or call outside. Calls and meetings are arranged here.",
        Kind.MESSENGER: "This looks like an invitation to another messenger. Conversations stay here.",
        Kind.SOCIAL: "This looks like an invitation to a social site. Conversations stay here.",
    }
)
_CIRCUMVENT = "This looks like a proposal to pay or agree outside. Payments here protect both sides."
_IN_THREAD = "Together with earlier messages this looks like {thing}. {closing}"
_WAYS: Final[Mapping[Kind, AllowedWay]] = MappingProxyType(
    {
        Kind.EMAIL: AllowedWay.ATTACH,
        Kind.PHONE: AllowedWay.CALL,
        Kind.MEETING: AllowedWay.CALL,
        Kind.ADDRESS: AllowedWay.CALL,
        Kind.PAYMENT: AllowedWay.PAY,
        Kind.MESSENGER: AllowedWay.CHAT,
        Kind.SOCIAL: AllowedWay.CHAT,
        Kind.OTHER: AllowedWay.CHAT,
        Kind.OFFPLATFORM: AllowedWay.CHAT,
    }
)
_NEUTRAL: Final[Mapping[Act, str]] = MappingProxyType(
    {
        Act.REFUSE: "This declines or warns, which protects the one who wrote it.",
        Act.REPORT: "This reports something or asks what the rule is.",
        Act.WORK: "This looks like material of the job.",
    }
)


def write_reason(act: Act, kind: Kind, *, completes_thread: bool = False) -> str:
    """The sentence for a finding."""
    if act in _NEUTRAL:
        return _NEUTRAL[act]
    if act is Act.CIRCUMVENT:
        return _CIRCUMVENT
    closing = _CLOSINGS.get(kind, _DEFAULT_CLOSING)
    thing = _THINGS[kind]
    if completes_thread and act is Act.SHARE:
        return _IN_THREAD.format(thing=thing, closing=closing)
    if act is Act.ASK:
        return _ASKS.get(kind, f"This looks like a question for {thing}. {closing}")
    return f"This looks like {thing}. {closing}"


def suggest_way(act: Act, kind: Kind) -> AllowedWay | None:
    """What the writer can do here instead, or None where there is nothing to offer."""
    if act in _NEUTRAL:
        return None
    if act is Act.CIRCUMVENT:
        return AllowedWay.PAY
    return _WAYS.get(kind)
