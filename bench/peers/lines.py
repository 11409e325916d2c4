"""The loop that every measured tool runs in: JSON lines in, flags and times out.

    in   {"text":"…"}  or  {"messages":[{"sender":"a","text":"…"},…]}
    out  first  {"version":"…"}
         each   {"flagged":true,"findings":[…],"us":…}  or  {"messages":[{"flagged":…,"findings":[…]},…]}

    --first  out  what the start and the first text cost, and no more
    --laps   out  `ready`; then, when a line comes in, what many laps over all texts cost

Only the call of the tool is timed, one message at a time, in processor time of its thread, which other work on the
machine disturbs least; reading, printing and the first messages, which warm caches up, are not. A text on which a tool
raises is not flagged, and says so in `error`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bench.peers.cost import FIRST, LAPS, cost_of_first, cost_of_laps

WARM_UP_MESSAGES = 200
_NS_PER_US = 1000

Row = dict[str, Any]


@dataclass(frozen=True)
class Tool:
    """One tool under measurement.

    `read` is what is timed; its answer becomes a row by `to_row`, untimed. `read_conversation` gives one answer for
    each message; a tool without memory leaves it out and reads each message by itself. `version` is called only where
    it is printed: looking it up takes longer than some tools take to start.
    """

    version: Callable[[], str]
    read: Callable[[str], Any]
    to_row: Callable[[Any], Row]
    read_conversation: Callable[[Sequence[Row]], list[Any]] | None = None


def version_of(package: str) -> Callable[[], str]:
    """The version of an installed package, looked up when it is asked for."""

    def look_up() -> str:
        from importlib.metadata import version  # noqa: PLC0415 - its import is no part of a tool's start

        return version(package)

    return look_up


def entities_to_row(entities: Sequence[Any]) -> Row:
    """Of a tool that lists what it found: flagged when it found anything."""
    return {"flagged": bool(entities), "findings": []}


def run_tool(make_tool: Callable[[], Tool]) -> None:
    """Read the file that the command line names, and print what is asked of it."""
    source = Path(sys.argv[1])
    tool = make_tool()
    if FIRST in sys.argv:
        _print(cost_of_first(tool.read, next(_read_lines(source))["text"]))
    elif LAPS in sys.argv:
        _print(cost_of_laps(tool.read, [row["text"] for row in _read_lines(source)], WARM_UP_MESSAGES))
    else:
        _answer_all(tool, source)


def _answer_all(tool: Tool, source: Path) -> None:
    _print({"version": tool.version()})
    for row in islice(_read_lines(source), WARM_UP_MESSAGES):
        _answer(tool, row)
    for row in _read_lines(source):
        _print(_answer(tool, row))


def _read_lines(source: Path) -> Iterator[Row]:
    with source.open(encoding="ascii") as lines:
        for line in lines:
            yield json.loads(line)


def _answer(tool: Tool, row: Row) -> Row:
    if "messages" in row:
        return {"messages": _answer_conversation(tool, row["messages"])}
    return _answer_text(tool, row["text"])


def _answer_conversation(tool: Tool, messages: Sequence[Row]) -> list[Row]:
    if tool.read_conversation is None:
        return [_answer_text(tool, message["text"]) for message in messages]
    return [tool.to_row(answer) for answer in tool.read_conversation(messages)]


def _answer_text(tool: Tool, text: str) -> Row:
    start = time.thread_time_ns()
    try:
        answer = tool.read(text)
    except Exception as problem:  # noqa: BLE001 - whatever a peer raises is its answer to this text, and is counted
        return {"flagged": False, "findings": [], "us": _us_since(start), "error": type(problem).__name__}
    took = _us_since(start)
    return {**tool.to_row(answer), "us": took}


def _us_since(start_ns: int) -> float:
    return (time.thread_time_ns() - start_ns) / _NS_PER_US


def _print(row: Row) -> None:
    sys.stdout.write(json.dumps(row, separators=(",", ":")) + "\n")
