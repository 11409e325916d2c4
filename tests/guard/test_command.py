"""The contract of the command line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from armslength import cli
from armslength.guard import Guard
from armslength.guard.command import answer_lines, describe

SHARE = "mail me at jane.doe (at) gmail (dot) com"


def run(arguments: list[str], given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "armslength", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False, timeout=60)


def rows(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_lines_are_answered_in_order_and_in_place(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    good = [json.dumps({"id": "m1", "text": SHARE}), json.dumps({"id": "m2", "text": "Thanks, looks great."})]
    source.write_text("\n".join([good[0], "not json", '{"id":"m3","text":7}', "[]", good[1]]) + "\n")
    done = run(["check", "--jsonl", str(source)])
    answers = rows(done.stdout)
    assert done.returncode == 1
    assert [answer["id"] for answer in answers] == ["m1", None, "m3", None, "m2"]
    assert ["error" in answer for answer in answers] == [False, True, True, True, False]
    assert [answers[0]["flagged"], answers[4]["flagged"]] == [True, False]


def test_finding_has_what_the_contract_names() -> None:
    answer = rows(run(["check", "--jsonl", "-"], json.dumps({"id": "m1", "text": SHARE})).stdout)[0]
    finding = answer["findings"][0]
    assert set(finding) == {"act", "kind", "start", "end", "confidence", "rule", "reason"}
    assert (finding["act"], finding["kind"]) == ("share", "email")
    assert SHARE[finding["start"] : finding["end"]] == "jane.doe (at) gmail (dot) com"


def test_conversation_is_answered_message_by_message() -> None:
    messages = [{"sender": "a", "text": "my number starts 0770"}, {"sender": "a", "text": "0900 123"}]
    done = run(["check", "--jsonl", "-"], json.dumps({"id": "t1", "messages": messages}))
    answer = rows(done.stdout)[0]
    assert done.returncode == 0
    assert [message["flagged"] for message in answer["messages"]] == [False, True]


def test_offsets_count_code_points() -> None:
    text = "🙂🙂 jane@example.com"
    answer = rows(run(["check", "--jsonl", "-"], json.dumps({"id": 1, "text": text})).stdout)[0]
    assert (answer["findings"][0]["start"], answer["findings"][0]["end"]) == (3, len(text))


def test_threshold_decides_what_is_flagged() -> None:
    line = json.dumps({"id": 1, "text": "jane@example.com"})
    assert rows(run(["check", "--jsonl", "-", "--threshold", "0.99"], line).stdout)[0]["flagged"] is False
    assert run(["check", "--jsonl", "-", "--threshold", "2"], line).returncode == 2


def test_lines_are_answered_as_they_come() -> None:
    def given() -> Any:
        yield b'{"id":1,"text":"hello"}'
        raise AssertionError("read ahead")

    assert next(answer_lines(given(), Guard()))["id"] == 1


def test_reader_that_leaves_early_causes_no_complaint(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text((json.dumps({"id": 1, "text": SHARE}) + "\n") * 5_000)
    command = [sys.executable, "-m", "armslength", "check", "--jsonl", str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == cli.EXIT_BROKEN_PIPE


def test_missing_file_is_wrong_usage() -> None:
    done = run(["check", "--jsonl", "/nonexistent/file"])
    assert done.returncode == 2
    assert "No such file" in done.stderr


def test_person_sees_marks_and_reasons() -> None:
    shown = run(["check", SHARE]).stdout
    assert "[[jane.doe (at) gmail (dot) com]]" in shown
    assert "stay private here" in shown
    assert "\x1b[" not in shown
    assert "Nothing to object to." in run(["check", "I don't work outside this site"]).stdout


def test_colour_is_for_terminals_that_want_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for setting, expected in (("", True), ("1", False)):
        terminal = Terminal()
        monkeypatch.setattr(sys, "stdout", terminal)
        monkeypatch.setenv("NO_COLOR", setting)
        monkeypatch.setenv("TERM", "xterm")
        assert cli.main(["check", SHARE]) == 0
        assert ("\x1b[" in terminal.getvalue()) is expected


def test_text_cannot_steer_the_terminal() -> None:
    text = "jane@example.com \x1b[2J"
    assert "\x1b" not in describe(text, Guard().check(text), is_coloured=False)


def test_help_lists_every_command_with_a_line() -> None:
    shown = run(["--help"]).stdout
    for name, summary in cli.SUMMARIES.items():
        assert f"{name:8} {summary}" in shown
    assert set(cli.SUMMARIES) == set(cli.COMMANDS)


def test_platform_command_without_the_platform_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError("No module named 'django'", name="django")

    monkeypatch.setattr(cli, "import_module", missing)
    assert cli.main(["demo"]) == 2
    assert "armslength[platform]" in capsys.readouterr().err


def test_other_missing_modules_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError("No module named 'colours'", name="colours")

    monkeypatch.setattr(cli, "import_module", missing)
    with pytest.raises(ModuleNotFoundError):
        cli.main(["check", "hi"])


def test_no_command_shows_help() -> None:
    done = run([])
    assert done.returncode == 2
    assert "commands:" in done.stdout


def test_guard_imports_no_framework_and_no_network() -> None:
    code = (
        "import sys, armslength.guard; print([m for m in ('django', 'socket', 'asyncio', 'http') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
