"""Tables say the same to people and to programs, and hide no missed target."""

from __future__ import annotations

from dataclasses import replace

from bench.eval.breakdown import MIN_GROUP_MESSAGES, OTHERS, make_breakdown
from bench.eval.rates import Rate
from bench.eval.scoring import Judged, Mark, Reading
from bench.eval.sets import Message
from bench.eval.tables import PerThousand, Short, Table
from bench.eval.targets import MET, MISSED, TARGETS, make_real_table, make_target_table
from bench.eval.tools import Outcome


def judge(is_flagged: bool, label: str = "share", tier: str = "plain", technique: str = "direct") -> Judged:
    message = Message("m", "call 0151", label, "en", tier, technique, evidence=() if label == "clean" else ("0151",))
    return Judged(message, Reading(is_flagged, (Mark("share", "phone", 5, 9),) if is_flagged else ()))


def test_table_writes_rates_with_counts_and_intervals() -> None:
    table = Table("T", ("a|b", "x", "y", "z"), [["r", Rate(17, 20), PerThousand(Rate(1, 500)), Short((Rate(0, 0),))]])
    row = table.to_markdown().split("\n")[-1]
    assert row == "| r | 85.0 % (17/20) [64.0–94.8] | 2.0 ‰ (1/500) [0.4–11.2] | – |"
    assert table.to_json()["rows"][0]["x"]["rate"] == 0.85
    assert table.to_json()["rows"][0]["z"] == [None]


def test_target_is_met_or_missed_by_its_figure() -> None:
    outcome = Outcome([judge(is_flagged=True)] * 98 + [judge(is_flagged=False)] * 2, [])
    rows = {row[0]: row for row in make_target_table({"eval": outcome}).rows}
    assert rows["recall, plain share"][2:] == [Rate(98, 100), MISSED]
    assert rows["right act"][2:] == [Rate(98, 98), MET]
    assert rows["recall, adversarial"][3] == "–"
    assert len(rows) == len(TARGETS)


def test_ceiling_is_missed_from_above() -> None:
    alarms = [judge(is_flagged=True, label="clean", tier="hard-negative")] * 2
    passed = [judge(is_flagged=False, label="clean", tier="hard-negative")] * 98
    rows = {row[0]: row for row in make_target_table({"eval": Outcome(alarms + passed, [])}).rows}
    assert rows["false alarms, hard negatives"][3] == MISSED
    assert make_real_table({"chat": Outcome(passed, [])}).rows[0][3] == MET
    assert make_real_table({"chat": Outcome(alarms + passed, [])}).rows[0][3] == MISSED


def test_techniques_that_development_knows_from_another_language_are_told_apart() -> None:
    def hold_out(technique: str) -> Judged:
        message = replace(judge(is_flagged=True).message, is_held_out=True, technique=technique)
        return Judged(message, Reading(is_flagged=False))

    kept_apart = Outcome([hold_out("direct")] * 8 + [hold_out("riddle")] * 9, [])
    developed_on = Outcome([judge(is_flagged=True)] * 8, [])
    tables = {table.title: table for table in make_breakdown({"eval": kept_apart, "dev": developed_on})}
    assert tables["Recall on techniques kept out of development"].rows == [
        ["kept out in every language", Rate(0, 9), Rate(0, 0)],
        ["kept out in its language", Rate(0, 8), Rate(0, 0)],
        ["known", Rate(0, 0), Rate(8, 8)],
    ]


def test_few_messages_of_a_technique_are_counted_together() -> None:
    many = [judge(is_flagged=True)] * MIN_GROUP_MESSAGES
    few = [judge(is_flagged=False, technique="acrostic"), judge(is_flagged=True, technique="riddle")]
    tables = {table.title: table for table in make_breakdown({"eval": Outcome(many + few, [])})}
    assert tables["Recall by technique"].rows == [["direct", Rate(8, 8)], [OTHERS, Rate(1, 2)]]
    assert tables["Recall by tier and act"].rows == [["plain, share", Rate(9, 10)]]
