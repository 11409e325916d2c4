"""The guard beside its peers: the same run, the same messages."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from bench.eval.rates import Rate, percentile
from bench.eval.scoring import Judged, conversation_alarms, false_alarms, in_time, recall
from bench.eval.sets import LabelledSet
from bench.eval.tables import Cell, PerThousand, Short, Table
from bench.eval.targets import alarms_where, recall_where
from bench.eval.tools import Outcome, Run, ToolError

SAMPLE_SEED = 20_261
MAX_SHARED_MESSAGES = 3000
BEST = "better in both and faster"


def sample_set(labelled: LabelledSet) -> LabelledSet:
    """The set, or a sample of it by a fixed seed where it is too large for the slow tools."""
    if len(labelled.messages) <= MAX_SHARED_MESSAGES or labelled.conversations:
        return labelled
    chosen = random.Random(SAMPLE_SEED).sample(labelled.messages, MAX_SHARED_MESSAGES)
    return LabelledSet(labelled.name, labelled.standing, tuple(chosen))


def restrict(run: Run, sets: Sequence[LabelledSet]) -> Run:
    """The part of a run that is about the messages of these sets."""
    outcomes = {labelled.name: _restrict(run.outcomes[labelled.name], labelled) for labelled in sets}
    return Run(run.tool, run.version, outcomes)


def _restrict(outcome: Outcome, labelled: LabelledSet) -> Outcome:
    ids = {message.id for message in labelled.messages}
    return Outcome([row for row in outcome.messages if row.message.id in ids], outcome.conversations)


_TOOL_NOTE = (
    "Presidio runs on a blank spaCy pipeline: no model can be installed from the package registry under its makers' "
    "name. Contact details it finds by patterns and check sums, with a model or without."
)


def make_tool_table(runs: Sequence[Run], missing: Sequence[tuple[str, ToolError]]) -> Table:
    """What was run, in which version, and what could not be."""
    rows = [[run.tool.name, run.version, run.tool.setup, str(run.count_failures())] for run in runs]
    rows += [[name, "not run", problem.reason, "–"] for name, problem in missing]
    return Table("Tools", ("tool", "version", "set-up", "texts it raised on"), rows, _TOOL_NOTE)


def make_summary_table(runs: Sequence[Run]) -> Table:
    """Recall, false alarms and time over everything that all tools read. The guard comes first."""
    guard, *_ = runs
    rows = [[*_summarise(run), "" if run is guard else _compare(guard, run)] for run in runs]
    columns = ("tool", "recall", "false alarms per 1,000", "median µs", "99th percentile µs", "the guard is")
    names = ", ".join(f"`{name}` ({len(outcome.messages):,})" for name, outcome in guard.outcomes.items())
    return Table("All messages together", columns, rows, f"Messages of {names}.")


def _summarise(run: Run) -> list[Cell]:
    found, alarms, median = _figures(run)
    return [run.tool.name, found, PerThousand(alarms), median, percentile(run.times_us(), 0.99)]


def _figures(run: Run) -> tuple[Rate, Rate, float]:
    rows: list[Judged] = [row for outcome in run.outcomes.values() for row in outcome.messages]
    return recall(rows), false_alarms(rows), percentile(run.times_us(), 0.5)


def _compare(guard: Run, peer: Run) -> str:
    ours, theirs = _figures(guard), _figures(peer)
    recall_word = "better" if ours[0].value > theirs[0].value else "worse"
    alarm_word = "better" if ours[1].value < theirs[1].value else "worse"
    speed_word = "faster" if ours[2] < theirs[2] else "slower"
    if (recall_word, alarm_word, speed_word) == ("better", "better", "faster"):
        return BEST
    return f"{recall_word} in recall, {alarm_word} in false alarms, {speed_word}"


_COLUMNS: dict[str, tuple[Callable[[Outcome], Rate], ...]] = {
    "plain": tuple(recall_where(tier="plain", is_english=is_english) for is_english in (True, False)),
    "obfuscated": tuple(recall_where(tier="obfuscated", is_english=is_english) for is_english in (True, False)),
    "adversarial": tuple(recall_where(tier="adversarial", is_english=is_english) for is_english in (True, False)),
    "share": tuple(recall_where(label="share", is_english=is_english) for is_english in (True, False)),
    "ask": tuple(recall_where(label="ask", is_english=is_english) for is_english in (True, False)),
    "circumvent": tuple(recall_where(label="circumvent", is_english=is_english) for is_english in (True, False)),
    "false alarms, clean": tuple(alarms_where(tier="clean", is_english=is_english) for is_english in (True, False)),
    "false alarms, hard": tuple(
        alarms_where(tier="hard-negative", is_english=is_english) for is_english in (True, False)
    ),
    "conversations in time": (lambda outcome: in_time(outcome.conversations),),
    "conversations, false alarms": (lambda outcome: conversation_alarms(outcome.conversations),),
}


def make_set_table(runs: Sequence[Run], name: str) -> Table:
    """One labelled set by tier and act, English / other languages."""
    rows: list[list[Cell]] = [
        [
            run.tool.name,
            *(Short(tuple(measure(run.outcomes[name]) for measure in measures)) for measures in _COLUMNS.values()),
        ]
        for run in runs
    ]
    return Table(f"On `{name}`", ("tool", *_COLUMNS), rows, "Per cent, English/other languages.")


def make_real_comparison(runs: Sequence[Run], names: Sequence[str]) -> Table:
    """Real text: recall where something is to be found, false alarms per 1,000, and times."""
    measures = [measure for name in names for measure in _real_measures(runs[0].outcomes[name], name)]
    rows: list[list[Cell]] = [[run.tool.name, *(measure(run) for _, measure in measures)] for run in runs]
    return Table("On real text", ["tool", *(title for title, _ in measures)], rows)


def _real_measures(outcome: Outcome, name: str) -> list[tuple[str, Callable[[Run], Cell]]]:
    """Figures of one set; recall only where there is something to be found."""
    measures: list[tuple[str, Callable[[Run], Cell]]] = [
        (f"{name}: false alarms per 1,000", lambda run: PerThousand(false_alarms(run.outcomes[name].messages))),
        (f"{name}: median µs", lambda run: percentile(run.times_us(name), 0.5)),
    ]
    if recall(outcome.messages).total:
        measures.insert(0, (f"{name}: recall", lambda run: recall(run.outcomes[name].messages)))
    return measures
