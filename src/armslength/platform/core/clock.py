"""The one place that asks what time it is."""

import time
from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return timezone.now()


def seconds() -> float:
    """Seconds since the epoch, for limits and the guard's conversation memory."""
    return time.time()
