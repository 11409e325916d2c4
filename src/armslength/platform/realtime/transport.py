"""Wake-ups between those who write events and those who stream them.

A transport may lose or repeat a wake-up at any time: it only says "look", and a slow poll
stands behind it. Whispers (typing) are worth nothing a second later and may be lost too.
"""

import threading
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any, Protocol


class Listener(Protocol):
    """Who wants to be told. Called from any thread; must return at once."""

    def on_wake(self, member_ids: Collection[int]) -> None:
        """These members may have new events."""

    def on_whisper(self, member_id: int, data: Mapping[str, Any]) -> None:
        """Tell the member's open pages, if any."""


class Transport(Protocol):
    """Carries wake-ups and whispers to every process that streams."""

    def wake(self, member_ids: Collection[int]) -> None:
        """Say "look" for these members."""

    def whisper(self, member_id: int, data: Mapping[str, Any]) -> None:
        """Pass `data` (small, JSON) to the member's open pages, now or never."""

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` told from now on; call what is returned to stop."""


class InProcessTransport:
    """The embedded default: one process both writes and streams."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: tuple[Listener, ...] = ()

    def wake(self, member_ids: Collection[int]) -> None:
        """Tell every listener of this process."""
        for listener in self._listeners:
            listener.on_wake(member_ids)

    def whisper(self, member_id: int, data: Mapping[str, Any]) -> None:
        """Tell every listener of this process."""
        for listener in self._listeners:
            listener.on_whisper(member_id, data)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Add `listener`; the returned function removes it."""
        with self._lock:
            self._listeners = (*self._listeners, listener)

        def stop() -> None:
            with self._lock:
                self._listeners = tuple(known for known in self._listeners if known is not listener)

        return stop


@lru_cache(maxsize=1)
def get_transport() -> Transport:
    """The transport of this process."""
    return InProcessTransport()
