"""Labelled texts: our own sets, and samples and real text that were written elsewhere.

A folder of samples holds `samples/messages.jsonl`, `samples/threads.jsonl` and `samples/real.jsonl`, and may hold
`data/chat.txt` (one message a line) and `data/expressions.jsonl`, of which every line is presumed clean.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import corpus, evasion

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
NEEDED = ("samples/messages.jsonl", "samples/threads.jsonl", "samples/real.jsonl")
CHAT, EXPRESSIONS = "data/chat.txt", "data/expressions.jsonl"
CLEAN = "clean"


class SetMissingError(FileNotFoundError):
    """A file of labelled texts that was asked for is not there. `path` says which."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no {path}")
        self.path = path


@dataclass(frozen=True, slots=True)
class Message:
    """One text and what is right about it. What a set does not say is empty."""

    id: str
    text: str
    label: str
    lang: str = ""
    tier: str = ""
    technique: str = ""
    trade: str = ""
    kinds: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    is_held_out: bool = False

    @property
    def is_clean(self) -> bool:
        """Whether nothing in it may be flagged."""
        return self.label == CLEAN


@dataclass(frozen=True, slots=True)
class Conversation:
    """Messages as (sender, text), and the index by which the first of them must be flagged (None: none may be)."""

    id: str
    messages: tuple[tuple[str, str], ...]
    label: str
    flag_by: int | None
    lang: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether none of its messages may be flagged."""
        return self.label == CLEAN


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Messages and conversations that are judged together. `standing` says who knew them while the guard was made."""

    name: str
    standing: str
    messages: tuple[Message, ...] = ()
    conversations: tuple[Conversation, ...] = ()


def load_own() -> list[LabelledSet]:
    """The sets in the repository: `eval`, what a program makes of it, and `dev`."""
    evaluated = _load_folder(CORPORA / "eval", "eval", "ours, kept apart: only figures of it are looked at")
    return [
        evaluated,
        make_disguised(evaluated),
        _load_folder(CORPORA / "dev", "dev", "ours, the guard was developed and trained on it"),
    ]


def make_disguised(evaluated: LabelledSet) -> LabelledSet:
    """The plain shares of a set once more, disguised by techniques that train the model, and by some that never do."""
    plain = [
        corpus.Message(m.lang, m.label, m.tier, m.kinds, m.text, m.evidence)
        for m in evaluated.messages
        if m.label == "share" and m.tier == "plain"
    ]
    made = tuple(
        Message(
            f"made-{'held' if is_held_out else 'known'}-{number}",
            message.text,
            message.label,
            message.language,
            "obfuscated",
            _fold_name(message.sort.removeprefix("made ")),
            kinds=message.kinds,
            evidence=message.evidence,
            is_held_out=is_held_out,
        )
        for is_held_out in (False, True)
        for number, message in enumerate(evasion.disguise(plain, times=1, is_held_out=is_held_out))
    )
    return LabelledSet("made", f"the plain shares of {evaluated.name}, disguised by a program", made)


def load_samples(folder: Path) -> list[LabelledSet]:
    """The sets of a folder of samples. Raises SetMissingError when the folder or a file that it needs is not there."""
    for name in ("", *NEEDED):
        if not (folder / name).exists():
            raise SetMissingError(folder / name)
    messages, threads, real = (list(read_rows(folder / name)) for name in NEEDED)
    sets = [
        LabelledSet("samples", "given as examples", _read_messages(messages), _read_conversations(threads)),
        LabelledSet("real", "real posts, ads, SMS and chat, given as examples", _read_messages(real)),
    ]
    return sets + list(_load_presumed_clean(folder))


def _load_presumed_clean(folder: Path) -> Iterator[LabelledSet]:
    if (folder / CHAT).exists():
        lines = (folder / CHAT).read_text(encoding="utf-8").split("\n")
        chat = (Message(str(number), line, CLEAN, "en") for number, line in enumerate(lines, 1) if line.strip())
        yield LabelledSet("chat", "real technical chat, presumed clean", tuple(chat))
    if (folder / EXPRESSIONS).exists():
        rows = enumerate(read_rows(folder / EXPRESSIONS), 1)
        expressions = (Message(str(number), row["text"], CLEAN, row["lang"]) for number, row in rows)
        yield LabelledSet("expressions", "sentences with dates and numbers, presumed clean", tuple(expressions))


def _load_folder(folder: Path, name: str, standing: str) -> LabelledSet:
    rows = [row for path in sorted(folder.glob("*.jsonl")) for row in read_rows(path)]
    if not rows:
        raise SetMissingError(folder / "*.jsonl")
    return LabelledSet(name, standing, _read_messages(rows), _read_conversations(rows))


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines; only the line feed ends a line, for texts may hold other separators."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def _is_scored(row: dict[str, Any]) -> bool:
    return "label" in row and not row.get("borderline")


def _read_messages(rows: list[dict[str, Any]]) -> tuple[Message, ...]:
    return tuple(_read_message(row) for row in rows if "text" in row and _is_scored(row))


def _read_message(row: dict[str, Any]) -> Message:
    return Message(
        id=row["id"],
        text=row["text"],
        label=row["label"],
        lang=row.get("lang", ""),
        tier=row.get("tier", ""),
        technique=_fold_name(row.get("technique", "")),
        trade=_fold_name(row.get("trade", "")),
        kinds=tuple(row.get("kinds", ())),
        evidence=tuple(row.get("evidence", ())),
        is_held_out=row.get("held_out", False),
    )


def _fold_name(name: str) -> str:
    """Names are written freely: `web-dev` and `Web dev` are one."""
    return name.casefold().replace("-", " ").strip()


def _read_conversations(rows: list[dict[str, Any]]) -> tuple[Conversation, ...]:
    return tuple(_read_conversation(row) for row in rows if "messages" in row and _is_scored(row))


def _read_conversation(row: dict[str, Any]) -> Conversation:
    messages = tuple((message["sender"], message["text"]) for message in row["messages"])
    due = None if row["label"] == CLEAN else _due(row.get("flag_by"), len(messages))
    return Conversation(row["id"], messages, row["label"], due, row.get("lang", ""))


def _due(flag_by: int | None, length: int) -> int:
    return length - 1 if flag_by is None else flag_by
