"""The loop that every tool runs in: one line for each line, and a tool that raises goes on."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bench.peers.lines import Row, Tool, entities_to_row, run_tool

ROWS: list[Row] = [
    {"text": "mail"},
    {"text": "raise"},
    {"messages": [{"sender": "a", "text": "no"}, {"sender": "b", "text": "mail"}]},
]


def find_mail(text: str) -> list[str]:
    if text == "raise":
        raise ValueError(text)
    return [text] if text == "mail" else []


def answer(
    tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[dict[str, Any]]:
    source = tmp_path / "lines.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="ascii")
    monkeypatch.setattr(sys, "argv", ["tool", str(source)])
    run_tool(lambda: tool)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_tool_without_memory_reads_each_message_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    head, found, failed, conversation = answer(
        Tool(lambda: "7", find_mail, entities_to_row), tmp_path, monkeypatch, capsys
    )
    assert head == {"version": "7"}
    assert (found["flagged"], found["us"] > 0) == (True, True)
    assert (failed["flagged"], failed["error"]) == (False, "ValueError")
    assert [row["flagged"] for row in conversation["messages"]] == [False, True]


def test_tool_with_memory_reads_conversations_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read_conversation(messages: Sequence[Row]) -> list[Any]:
        return [[message["sender"]] for message in messages]

    tool = Tool(lambda: "7", find_mail, entities_to_row, read_conversation)
    *_, conversation = answer(tool, tmp_path, monkeypatch, capsys)
    assert [row["flagged"] for row in conversation["messages"]] == [True, True]
