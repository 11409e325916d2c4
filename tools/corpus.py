"""Reads the labelled messages of `corpora/`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CORPORA: Final = Path(__file__).parent.parent / "corpora"
LABELS: Final = frozenset({"share", "ask", "circumvent", "clean"})
_MARKED: Final = re.compile(r"⟦(.*?)⟧", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Message:
    """One labelled message. `sort` is the tier of one to be found, and what a clean one looks like."""

    language: str
    label: str
    sort: str
    kinds: tuple[str, ...]
    text: str
    evidence: tuple[str, ...]


class CorpusError(Exception):
    """A line of a corpus cannot be read."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")


def read_train(folder: Path = CORPORA / "train") -> Iterator[Message]:
    """The messages that only train, in order of file and line. Raises CorpusError at a line that is none."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if line.strip():
                yield _parse(path, number, line)


def read_keys(folder: Path = CORPORA / "keys") -> Iterator[Message]:
    """Messages that turn earlier pieces into a detail or ask for the missing one, and some that only look like it."""
    return read_train(folder)


def _parse(path: Path, number: int, line: str) -> Message:
    head, bar, written = line.partition(" | ")
    words = head.split()
    if not bar or len(words) < 2 or words[0] not in LABELS:
        raise CorpusError(path, number, "want `label sort [kinds] | text`")
    text = written.replace("⏎", "\n")
    evidence = tuple(_MARKED.findall(text))
    if words[0] == "clean" and evidence:
        raise CorpusError(path, number, "evidence is marked in messages to be found only")
    kinds = tuple(kind for word in words[2:] for kind in word.split(","))
    return Message(path.stem.partition("-")[0], words[0], words[1], kinds, re.sub("[⟦⟧]", "", text), evidence)


def read_dev(folder: Path = CORPORA / "dev") -> Iterator[Message]:
    """The messages that rules are developed on, in order of file and line; conversations are not among them."""
    for path in sorted(folder.glob("*.jsonl")):
        if path.stem.startswith("threads"):
            continue
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                row = json.loads(line)
                yield Message(
                    row["lang"],
                    row["label"],
                    row["tier"],
                    tuple(row["kinds"]),
                    row["text"],
                    tuple(row["evidence"]),
                )


CASES: Final = CORPORA.parent / "tests/guard/cases"
_CASE_MARK: Final = re.compile(r"\[\[(?!at\]|dot\])(.+?)\]\](?!\])")
_CASE_LANGUAGE: Final = re.compile(r"^(?:([a-z]{2}): )?")


def read_cases(folder: Path = CASES) -> Iterator[Message]:
    """The plain cases that tests hold the guard to: what to find, and what to pass."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip() and not line.startswith("#"):
                yield _parse_case(_unescape(line), is_found=path.name.startswith("find_"))


def _unescape(line: str) -> str:
    read = re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match.group(1), 16)), line)
    return read.replace("\\n", "\n").replace("\\\\", "\\")


def _parse_case(line: str, *, is_found: bool) -> Message:
    head, _, rest = line.partition(" | ") if is_found else ("clean work", "", line)
    label, kind = head.split()
    language = _CASE_LANGUAGE.match(rest)
    assert language is not None
    marked = rest[language.end() :]
    kinds = (kind,) if is_found else ()
    text = _CASE_MARK.sub(r"\1", marked) if is_found else marked
    evidence = tuple(_CASE_MARK.findall(marked)) if is_found else ()
    return Message(language.group(1) or "en", label, "plain" if is_found else "work", kinds, text, evidence)
