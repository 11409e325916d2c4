"""The guard itself, through the same loop as its peers, at its one default threshold."""

from __future__ import annotations

from collections.abc import Sequence

from armslength.guard import Guard, Report
from bench.peers.lines import Row, Tool, run_tool, version_of

SECONDS_BETWEEN_MESSAGES = 60.0


def to_row(report: Report) -> Row:
    """A report as the JSON contract has it."""
    from armslength.guard import command  # noqa: PLC0415 - a caller of the library does not load its command line

    return command.to_row(report)


def make_tool() -> Tool:
    """Load the guard as a caller of the library does."""
    guard = Guard()

    def read_conversation(messages: Sequence[Row]) -> list[Report]:
        reports, state = [], None
        for index, message in enumerate(messages):
            at = index * SECONDS_BETWEEN_MESSAGES
            report, state = guard.check_in_thread(message["text"], sender=message["sender"], state=state, at=at)
            reports.append(report)
        return reports

    return Tool(version_of("armslength"), guard.check, to_row, read_conversation)


if __name__ == "__main__":
    run_tool(make_tool)
