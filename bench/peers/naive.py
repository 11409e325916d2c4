"""What a marketplace writes in an afternoon: a handful of regular expressions."""

from __future__ import annotations

import re

from bench.peers.lines import Tool, entities_to_row, run_tool

PATTERNS = (
    re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"),
    re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE),
    re.compile(r"\b[\w-]+\.(?:com|net|org|io|me|co|ru|de|in|app)\b", re.IGNORECASE),
    re.compile(r"\+?\d(?:[\s().-]{0,2}\d){8,14}"),
    re.compile(r"(?<!\w)@\w{3,}"),
    re.compile(
        r"\b(?:whats?\s?app|telegram|skype|viber|wechat|discord|instagram|facebook|signal|paypal|venmo|e-?mail|gmail"
        r"|phone number)\b",
        re.IGNORECASE,
    ),
)


def find_any(text: str) -> list[str]:
    """The first match of the first pattern that matches."""
    for pattern in PATTERNS:
        if match := pattern.search(text):
            return [match.group()]
    return []


def make_tool() -> Tool:
    """Patterns are compiled when the module loads."""
    return Tool(lambda: f"{len(PATTERNS)} patterns", find_any, entities_to_row)


if __name__ == "__main__":
    run_tool(make_tool)
