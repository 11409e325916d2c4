"""The guard's figures by act, tier, kind, language, technique and trade."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from bench.eval.rates import Rate, rate_of
from bench.eval.scoring import (
    Judged,
    JudgedConversation,
    conversation_alarms,
    false_alarms,
    findings_of,
    group,
    in_time,
    recall,
)
from bench.eval.sets import CLEAN, Message
from bench.eval.tables import Cell, PerThousand, Table
from bench.eval.tools import Outcome

# Figures of fewer messages say little, and those of a single one would show how the guard answers to it.
MIN_GROUP_MESSAGES = 8
OTHERS = "all others together"
Outcomes = Mapping[str, Outcome]
Key = Callable[[Message], Iterable[str]]


def make_breakdown(outcomes: Outcomes) -> list[Table]:
    """One table for each way to divide the sets."""
    return [
        _table("Recall by act", outcomes, recall, lambda m: (m.label,) if not m.is_clean else ()),
        _table("Recall by tier and act", outcomes, recall, lambda m: (f"{m.tier}, {m.label}",) if m.tier else ()),
        _alarms_by_tier(outcomes),
        _table("Recall by kind", outcomes, recall, lambda m: m.kinds),
        _by_language(outcomes),
        _table("Recall by technique", outcomes, recall, _technique, _TECHNIQUE_NOTE),
        _table("Recall on techniques kept out of development", outcomes, recall, _held_out(outcomes)),
        _alarms_by(outcomes, "False alarms per 1,000 by what makes the text look guilty", _technique, _TECHNIQUE_NOTE),
        _table("Recall by trade", outcomes, recall, lambda m: (m.trade,), _TRADE_NOTE),
        _alarms_by(outcomes, "False alarms per 1,000 by trade", lambda m: (m.trade,), _TRADE_NOTE),
        _findings(outcomes),
        _conversations(outcomes),
    ]


def make_disguise_table(outcome: Outcome) -> Table:
    """Recall on what a program disguised, by technique."""
    parts = group(outcome.messages, lambda m: (m.technique,))
    rows: list[list[Cell]] = [
        [name, "kept out" if judged[0].message.is_held_out else "trains", recall(judged)]
        for name, judged in sorted(parts.items(), key=lambda part: (part[1][0].message.is_held_out, part[0]))
    ]
    note = "Plain messages of `eval` with the detail disguised by `tools/evasion.py`. Techniques kept out never train."
    return Table("Details disguised by a program", ("technique", "standing", "recall"), rows, note)


_TECHNIQUE_NOTE = (
    f"Names are those that the sets' writers gave. Techniques with fewer than {MIN_GROUP_MESSAGES} messages in a set "
    "are counted together."
)
_TRADE_NOTE = f"Trades with fewer than {MIN_GROUP_MESSAGES} messages in a set are counted together."


def _technique(message: Message) -> tuple[str, ...]:
    return (message.technique,)


def _held_out(outcomes: Outcomes) -> Key:
    """Whether development has seen a message's technique: at all, in other languages only, or never."""
    developed_on = outcomes["dev"].messages if "dev" in outcomes else []
    seen = {row.message.technique for row in developed_on}

    def name(message: Message) -> tuple[str, ...]:
        if not message.is_held_out:
            return ("known",)
        return ("kept out in its language",) if message.technique in seen else ("kept out in every language",)

    return name


def _by_tier(message: Message) -> tuple[str, ...]:
    return (message.tier if message.is_clean else "",)


def _alarms_by_tier(outcomes: Outcomes) -> Table:
    return _alarms_by(outcomes, "False alarms per 1,000 by tier", _by_tier)


def _alarms_by(outcomes: Outcomes, title: str, key: Key, note: str = "") -> Table:
    return _table(title, outcomes, false_alarms, key, note, PerThousand)


def _table(
    title: str,
    outcomes: Outcomes,
    measure: Callable[[Iterable[Judged]], Rate],
    key: Key,
    note: str = "",
    cell: Callable[[Rate], Cell] = lambda rate: rate,
) -> Table:
    """One row for each name that `key` gives, one column for each set; what is few in a set is counted together."""
    figures = {name: _measure_parts(outcome, measure, key) for name, outcome in outcomes.items()}
    parts = sorted({part for figure in figures.values() for part in figure} - {OTHERS})
    shown = [*parts, OTHERS] if any(OTHERS in figure for figure in figures.values()) else parts
    rows: list[list[Cell]] = [[part, *(cell(f.get(part, Rate(0, 0))) for f in figures.values())] for part in shown]
    return Table(title, ("", *outcomes), rows, note)


def _measure_parts(outcome: Outcome, measure: Callable[[Iterable[Judged]], Rate], key: Key) -> dict[str, Rate]:
    rates = {part: measure(rows) for part, rows in group(outcome.messages, key).items()}
    few = [rate for rate in rates.values() if 0 < rate.total < MIN_GROUP_MESSAGES]
    parts = {part: rate for part, rate in rates.items() if rate.total >= MIN_GROUP_MESSAGES}
    return {**parts, OTHERS: _pool(few)} if few else parts


def _pool(rates: Sequence[Rate]) -> Rate:
    return Rate(sum(rate.hits for rate in rates), sum(rate.total for rate in rates))


def _by_language(outcomes: Outcomes) -> Table:
    """Recall and false alarms of each language side by side."""
    groups = {name: group(outcome.messages, lambda m: (m.lang,)) for name, outcome in outcomes.items()}
    languages = sorted({lang for parts in groups.values() for lang in parts})
    columns = [""]
    for name in outcomes:
        columns += [f"{name}: recall", f"{name}: false alarms per 1,000"]
    rows: list[list[Cell]] = []
    for lang in languages:
        row: list[Cell] = [lang]
        for parts in groups.values():
            judged = parts.get(lang, [])
            row += [recall(judged), PerThousand(false_alarms(judged))]
        rows.append(row)
    return Table("By language", columns, rows)


def _findings(outcomes: Outcomes) -> Table:
    figures = {name: findings_of(outcome.messages) for name, outcome in outcomes.items()}
    names = list(next(iter(figures.values())))
    rows: list[list[Cell]] = [[name, *(figure[name] for figure in figures.values())] for name in names]
    return Table("Act, kind and span of what was rightly flagged", ("", *outcomes), rows)


def _conversations(outcomes: Outcomes) -> Table:
    measures: dict[str, Callable[[list[JudgedConversation]], Rate]] = {
        "flagged in time": in_time,
        "flagged on the completing message": lambda rows: rate_of(r.is_on_the_message for r in _guilty(rows)),
        "flagged at all": lambda rows: rate_of(row.first is not None for row in _guilty(rows)),
        "false alarms": conversation_alarms,
    }
    rows: list[list[Cell]] = [
        [name, *(measure(outcome.conversations) for outcome in outcomes.values())] for name, measure in measures.items()
    ]
    note = (
        "In time: the first flagged message is the one that completes the detail, or an earlier one. The sets do not "
        "say where a detail or an ask begins, so a flag that comes too early shows only as not on the message."
    )
    return Table("Conversations", ("", *outcomes), rows, note)


def _guilty(rows: Iterable[JudgedConversation]) -> list[JudgedConversation]:
    return [row for row in rows if row.conversation.label != CLEAN]
