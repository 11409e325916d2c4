"""What the writer can do here instead."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from armslength.guard.types import FLAGGED_ACTS, Act, AllowedWay, Kind

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


def suggest_way(act: Act, kind: Kind) -> AllowedWay | None:
    """What the writer can do here instead, or None where there is nothing to offer."""
    if act not in FLAGGED_ACTS:
        return None
    if act is Act.CIRCUMVENT:
        return AllowedWay.PAY
    return _WAYS.get(kind)
