"""Tables and page of speed: limits are met or missed by what was measured, and peers stand beside the guard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.eval.scoring import Judged, Reading
from bench.eval.sets import LabelledSet, Message
from bench.eval.targets import MET, MISSED
from bench.eval.tools import PEERS, Outcome, Run, ToolError, ToolSpec
from bench.speed import report
from bench.speed.long_texts import LongReading
from bench.speed.measure import Cost, Pace, Start, add_paces
from bench.speed.report import Bench, write_report
from bench.speed.tables import (
    make_hostile_comparison,
    make_long_table,
    make_pace_table,
    make_start_table,
    make_target_table,
    make_time_table,
)

FAST, SLOW = LongReading("'a'", 5.0, is_complete=True), LongReading("'b|'", 25.0, is_complete=False)
MESSAGE = Message("1", "hi", "clean", "", "")


def make_cost(name: str, us: float, *, start_ms: float = 100.0) -> Cost:
    outcomes = {s: Outcome([Judged(MESSAGE, Reading(False, us=us))] * 3, []) for s in ("made-up", "chat")}
    starts = {"nothing": Start(start_ms, 20.0), "a detail": Start(start_ms + 10, 60.0)}
    run = Run(ToolSpec(name, "", Path(), ""), "1", outcomes)
    return Cost(run, [SLOW, FAST], starts, {1: Pace(1000.0, 64.0), 2: Pace(1900.0, 64.0)})


GUARD, PEER = make_cost("armslength", 10.0), make_cost("peer", 40.0)


def test_limits_are_met_or_missed_by_the_worst_figure() -> None:
    rows = {row[0]: row[1:] for row in make_target_table(GUARD, [SLOW, FAST], [FAST]).rows}
    assert rows["`chat`, median"] == ["≤ 20 µs", 10.0, MET]
    assert rows["hostile text, worst"] == ["≤ 20 ms", 25.0, MISSED]
    assert rows["hostile texts over 20 ms, of 2"] == ["≤ 0", "1", MISSED]
    assert rows["ordinary long texts not read completely, of 1"] == ["≤ 0", "0", MET]
    assert rows["import and first message, slower of the two"] == ["≤ 150 ms", 110.0, MET]
    assert rows["memory after it, larger of the two"] == ["≤ 120 MB", 60.0, MET]


@pytest.mark.parametrize(("us", "verdict"), [(40.0, "faster, 4.0×"), (5.0, "slower, 2.0×")])
def test_guard_is_called_faster_only_where_it_is(us: float, verdict: str) -> None:
    table = make_time_table([GUARD, make_cost("peer", us)], "On `chat`", "chat")
    assert [row[-1] for row in table.rows] == ["", verdict]
    assert table.rows[1][:3] == ["peer", us, us]


def test_paces_starts_and_hostile_texts_stand_beside_the_peers() -> None:
    assert make_pace_table([GUARD, PEER]).rows[1] == ["peer", 1000.0, 1900.0, 64.0]
    alone = {"nothing": Start(30.0, 12.0), "a detail": Start(31.0, 13.0)}
    assert make_start_table([GUARD], alone).rows == [
        ["armslength", 100.0, 20.0, 110.0, 60.0],
        ["Python alone", 30.0, 12.0, 31.0, 13.0],
    ]
    assert make_hostile_comparison([GUARD]).rows == [["armslength", 25.0, "1"]]


def test_processes_side_by_side_add_up() -> None:
    rows = [{"messages": 100, "seconds": 2.0, "peak_mb": 60.0}, {"messages": 90, "seconds": 3.0, "peak_mb": 61.0}]
    assert add_paces(rows) == Pace(80.0, 61.0)


def test_long_texts_say_what_was_cut() -> None:
    table = make_long_table("Hostile texts", [SLOW, FAST])
    assert table.rows[0] == ["'b|'", 25.0, MISSED, "no"]
    assert "1 over the limit of 20 ms, 1 said not to be read completely" in table.note
    assert "'b|'  25.0" in table.to_text()
    assert "| 'b\\|' | 25.0 |" in table.to_markdown()


def test_page_and_figures_hold_the_same_and_name_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "PAGE", tmp_path / "speed.md")
    monkeypatch.setattr(report, "FIGURES", tmp_path / "results" / "guard_speed.json")
    missing = [(PEERS[1].name, ToolError(PEERS[1], "its environment is not there"))]
    sets = [LabelledSet(name, "", (MESSAGE,)) for name in ("made-up", "chat")]
    bench = Bench("make bench", sets, [GUARD, PEER], GUARD.starts, missing, [SLOW], [FAST], (0.5, 1.5))
    sections = write_report(bench)
    page = (tmp_path / "speed.md").read_text(encoding="utf-8")
    figures = json.loads((tmp_path / "results" / "guard_speed.json").read_text(encoding="utf-8"))
    assert "| Presidio | not run | its environment is not there | – |" in page
    assert "The machine's load was 0.5 before and 1.5 after" in page
    assert (figures["command"], figures["load_after"]) == ("make bench", 1.5)
    assert len(figures["tables"]) == sum(len(tables) for _, tables in sections)
