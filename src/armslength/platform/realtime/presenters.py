"""How an event of each kind is shown to its member, made anew at every delivery.

Apps above register a presenter per kind in `AppConfig.ready`. A presenter is given all
events of its kind in one look, so that it asks the database once, and returns the data to
send for each, by event id. What may no longer be seen is its decision.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db import DatabaseError

from armslength.platform.realtime.models import Event
from armslength.platform.realtime.types import Frame

log = logging.getLogger(__name__)

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
        shown = _present(_presenters.get(kind, _as_stored), group)
        for event in group:
            data = {"number": event.number, "kind": kind, **shown.get(event.id, {})}
            frames[event.id] = Frame(event.number, "update", data)
    return frames


def _present(presenter: Presenter, events: Sequence[Event]) -> Mapping[int, Mapping[str, Any]]:
    """What the presenter makes of the events; if it fails, of each alone, and what fails still as it is stored.

    One event that cannot be shown (its seal has lost its key, say) would otherwise stop
    every stream of the process for as long as it is kept.
    """
    try:
        return presenter(events)
    except DatabaseError:
        raise  # the whole look is repeated
    except Exception as error:  # noqa: BLE001 - whatever failed, it is about this one event
        if len(events) > 1:
            return {pk: data for event in events for pk, data in _present(presenter, [event]).items()}
        # The kind alone: what an error says can hold what the event is about.
        log.error("an event of kind %s cannot be shown: %s", events[0].kind, type(error).__name__)
        return _as_stored(events)
