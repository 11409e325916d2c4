"""A tool that reads nothing: what Python and the loop around every tool cost by themselves."""

from __future__ import annotations

from bench.peers.lines import Tool, entities_to_row, run_tool


def make_tool() -> Tool:
    """There is nothing to load."""
    return Tool(str, lambda _: [], entities_to_row)


if __name__ == "__main__":
    run_tool(make_tool)
