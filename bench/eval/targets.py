"""What the guard must reach, all at one threshold, beside what it reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.eval.rates import Rate, percentile
from bench.eval.scoring import Judged, conversation_alarms, false_alarms, findings_of, in_time, recall
from bench.eval.tables import Cell, PerThousand, Table
from bench.eval.tools import Outcome, Run

ENGLISH = "en"
MEDIAN_US, P99_US = 20, 300
REAL_ALARMS = 0.002
MET, MISSED = "✓", "✗"


@dataclass(frozen=True, slots=True)
class Target:
    """A limit on a rate: a floor for what must be found, a ceiling for false alarms."""

    name: str
    limit: float
    measure: Callable[[Outcome], Rate]
    is_ceiling: bool = False

    def is_met(self, rate: Rate) -> bool:
        """By the measured value itself, not by its interval."""
        return rate.value <= self.limit if self.is_ceiling else rate.value >= self.limit

    def describe_limit(self) -> str:
        """Such as ``≥ 95 %``."""
        return f"{'≤' if self.is_ceiling else '≥'} {100 * self.limit:g} %"


def recall_where(
    *, tier: str | None = None, label: str | None = None, is_english: bool | None = None
) -> Callable[[Outcome], Rate]:
    """Recall on the messages that are all of what is given."""

    def fits(row: Judged) -> bool:
        message = row.message
        fits_tier = tier is None or message.tier == tier
        fits_lang = is_english is None or (message.lang == ENGLISH) == is_english
        return fits_tier and fits_lang and (label is None or message.label == label)

    return lambda outcome: recall(filter(fits, outcome.messages))


def alarms_where(*, tier: str, is_english: bool | None = None) -> Callable[[Outcome], Rate]:
    """False alarms on the clean messages of a tier."""

    def fits(row: Judged) -> bool:
        fits_lang = is_english is None or (row.message.lang == ENGLISH) == is_english
        return row.message.tier == tier and fits_lang

    return lambda outcome: false_alarms(filter(fits, outcome.messages))


def _finding(figure: str) -> Callable[[Outcome], Rate]:
    return lambda outcome: findings_of(outcome.messages)[figure]


TARGETS = (
    Target("recall, plain share", 0.99, recall_where(tier="plain", label="share")),
    Target("recall, plain ask", 0.97, recall_where(tier="plain", label="ask")),
    Target("recall, plain circumvent", 0.95, recall_where(tier="plain", label="circumvent")),
    Target("recall, obfuscated, English", 0.95, recall_where(tier="obfuscated", is_english=True)),
    Target("recall, obfuscated, other languages", 0.92, recall_where(tier="obfuscated", is_english=False)),
    Target("recall, adversarial", 0.70, recall_where(tier="adversarial")),
    Target("conversations flagged in time", 0.90, lambda outcome: in_time(outcome.conversations)),
    Target("false alarms, ordinary clean", 0.004, alarms_where(tier="clean"), is_ceiling=True),
    Target("false alarms, hard negatives", 0.015, alarms_where(tier="hard-negative"), is_ceiling=True),
    Target("false alarms, conversations", 0.03, lambda out: conversation_alarms(out.conversations), is_ceiling=True),
    Target("right act", 0.95, _finding("act")),
    Target("right kind", 0.90, _finding("kind")),
    Target("span touches the evidence", 0.97, _finding("span touches")),
    Target("span is tight", 0.90, _finding("span tight")),
)
REAL_TARGET = Target("false alarms", REAL_ALARMS, lambda outcome: false_alarms(outcome.messages), is_ceiling=True)


def make_target_table(outcomes: Mapping[str, Outcome]) -> Table:
    """Every target beside the figure of each set."""
    columns = ["target", "limit"]
    for name in outcomes:
        columns += [name, f"{name}: met"]
    rows = [_make_row(target, outcomes) for target in TARGETS]
    return Table("Targets", columns, rows, "All at the one default threshold.")


def _make_row(target: Target, outcomes: Mapping[str, Outcome]) -> list[Cell]:
    row: list[Cell] = [target.name, target.describe_limit()]
    for outcome in outcomes.values():
        rate = target.measure(outcome)
        row += [rate, _mark(target.is_met(rate)) if rate.total else "–"]
    return row


def _mark(is_met: bool) -> str:
    return MET if is_met else MISSED


def make_real_table(outcomes: Mapping[str, Outcome]) -> Table:
    """Texts that nobody here wrote."""
    rows: list[list[Cell]] = []
    for name, outcome in outcomes.items():
        alarms = false_alarms(outcome.messages)
        rows.append([name, recall(outcome.messages), PerThousand(alarms), _mark(REAL_TARGET.is_met(alarms))])
    columns = ("set", "recall", "false alarms per 1,000", f"met ({REAL_TARGET.describe_limit()})")
    note = (
        "What nobody flagged in them is presumed clean, so a few of these alarms may be right. The limit was set for "
        "chat and job posts."
    )
    return Table("Real text", columns, rows, note)


def make_time_table(run: Run, name: str) -> Table:
    """Time a message on the set of this name."""
    times = run.times_us(name)
    median, p99 = percentile(times, 0.5), percentile(times, 0.99)
    rows: list[list[Cell]] = [
        ["median", f"≤ {MEDIAN_US} µs", median, _mark(median <= MEDIAN_US)],
        ["99th percentile", f"≤ {P99_US} µs", p99, _mark(p99 <= P99_US)],
    ]
    note = (
        f"Microseconds of processor time on the {len(times):,} messages of `{name}`, on a machine that did other work "
        "too. Hostile texts, memory and import time are measured by `make bench`."
    )
    return Table("Time a message", ("figure", "limit", "µs", "met"), rows, note)
