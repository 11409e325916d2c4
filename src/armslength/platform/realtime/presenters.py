"""How an event of each kind is shown to its member, made anew at every delivery.

Apps above register a presenter per kind in `AppConfig.ready`. A presenter is given all
events of its kind in one look, so that it asks the database once, and returns the data to
send for each, by event id. What may no longer be seen is its decision.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from armslength.platform.realtime.models import Event
from armslength.platform.realtime.types import Frame

Presenter = Callable[[Sequence[Event]], Mapping[int, Mapping[str, Any]]]

_presenters: dict[str, Presenter] = {}


def register_presenter(kind: str, presenter: Presenter) -> None:
    """Have events of `kind` shown by `presenter`."""
    _presenters[kind] = presenter


def _as_stored(events: Sequence[Event]) -> Mapping[int, Mapping[str, Any]]:
    return {event.id: event.data for event in events}


def present_events(events: Iterable[Event]) -> dict[int, Frame]:
    """A frame for every event, by event id. None is left out: the numbers stay gapless."""
    by_kind: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_kind[event.kind].append(event)
    frames: dict[int, Frame] = {}
    for kind, group in by_kind.items():
        shown = _presenters.get(kind, _as_stored)(group)
        for event in group:
            data = {"number": event.number, "kind": kind, **shown.get(event.id, {})}
            frames[event.id] = Frame(event.number, "update", data)
    return frames
