"""Texts of 10,000 characters: hostile ones, which repeat what is dear to read, and ordinary ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, cycle

from bench.eval.sets import CLEAN, CORPORA, LabelledSet, Message, read_rows
from bench.eval.tools import Outcome

HOSTILE, ORDINARY = "hostile", "ordinary"
LONG_CHARS = 10_000
REPEATS = 3
CHAT_TEXTS = 5
HOSTILE_UNITS = (
    "5 ", "a.", "@", "five ", "(at)[dot]", "a b ", "telegram ", "+1", "a_1", "a at b dot ", "a@a.",
    "what's your number ",
    "pay me directly ", "jane dot doe at gmail dot com ", "jane@gmail.com ", "a.com ", "at ", "w4ts4pp ", "QUJDREVG",
    "aGVsbG9Ad29ybGQuY29t ", "4a6b", "%40", "&#64;", "de89 3704 ", "12:34 ", "$1,000.00 ", "moc.liamg ", "one 0 ",
    "\u4e00\u4e09\u516b", "\u5fae\u4fe1\u7535\u8bdd", "g\u043c\u0430\u0456l.", "5\u200b", "a\u0301", "\U0001f600",
    "((([[[",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LongReading:
    """How long one long text took at best, and whether it was read completely."""

    name: str
    ms: float
    is_complete: bool


def make_hostile() -> dict[str, str]:
    """One text for each unit, by its written form."""
    return {repr(unit): (unit * LONG_CHARS)[:LONG_CHARS] for unit in HOSTILE_UNITS}


def make_ordinary(sets: Sequence[LabelledSet]) -> dict[str, str]:
    """Messages one after the other: the made ones, clean ones of each language in `dev`, and stretches of the chat."""
    by_name = {labelled.name: [message.text for message in labelled.messages] for labelled in sets}
    texts = {"made-up": fill(by_name["made-up"])}
    texts |= {f"dev, {language}": fill(clean) for language, clean in _read_clean()}
    if chat := by_name.get("chat"):
        step = len(chat) // CHAT_TEXTS
        texts |= {f"chat, {n + 1}": fill(chat[n * step :]) for n in range(CHAT_TEXTS)}
    return texts


def _read_clean() -> Iterator[tuple[str, list[str]]]:
    rows = chain.from_iterable(map(read_rows, sorted((CORPORA / "dev").glob("*.jsonl"))))
    clean = [row for row in rows if "text" in row and row["label"] == CLEAN]
    for language in sorted({row["lang"] for row in clean}):
        yield language, [row["text"] for row in clean if row["lang"] == language]


def fill(texts: Sequence[str]) -> str:
    """Exactly `LONG_CHARS` characters of these texts, from the first on, and again where they are too few."""
    parts: list[str] = []
    length = 0
    for text in cycle(texts):
        parts.append(text)
        length += len(text) + 1
        if length > LONG_CHARS:
            break
    return "\n".join(parts)[:LONG_CHARS]


def to_set(name: str, texts: Mapping[str, str], repeats: int) -> LabelledSet:
    """A set in which every text stands as often as it is to be timed."""
    once = [Message(name, text, CLEAN, "", "") for name, text in texts.items()]
    return LabelledSet(name, "", tuple(chain.from_iterable([message] * repeats for message in once)))


def rank(outcome: Outcome) -> list[LongReading]:
    """The best time of each text, the worst text first; a text is complete when every reading of it was."""
    best: dict[str, LongReading] = {}
    for row in outcome.messages:
        name, ms = row.message.id, (row.reading.us or 0.0) / 1000
        seen = best.get(name, LongReading(name, ms, is_complete=True))
        best[name] = LongReading(name, min(ms, seen.ms), seen.is_complete and row.reading.is_complete)
    return sorted(best.values(), key=lambda reading: -reading.ms)
