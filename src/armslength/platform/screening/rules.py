"""The rules as people read them, and which finding belongs to which. Pure."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from armslength.guard import Act, Finding, Kind


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the house: the anchor of its paragraph on the rules page, and its title."""

    anchor: str
    title: str | Promise


PRIVATE = Rule("private", _("Contact details stay private"))
ASKING = Rule("asking", _("Nobody asks for contact details"))
PAYMENT = Rule("payment", _("Work is agreed and paid here"))
MEETING = Rule("meeting", _("Meetings are arranged here"))
LINKS = Rule("links", _("Links that lead to a person"))
CHECKING = Rule("checking", _("How messages are checked"))
RULES = (PRIVATE, ASKING, PAYMENT, MEETING, LINKS, CHECKING)

_KIND_LABELS: dict[Kind, str | Promise] = {
    Kind.EMAIL: _("e-mail address"),
    Kind.PHONE: _("phone number"),
    Kind.URL: _("link"),
    Kind.MESSENGER: _("messenger contact"),
    Kind.SOCIAL: _("social media account"),
    Kind.PAYMENT: _("payment detail"),
    Kind.MEETING: _("meeting outside"),
    Kind.ADDRESS: _("street address"),
    Kind.QR: _("QR code"),
    Kind.OTHER: _("contact detail"),
    Kind.OFFPLATFORM: _("invitation to leave"),
}


def rule_of(finding: Finding | None) -> Rule:
    """The rule that a finding falls under; without a finding, how checking works."""
    if finding is None:
        return CHECKING
    if finding.act is Act.CIRCUMVENT or finding.kind is Kind.PAYMENT:
        return PAYMENT
    if finding.kind is Kind.MEETING:
        return MEETING
    if finding.act is Act.ASK:
        return ASKING
    return LINKS if finding.kind is Kind.URL else PRIVATE


def label_of(kind: Kind) -> str:
    """What a span is called beside its mark."""
    return str(_KIND_LABELS[kind])


def is_ask(finding: Finding | None) -> bool:
    """Whether the finding asks, rather than gives."""
    return finding is not None and finding.act is Act.ASK
