"""The tables of the report: each figure with its unit, the guard first."""

from __future__ import annotations

from collections.abc import Sequence

from bench.eval.rates import percentile
from bench.eval.sets import LabelledSet
from bench.eval.tables import Cell, Table
from bench.eval.targets import MEDIAN_US, MET, MISSED, P99_US
from bench.speed.long_texts import LONG_CHARS, REPEATS, LongReading
from bench.speed.measure import CORES, FIRST_TEXTS, STARTS, Cost, Start
from bench.speed.messages import MIXED_MESSAGES

LONG_MS = 20
START_MS, START_MB = 150, 120


def make_target_table(guard: Cost, hostile: Sequence[LongReading], ordinary: Sequence[LongReading]) -> Table:
    """What the guard must reach. Times of messages are those of the chat where it was read."""
    name = "chat" if "chat" in guard.run.outcomes else "made-up"
    times = guard.run.times_us(name)
    slow = sum(reading.ms > LONG_MS for reading in hostile)
    cut = sum(not reading.is_complete for reading in ordinary)
    starts = guard.starts.values()
    rows = [
        _bound(f"`{name}`, median", percentile(times, 0.5), MEDIAN_US, "µs"),
        _bound(f"`{name}`, 99th percentile", percentile(times, 0.99), P99_US, "µs"),
        _bound("hostile text, worst", hostile[0].ms, LONG_MS, "ms"),
        _bound(f"hostile texts over {LONG_MS} ms, of {len(hostile)}", slow, 0, ""),
        _bound("ordinary long text, worst", ordinary[0].ms, LONG_MS, "ms"),
        _bound(f"ordinary long texts not read completely, of {len(ordinary)}", cut, 0, ""),
        _bound("import and first message, slower of the two", max(start.ms for start in starts), START_MS, "ms"),
        _bound("memory after it, larger of the two", max(start.peak_mb for start in starts), START_MB, "MB"),
    ]
    return Table("The guard", ("figure", "limit", "measured", "met"), rows)


def _bound(figure: str, value: float, limit: int, unit: str) -> list[Cell]:
    """A ceiling and what was measured; without a unit both are counts."""
    measured = value if unit else f"{value:.0f}"
    return [figure, f"≤ {limit} {unit}".rstrip(), measured, MET if value <= limit else MISSED]


def make_message_table(sets: Sequence[LabelledSet]) -> Table:
    """What every tool read."""
    rows: list[list[Cell]] = [
        [
            labelled.name,
            labelled.standing,
            f"{len(labelled.messages):,}",
            percentile([float(len(message.text)) for message in labelled.messages], 0.5),
        ]
        for labelled in sets
    ]
    return Table("Messages", ("set", "standing", "messages", "median length, characters"), rows)


def make_time_table(costs: Sequence[Cost], title: str, *names: str) -> Table:
    """Time of a message of these sets (all, when none is named)."""
    ours = percentile(costs[0].run.times_us(*names), 0.5)
    rows: list[list[Cell]] = [
        [*_times(cost, names), "" if cost is costs[0] else _compare(ours, cost, names)] for cost in costs
    ]
    return Table(title, ("tool", "median µs", "99th percentile µs", "worst µs", "at the median the guard is"), rows)


def _times(cost: Cost, names: Sequence[str]) -> list[Cell]:
    times = cost.run.times_us(*names)
    return [cost.run.tool.name, percentile(times, 0.5), percentile(times, 0.99), max(times)]


def _compare(ours: float, peer: Cost, names: Sequence[str]) -> str:
    theirs = percentile(peer.run.times_us(*names), 0.5)
    return f"faster, {theirs / ours:.1f}×" if ours < theirs else f"slower, {ours / theirs:.1f}×"


def make_pace_table(costs: Sequence[Cost]) -> Table:
    """Messages a second on each number of cores, and memory after them."""
    one, *_ = CORES
    rows: list[list[Cell]] = [
        [cost.run.tool.name, *(cost.paces[cores].per_second for cores in CORES), cost.paces[one].peak_mb]
        for cost in costs
    ]
    columns = ("tool", *(f"messages/s, {cores} {'core' if cores == 1 else 'cores'}" for cores in CORES), "memory, MB")
    note = (
        f"By the clock, on up to {MIXED_MESSAGES:,} messages of all sets together, drawn by a fixed seed and read in "
        "whole laps; one process a core, started and warmed up before the clock. Memory is the most that one process "
        "had resident."
    )
    return Table("Messages a second, and memory", columns, rows, note)


def make_start_table(costs: Sequence[Cost], alone: dict[str, Start]) -> Table:
    """Import and first message in a fresh process."""
    rows: list[list[Cell]] = [
        [name, *(figure for held in FIRST_TEXTS for figure in (starts[held].ms, starts[held].peak_mb))]
        for name, starts in [*((cost.run.tool.name, cost.starts) for cost in costs), ("Python alone", alone)]
    ]
    columns = [title for held in FIRST_TEXTS for title in (f"{held}: ms", f"{held}: MB")]
    note = (
        "Processor time of a fresh process from its start to the answer to its first message, by what that message "
        f"holds; the best of {STARTS} starts after one that left byte code in its cache. Every figure includes what "
        "Python alone takes."
    )
    return Table("Import and first message", ("tool", *columns), rows, note)


def make_hostile_comparison(costs: Sequence[Cost]) -> Table:
    """The worst hostile text of each tool."""
    rows: list[list[Cell]] = [
        [cost.run.tool.name, cost.hostile[0].ms, str(sum(reading.ms > LONG_MS for reading in cost.hostile))]
        for cost in costs
    ]
    note = f"The {len(costs[0].hostile)} hostile texts of the next table, read once by each tool."
    return Table("Hostile texts, beside the peers", ("tool", "worst ms", f"over {LONG_MS} ms"), rows, note)


def make_long_table(title: str, readings: Sequence[LongReading]) -> Table:
    """Each long text, the worst first."""
    rows: list[list[Cell]] = [
        [reading.name, reading.ms, MET if reading.ms <= LONG_MS else MISSED, "yes" if reading.is_complete else "no"]
        for reading in readings
    ]
    slow = sum(reading.ms > LONG_MS for reading in readings)
    cut = sum(not reading.is_complete for reading in readings)
    note = (
        f"{len(readings)} texts of {LONG_CHARS:,} characters, the best of {REPEATS} readings each: {slow} over the "
        f"limit of {LONG_MS} ms, {cut} said not to be read completely."
    )
    return Table(title, ("text", "ms", f"within {LONG_MS} ms", "read completely"), rows, note)
