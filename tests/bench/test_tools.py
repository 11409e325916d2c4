"""Tools run in processes of their own, answer in order, and are missed aloud."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.eval.comparison import BEST, make_set_table, make_summary_table, make_tool_table, restrict
from bench.eval.scoring import Judged, Reading
from bench.eval.sets import Conversation, LabelledSet, Message
from bench.eval.tools import GUARD, PEERS, Outcome, Run, ToolError, ToolSpec, run_tool

NAIVE = next(peer for peer in PEERS if peer.module.endswith("naive"))
MAIL = Message("m1", "mail me at jane.doe@doe.example", "share", "en", "plain")
DRAFT = Message("m2", "The second draft is in the folder.", "clean", "en", "clean")
LONE = Message("m3", "a lone \udcff surrogate", "clean", "en", "clean")
SPLIT = Conversation("c1", (("a", "my number starts 0770"), ("b", "ok"), ("a", "then 900123")), "share", 2)


@pytest.mark.parametrize("tool", [GUARD, NAIVE])
def test_tool_answers_each_message_in_order(tool: ToolSpec) -> None:
    run = run_tool(tool, [LabelledSet("one", "", (MAIL, DRAFT, LONE)), LabelledSet("two", "", (DRAFT, MAIL))])
    assert [row.reading.is_flagged for row in run.outcomes["one"].messages] == [True, False, False]
    assert [row.reading.is_flagged for row in run.outcomes["two"].messages] == [False, True]
    assert len(run.times_us()) == 5
    assert len(run.times_us("two")) == 2
    assert all(us > 0 for us in run.times_us())
    assert run.count_failures() == 0


def test_guard_marks_and_remembers_and_a_peer_does_not() -> None:
    labelled = LabelledSet("one", "", (MAIL,), (SPLIT,))
    guard, naive = run_tool(GUARD, [labelled]), run_tool(NAIVE, [labelled])
    [row] = guard.outcomes["one"].messages
    assert (row.has_right_act, row.reading.marks[0].kind) == (True, "email")
    assert guard.outcomes["one"].conversations[0].first == 2
    assert naive.outcomes["one"].conversations[0].first is None


@pytest.mark.parametrize(
    ("tool", "reason"),
    [
        (ToolSpec("absent", "bench.peers.naive", Path("/nowhere/python"), ""), "its environment is not there"),
        (ToolSpec("broken", "bench.peers.not_there", Path(sys.executable), ""), "No module named"),
    ],
)
def test_tool_that_cannot_run_is_reported(tool: ToolSpec, reason: str) -> None:
    with pytest.raises(ToolError, match=reason) as caught:
        run_tool(tool, [LabelledSet("one", "", (MAIL,))])
    table = make_tool_table([], [(tool.name, caught.value)])
    assert table.rows[0][:2] == [tool.name, "not run"]


def make_run(name: str, *, flags: tuple[bool, bool], us: float) -> Run:
    rows = [Judged(m, Reading(flag, us=us)) for m, flag in zip((MAIL, DRAFT), flags, strict=True)]
    return Run(ToolSpec(name, "", Path(), ""), "1", {"eval": Outcome(rows, [])})


@pytest.mark.parametrize(
    ("peer", "verdict"),
    [
        (make_run("p", flags=(False, True), us=90.0), BEST),
        (make_run("p", flags=(True, False), us=90.0), "worse in recall, worse in false alarms, faster"),
        (make_run("p", flags=(False, True), us=1.0), "better in recall, better in false alarms, slower"),
    ],
)
def test_guard_is_called_better_only_where_it_is(peer: Run, verdict: str) -> None:
    table = make_summary_table([make_run("armslength", flags=(True, False), us=10.0), peer])
    assert table.rows[1][-1] == verdict


def test_comparison_is_on_the_same_messages() -> None:
    run = make_run("armslength", flags=(True, True), us=1.0)
    restricted = restrict(run, [LabelledSet("eval", "", (DRAFT,))])
    assert [row.message for row in restricted.outcomes["eval"].messages] == [DRAFT]
    assert "| armslength | 100/– |" in make_set_table([run], "eval").to_markdown()
