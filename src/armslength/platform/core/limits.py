"""Rate limits, on the `limits` library: a moving window per limit and key.

Fails closed for sign-in and sign-up: if the store cannot be asked, the request is refused,
because an unlimited door is worse than a shut one; the error page says to try again.
"""

from functools import lru_cache

from django.conf import settings
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from armslength.platform.core.clock import seconds
from armslength.platform.core.errors import TooManyRequestsError
from armslength.platform.core.sealing import keyed_hash


@lru_cache(maxsize=1)
def _limiter() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(storage_from_string(settings.LIMITS_URL))


@lru_cache(maxsize=64)
def _item(rate: str) -> RateLimitItem:
    return parse(rate)


def check_limit(name: str, *parts: str) -> None:
    """Count one use of the limit `name` (a key of `settings.RATE_LIMITS`) for `parts`.

    Raises TooManyRequestsError with the seconds until the next use is free.
    """
    item = _item(settings.RATE_LIMITS[name])
    if _limiter().hit(item, name, *parts):
        return
    reset_at = _limiter().get_window_stats(item, name, *parts).reset_time
    raise TooManyRequestsError(name, max(1, round(reset_at - seconds())))


def caller_key(address: str) -> str:
    """A short-lived stand-in for an internet address: the limiter never sees the address."""
    return keyed_hash(address, purpose="caller").hex()[:24]


def reset_limits() -> None:
    """Forget all counts (tests, and `demo-reset`)."""
    _limiter().storage.reset()
