"""phonenumbers: libphonenumber's own matcher for valid numbers."""

from __future__ import annotations

import phonenumbers

from bench.peers.lines import Tool, entities_to_row, run_tool

# A message does not say where its writer lives, and the matcher wants to know: numbers of other countries are found
# when they are written with their country code.
REGION = "US"


def find_numbers(text: str) -> list[phonenumbers.PhoneNumberMatch]:
    """Every number that the matcher finds."""
    return list(phonenumbers.PhoneNumberMatcher(text, REGION))


def make_tool() -> Tool:
    """Nothing to set up: the metadata of a region is loaded when it is first needed."""
    return Tool(lambda: phonenumbers.__version__, find_numbers, entities_to_row)


if __name__ == "__main__":
    run_tool(make_tool)
