"""What passes between the sequence, the transport and the stream."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be numbered: for whom, of what kind, and references to what it is about."""

    member_id: int
    kind: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """What one stream is sent: an event with its number, or a whisper without one."""

    number: int | None
    name: str
    data: Mapping[str, Any]
