"""What the guard says: acts, kinds, findings, candidates, reports.

Everything here is immutable. Offsets count Unicode code points of the text exactly as it was given, `start` inclusive,
`end` exclusive. Confidences run from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Act(StrEnum):
    """What a piece of a message does."""

    SHARE = "share"
    ASK = "ask"
    CIRCUMVENT = "circumvent"
    REFUSE = "refuse"
    REPORT = "report"
    WORK = "work"


FLAGGED_ACTS = frozenset({Act.SHARE, Act.ASK, Act.CIRCUMVENT})


class Kind(StrEnum):
    """What sort of contact detail, payment detail or way out it is about."""

    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    MESSENGER = "messenger"
    SOCIAL = "social"
    PAYMENT = "payment"
    MEETING = "meeting"
    ADDRESS = "address"
    QR = "qr"
    OTHER = "other"
    OFFPLATFORM = "offplatform"


class LinkClass(StrEnum):
    """Where a link leads, as far as its address tells."""

    WORK = "work"
    PORTFOLIO = "portfolio"
    BOOKING = "booking"
    MESSENGER = "messenger"
    MEETING = "meeting"
    PAYMENT = "payment"
    SHORTENER = "shortener"
    CONTACT = "contact"
    SOCIAL = "social"
    UNKNOWN = "unknown"


class AllowedWay(StrEnum):
    """What the writer can do on the platform instead; the platform shows it only where it exists."""

    CALL = "call"
    ATTACH = "attach"
    CHAT = "chat"
    PAY = "pay"


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of a message that does something the policy has an opinion on.

    `rule` is a stable code such as ``email.spelled``; `technique` says how the detail was written (``plain``,
    ``spelled``, ``spaced``, ``lookalike``, ``encoded``, …). `completes_thread` is true when earlier messages hold the
    rest of the detail. `link_class` is set for links only. `reason` is English; `explain` says it in other languages.

    `decoded` is the canonical form of what is shared, see `Candidate`: for the eyes of moderators. It stays out of the
    printed form; whoever stores or sends a finding names the fields to take, and leaves this one.
    """

    act: Act
    kind: Kind
    start: int
    end: int
    confidence: float
    rule: str
    technique: str
    reason: str
    suggestion: AllowedWay | None = None
    completes_thread: bool = False
    link_class: LinkClass | None = None
    decoded: str | None = field(default=None, repr=False)

    @property
    def is_flaggable(self) -> bool:
        """Whether the act is one that a threshold applies to (share, ask, circumvent)."""
        return self.act in FLAGGED_ACTS


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact detail in canonical form, whether or not it was found worth flagging.

    Canonical forms: an e-mail address in lower case; a phone number as its digits only, without ``+`` or a leading
    ``00`` and otherwise as written (national numbers keep their trunk zero); an account name in lower case without
    ``@``; a link as host and path in lower case without scheme, ``www.`` and a closing slash; an IBAN or wallet
    without spaces.
    """

    kind: Kind
    value: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Link:
    """A link written in the plain, and what class it is of."""

    start: int
    end: int
    url: str
    link_class: LinkClass


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the guard found in one text.

    `is_complete` is false when the work budget ran out or the text was longer than the guard reads: such a text must
    not be delivered unseen. `steps` is the deterministic amount of work of a closer look, 0 where none was due.
    `threshold` is the one that `is_flagged` was decided with.
    """

    findings: tuple[Finding, ...]
    candidates: tuple[Candidate, ...]
    links: tuple[Link, ...]
    is_complete: bool
    is_flagged: bool
    steps: int
    threshold: float
