"""scrubadub's detectors of contact and payment details."""

from __future__ import annotations

from typing import Any

import scrubadub

from bench.peers.lines import Tool, entities_to_row, run_tool

DETECTORS = ("email", "phone", "twitter", "url", "credit_card")


def make_tool() -> Tool:
    """A scrubber with these detectors only: passwords and social security numbers are nobody's contact."""
    scrubber = scrubadub.Scrubber(detector_list=list(DETECTORS))

    def find_filth(text: str) -> list[Any]:
        return list(scrubber.iter_filth(text))

    return Tool(lambda: scrubadub.__version__, find_filth, entities_to_row)


if __name__ == "__main__":
    run_tool(make_tool)
