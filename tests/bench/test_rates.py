"""Rates and their intervals."""

from __future__ import annotations

import pytest

from bench.eval.rates import Rate, percentile, rate_of

# Newcombe 1998, table I, method 3.
WILSON = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]


@pytest.mark.parametrize(("hits", "total", "low", "high"), WILSON)
def test_interval_is_wilsons(hits: int, total: int, low: float, high: float) -> None:
    assert Rate(hits, total).interval == pytest.approx((low, high), abs=0.0002)


def test_interval_of_all_stays_within_the_whole() -> None:
    assert 0.8 < Rate(20, 20).interval[0] < Rate(20, 20).interval[1] <= 1
    assert 0 <= Rate(0, 7).interval[0] < Rate(0, 7).interval[1] < 0.4


def test_rate_counts_what_is_true() -> None:
    assert rate_of([True, False, True]) == Rate(2, 3)
    assert rate_of([]) == Rate(0, 0)


@pytest.mark.parametrize(("share", "value"), [(0.0, 1.0), (0.5, 51.0), (0.99, 100.0), (1.0, 100.0)])
def test_percentile_of_a_hundred_values(share: float, value: float) -> None:
    assert percentile([float(number) for number in range(100, 0, -1)], share) == value
