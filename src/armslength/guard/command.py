"""`armslength check`: the guard on the command line, for people and as JSON lines."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

from armslength.guard.api import Guard
from armslength.guard.policy import STRICT
from armslength.guard.reasons import DEFAULT_LANGUAGE, explain, name_technique, reason_languages
from armslength.guard.types import Finding, Report

EXIT_CLEAN = 0
EXIT_INVALID = 1
EXIT_USAGE = 2
_BOLD, _DIM, _MARKED, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[4;33m", "\x1b[0m"
_SECONDS_BETWEEN_MESSAGES = 60.0


class InvalidLineError(ValueError):
    """A line of the input that does not say what to check. `line_id` is its id, if it has one."""

    def __init__(self, problem: str, line_id: object = None) -> None:
        super().__init__(problem)
        self.line_id = line_id


def run_check(arguments: list[str]) -> int:
    """Run the command. Returns 0, or 1 when a line of the input was not valid."""
    options = _make_parser().parse_args(arguments)
    guard = Guard(threshold=options.threshold)
    if options.jsonl is not None:
        return _check_lines(options.jsonl, guard, options.language)
    print(_check_text(options.text, guard, options.language))
    return EXIT_CLEAN


def _check_text(text: str, guard: Guard, language: str) -> str:
    report = guard.check(text)
    shown = describe(text, report, is_coloured=_may_colour(sys.stdout), language=language)
    wording = guard.suggest_wording(text, _split_findings(report)[0], language=language) if report.is_flagged else ""
    return f"{shown}\nInstead: {_printable(wording)}" if wording else shown


def _make_parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="armslength check",
        description="Say what in a text gives away, asks for or works around a contact detail.",
        epilog=(
            'A line of FILE is {"id":…,"text":…} or {"id":…,"messages":[{"sender":…,"text":…},…]}. Exit status: 0 when '
            "everything was read, 1 when a line was not valid, 2 for wrong usage."
        ),
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("text", nargs="?", help="the text to check")
    source.add_argument("--jsonl", metavar="FILE", help="check every line of a file (-: standard input)")
    parser.add_argument(
        "--threshold", type=_threshold, default=STRICT.suspect_at, metavar="LEVEL",
        help="confidence from 0 to 1 from which a finding counts (default %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--language", default=DEFAULT_LANGUAGE, metavar="CODE",
        help=f"language of the reasons: {', '.join(reason_languages())} (default %(default)s, also for any other)",
    )  # fmt: skip
    return parser


def _threshold(written: str) -> float:
    try:
        threshold = float(written)
    except ValueError:
        raise ArgumentTypeError(f"{written!r} is not a number") from None
    if not 0 <= threshold <= 1:
        raise ArgumentTypeError("a threshold lies between 0 and 1")
    return threshold


def _check_lines(source: str, guard: Guard, language: str) -> int:
    status = EXIT_CLEAN
    try:
        opened = nullcontext(sys.stdin.buffer) if source == "-" else Path(source).open("rb")  # noqa: SIM115 - the `with` below closes it
    except OSError as problem:
        print(f"armslength check: {problem.strerror}: {source}", file=sys.stderr)
        return EXIT_USAGE
    with opened as lines:
        for answer in answer_lines(lines, guard, language):
            status = EXIT_INVALID if "error" in answer else status
            sys.stdout.write(_to_json(answer) + "\n")
            sys.stdout.flush()
    return status


def _to_json(answer: dict[str, Any]) -> str:
    """One line that any terminal encoding and any reader of lines can take."""
    return json.dumps(answer, ensure_ascii=True, separators=(",", ":"))


def answer_lines(lines: Iterable[bytes], guard: Guard, language: str = DEFAULT_LANGUAGE) -> Iterator[dict[str, Any]]:
    """One answer for each line that is not blank, in order."""
    for line in lines:
        if line.strip():
            try:
                yield _answer(_parse(line), guard, language)
            except InvalidLineError as problem:
                yield {"id": problem.line_id, "error": str(problem)}


def _parse(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise InvalidLineError(f"not JSON: {problem}") from None
    if not isinstance(row, dict):
        raise InvalidLineError("a line must be an object")
    return row


def _answer(row: dict[str, Any], guard: Guard, language: str) -> dict[str, Any]:
    row_id = row.get("id")
    if "messages" in row:
        return {"id": row_id, "messages": _answer_messages(row["messages"], row_id, guard, language)}
    if not isinstance(row.get("text"), str):
        raise InvalidLineError("`text` must be a string", row_id)
    return {"id": row_id, **to_row(guard.check(row["text"]), language)}


def _answer_messages(messages: object, row_id: object, guard: Guard, language: str) -> list[dict[str, Any]]:
    if not isinstance(messages, list) or not all(_is_message(message) for message in messages):
        raise InvalidLineError("`messages` must be a list of objects with `sender` and `text`", row_id)
    rows = []
    state: bytes | None = None
    for index, message in enumerate(messages):
        at = index * _SECONDS_BETWEEN_MESSAGES
        report, state = guard.check_in_thread(message["text"], sender=message["sender"], state=state, at=at)
        rows.append(to_row(report, language))
    return rows


def _is_message(message: object) -> bool:
    return isinstance(message, dict) and all(isinstance(message.get(key), str) for key in ("sender", "text"))


def to_row(report: Report, language: str = DEFAULT_LANGUAGE) -> dict[str, Any]:
    """A report as the JSON contract has it: what flags the text, or else what was noticed."""
    counted, noted = _split_findings(report)
    row: dict[str, Any] = {
        "flagged": report.is_flagged,
        "findings": [_finding_row(f, language) for f in counted or noted],
    }
    return row if report.is_complete else {**row, "complete": False}


def _split_findings(report: Report) -> tuple[list[Finding], list[Finding]]:
    """What flags the text, and what was noticed besides."""
    counted = [f for f in report.findings if f.is_flaggable and f.confidence >= report.threshold]
    return counted, [f for f in report.findings if f not in counted]


def _finding_row(finding: Finding, language: str) -> dict[str, Any]:
    """The fields of the contract; what was decoded is for moderators and not among them."""
    return {
        "act": finding.act,
        "kind": finding.kind,
        "start": finding.start,
        "end": finding.end,
        "confidence": finding.confidence,
        "rule": finding.rule,
        "reason": explain(finding, language),
    }


def _may_colour(stream: TextIO) -> bool:
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def describe(text: str, report: Report, *, is_coloured: bool, language: str = DEFAULT_LANGUAGE) -> str:
    """A report for a person: the text with its spans marked, and why."""
    counted, noted = _split_findings(report)
    lines = [_mark_spans(text, counted, is_coloured=is_coloured), ""]
    lines += [_describe_finding(text, finding, language, is_coloured=is_coloured) for finding in counted]
    title = _style("noted", _DIM, is_coloured)
    lines += [f"{title}  {f.act} {f.kind}: {explain(f, language)} ({f.rule})" for f in noted]
    if not report.is_complete:
        lines.append("The text was not read completely; someone should look at it.")
    if not counted:
        lines.append("Nothing to object to.")
    return "\n".join(lines)


def _describe_finding(text: str, finding: Finding, language: str, *, is_coloured: bool) -> str:
    title = _style(f"{finding.act} {finding.kind}", _BOLD, is_coloured)
    place = _printable(text[finding.start : finding.end])
    written = name_technique(finding.technique, language)
    figures = _style(f"{finding.confidence:.2f} {finding.rule}, {written}", _DIM, is_coloured)
    return f"{title}  “{place}”  {figures}\n  {explain(finding, language)}"


def _mark_spans(text: str, findings: Sequence[Finding], *, is_coloured: bool) -> str:
    before, after = (_MARKED, _PLAIN) if is_coloured else ("[[", "]]")
    pieces: list[str] = []
    at = 0
    for finding in sorted(findings, key=lambda f: f.start):
        if finding.end > at:
            start = max(at, finding.start)
            pieces += [_printable(text[at:start]), before, _printable(text[start : finding.end]), after]
            at = finding.end
    return "".join([*pieces, _printable(text[at:])])


def _printable(text: str) -> str:
    """The text without characters that would steer the terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else f"\\u{ord(c):04x}" for c in text)


def _style(text: str, style: str, is_coloured: bool) -> str:
    return f"{style}{text}{_PLAIN}" if is_coloured else text
