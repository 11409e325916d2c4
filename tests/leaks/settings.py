"""A served installation whose cache and limits can be read from outside, and that leaks when it is told to.

The cache lies in files instead of in memory, and everything that a limiter is asked is
written down: a Redis would be given the same. ARMSLENGTH_LEAK makes parts of it leak on
purpose, to show that the crawl notices.
"""

import os
from typing import Any

import limits.strategies

from armslength.platform.config.settings import *  # noqa: F403 - the same installation, with windows in it
from armslength.platform.config.settings import ENVIRONMENT, MIDDLEWARE, TEMPLATES
from tests.installation import ROOT

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(ENVIRONMENT.folder / "cache"),
    }
}


class WitnessedLimiter(limits.strategies.MovingWindowRateLimiter):
    """Counts as ever, and writes down what it was given."""

    def hit(self, item: limits.RateLimitItem, *identifiers: str, cost: int = 1) -> bool:
        """Note the key, then count."""
        with (ENVIRONMENT.folder / "limits.txt").open("a") as file:
            file.write(item.key_for(*identifiers) + "\n")
        return super().hit(item, *identifiers, cost=cost)


limits.strategies.MovingWindowRateLimiter = WitnessedLimiter  # type: ignore[misc]  # before core.limits takes the name

LEAK = os.environ.get("ARMSLENGTH_LEAK", "")
if "template" in LEAK:
    frame: dict[str, Any] = TEMPLATES[0]
    frame["DIRS"] = [ROOT / "tests/leaks/templates"]
    frame["OPTIONS"]["libraries"] = {"leaky": "tests.leaks.leaky"}
if "log" in LEAK:
    MIDDLEWARE.append("tests.leaks.leaky.TalkativeMiddleware")
