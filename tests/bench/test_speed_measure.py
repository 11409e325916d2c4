"""Starts and paces are measured in processes of their own, and a tool that stops is missed aloud."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.eval.tools import PEERS, ToolError, ToolSpec
from bench.peers import cost
from bench.peers.cost import cost_of_first, peak_memory_mb
from bench.speed.measure import FIRST_TEXTS, NOTHING, measure_pace, measure_starts

NAIVE = next(peer for peer in PEERS if peer.module.endswith("naive"))
BROKEN = ToolSpec("broken", "bench.peers.not_there", Path(sys.executable), "")


def raise_on(text: str) -> None:
    raise ValueError(text)


def test_start_is_measured_for_each_first_text() -> None:
    starts = measure_starts(NOTHING)
    assert list(starts) == list(FIRST_TEXTS)
    assert all(start.ms > 0 and start.peak_mb > 1 for start in starts.values())


def test_pace_is_that_of_all_processes() -> None:
    pace = measure_pace(NAIVE, ["mail me at jane@doe.example", "The draft is in the folder."], 2)
    assert pace.per_second > 100
    assert pace.peak_mb > 1


def test_tool_that_stops_is_reported() -> None:
    with pytest.raises(ToolError, match="stopped"):
        measure_pace(BROKEN, ["hi"], 1)
    with pytest.raises(ToolError, match="No module named"):
        measure_starts(BROKEN)


def test_tool_that_raises_has_a_cost_all_the_same() -> None:
    assert cost_of_first(raise_on, "hi")["ms"] > 0


def test_memory_is_told_where_linux_does_not_tell_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cost, "_STATUS", Path("/nowhere"))
    assert peak_memory_mb() > 1
