"""Telling what happened as if it were happening: the clock stands at a moment of the past."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let everything that asks for the time meanwhile be told `moment`.

    For the seed alone, which runs before anything is served and in one thread. So the
    actions run as they are: messages, deadlines, the guard's memory and the log of
    decisions all carry the moment of the story, which no later update could give them
    (the log refuses one, and the guard has judged by then).
    """
    real_now = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real_now
