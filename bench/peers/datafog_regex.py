"""DataFog's regular expressions, for the kinds that are contact or payment details."""

from __future__ import annotations

from typing import Any

from datafog.engine import scan

from bench.peers.lines import Tool, entities_to_row, run_tool, version_of

ENTITIES = ("EMAIL", "PHONE", "CREDIT_CARD", "DE_IBAN")


def find_entities(text: str) -> list[Any]:
    """What its regex engine finds."""
    return list(scan(text, engine="regex", entity_types=list(ENTITIES), locales=["de"]).entities)


def make_tool() -> Tool:
    """Its patterns are compiled when they are first needed."""
    return Tool(version_of("datafog"), find_entities, entities_to_row)


if __name__ == "__main__":
    run_tool(make_tool)
