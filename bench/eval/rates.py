"""Proportions and how sure they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z_95 = 1.96


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` of `total`; with a `total` of 0 it is unknown."""

    hits: int
    total: int

    @property
    def value(self) -> float:
        """From 0 to 1. Raises ZeroDivisionError for a rate of nothing."""
        return self.hits / self.total

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval, from 0 to 1: it stays inside that range and means something for 0 of few."""
        scale = 1 + Z_95 * Z_95 / self.total
        centre = self.value + Z_95 * Z_95 / (2 * self.total)
        spread = Z_95 * sqrt(self.value * (1 - self.value) / self.total + (Z_95 / (2 * self.total)) ** 2)
        return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def rate_of(hits: Iterable[bool]) -> Rate:
    """How many of these are true."""
    seen = list(hits)
    return Rate(sum(seen), len(seen))


def percentile(values: list[float], share: float) -> float:
    """The value that `share` (0 to 1) of `values` do not exceed. Raises IndexError for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
