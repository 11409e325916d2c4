"""Rate limits, on the `limits` library: a moving window per limit and key.

Fails closed for sign-in and sign-up: if the store cannot be asked, the request is refused,
because an unlimited door is worse than a shut one; the error page says to try again.
"""

from functools import lru_cache
from ipaddress import IPv4Address, ip_address, ip_network

from django.conf import settings
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from armslength.platform.core.clock import seconds
from armslength.platform.core.errors import TooManyRequestsError
from armslength.platform.core.sealing import keyed_hash

IPV6_PLACE_BITS = 64


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
    """A short-lived stand-in for where a request comes from: the limiter never sees the address.

    Of an IPv6 address the first 64 bits count: the rest is the household's to choose anew each time.
    """
    return keyed_hash(_place(address), purpose="caller").hex()[:24]


def _place(address: str) -> str:
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:  # a socket file has no address
        return address
    if isinstance(known, IPv4Address):
        return str(known)
    return str(known.ipv4_mapped or ip_network((known, IPV6_PLACE_BITS), strict=False))


def reset_limits() -> None:
    """Forget all counts (tests, and `demo-reset`)."""
    _limiter().storage.reset()
