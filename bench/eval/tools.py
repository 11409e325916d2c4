"""Runs a tool over labelled sets, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.eval.scoring import Judged, JudgedConversation, Mark, Reading, judge_conversation
from bench.eval.sets import LabelledSet

ROOT = Path(__file__).resolve().parents[2]
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
MAX_SECONDS = 1800


class ToolError(RuntimeError):
    """A tool that could not be run. `reason` is the last line of what it said."""

    def __init__(self, tool: ToolSpec, reason: str) -> None:
        super().__init__(f"{tool.name}: {reason}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A module of `bench.peers`, the environment that it runs in, and what it is in this run."""

    name: str
    module: str
    python: Path
    setup: str
    arguments: tuple[str, ...] = ()


GUARD = ToolSpec("armslength", "bench.peers.guard", Path(sys.executable), "the one default threshold")
_PRESIDIO_SETUP = "its recognizers for mail, phone, {}IBAN, cards, crypto; blank spaCy pipeline, score from 0.35"
PEERS = (
    ToolSpec(
        "naive regexes", "bench.peers.naive", Path(sys.executable), "mail, link, domain, digits, @name, names of apps"
    ),
    ToolSpec("Presidio", "bench.peers.presidio", PEERS_PYTHON, _PRESIDIO_SETUP.format("URL, ")),
    ToolSpec(
        "Presidio without URL", "bench.peers.presidio", PEERS_PYTHON, _PRESIDIO_SETUP.format(""), ("--without-url",)
    ),
    ToolSpec("scrubadub", "bench.peers.scrubadub_filth", PEERS_PYTHON, "e-mail, phone, twitter, url, credit_card"),
    ToolSpec("DataFog", "bench.peers.datafog_regex", PEERS_PYTHON, "regex engine: mail, phone, cards, German IBAN"),
    ToolSpec("phonenumbers", "bench.peers.phone_matcher", PEERS_PYTHON, "matcher, region US"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a tool made of one set."""

    messages: list[Judged]
    conversations: list[JudgedConversation]


@dataclass(frozen=True, slots=True)
class Run:
    """What a tool made of every set it was given, by the set's name."""

    tool: ToolSpec
    version: str
    outcomes: dict[str, Outcome]

    def times_us(self, *names: str) -> list[float]:
        """Time of each message of these sets (all, when none is named)."""
        outcomes = [self.outcomes[name] for name in names or self.outcomes if name in self.outcomes]
        return [row.reading.us for outcome in outcomes for row in outcome.messages if row.reading.us is not None]

    def count_failures(self) -> int:
        """Messages on which the tool raised."""
        return sum(row.reading.is_failure for outcome in self.outcomes.values() for row in outcome.messages)


def run_tool(tool: ToolSpec, sets: Sequence[LabelledSet]) -> Run:
    """Run `tool` over the sets. Raises ToolError when it cannot be started, fails, or takes too long."""
    with tempfile.TemporaryDirectory() as folder:
        source = write_lines(Path(folder), _to_lines(sets))
        answers = call_tool(tool, source)
    version = next(answers)["version"]
    return Run(tool, version, {labelled.name: _judge(labelled, answers) for labelled in sets})


def write_lines(folder: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """A file as the tools read it."""
    source = folder / "lines.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="ascii")
    return source


def _to_lines(sets: Sequence[LabelledSet]) -> Iterator[dict[str, Any]]:
    for labelled in sets:
        for message in labelled.messages:
            yield {"text": message.text}
        for conversation in labelled.conversations:
            yield {"messages": [{"sender": sender, "text": text} for sender, text in conversation.messages]}


def command_of(tool: ToolSpec, source: Path, *options: str) -> list[str]:
    """The command that runs a tool on a file. Raises ToolError when its environment is not there."""
    if not tool.python.exists():
        raise ToolError(tool, "its environment is not there")
    return [str(tool.python), "-m", tool.module, str(source), *tool.arguments, *options]


def make_environment() -> dict[str, str]:
    """This process's own, but byte code is kept: a tool starts as it does in use."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def call_tool(
    tool: ToolSpec, source: Path, *options: str, max_seconds: float = MAX_SECONDS
) -> Iterator[dict[str, Any]]:
    """What a tool prints, row by row. Raises ToolError when it cannot be started, fails, or takes too long."""
    command = command_of(tool, source, *options)
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=make_environment(),
            capture_output=True,
            check=True,
            timeout=max_seconds,
            encoding="utf-8",
        )
    except subprocess.CalledProcessError as problem:
        said = (problem.stderr or "").strip().splitlines()
        raise ToolError(tool, said[-1] if said else f"exit status {problem.returncode}") from problem
    except subprocess.TimeoutExpired as problem:
        raise ToolError(tool, f"took longer than {max_seconds:g} seconds") from problem
    return (json.loads(line) for line in done.stdout.split("\n") if line)


def _judge(labelled: LabelledSet, answers: Iterator[dict[str, Any]]) -> Outcome:
    messages = [Judged(message, _to_reading(next(answers))) for message in labelled.messages]
    conversations = [
        judge_conversation(conversation, [_to_reading(row) for row in next(answers)["messages"]])
        for conversation in labelled.conversations
    ]
    return Outcome(messages, conversations)


def _to_reading(row: dict[str, Any]) -> Reading:
    marks = tuple(Mark(f["act"], f["kind"], f["start"], f["end"]) for f in row["findings"])
    return Reading(row["flagged"], marks, row.get("us"), "error" in row, row.get("complete", True))
