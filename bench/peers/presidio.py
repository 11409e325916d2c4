"""Presidio's recognizers for contact and payment details, on a spaCy pipeline.

The kinds that it is asked for are found by patterns, check sums and context words; a statistical model would add names
of people and places, which nobody here calls a contact detail. `--without-url` leaves links out: on real texts they are
most of its alarms.
"""

from __future__ import annotations

import sys
from typing import Any

import spacy
import tldextract.tldextract as domains
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine

from bench.peers.lines import Tool, entities_to_row, run_tool, version_of

ENTITIES = ("EMAIL_ADDRESS", "PHONE_NUMBER", "URL", "IBAN_CODE", "CREDIT_CARD", "CRYPTO")
MIN_SCORE = 0.35


class _BlankPipeline(SpacyNlpEngine):
    """Tokens only: no model has to be there."""

    def __init__(self) -> None:
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}


def make_tool(*, is_with_url: bool) -> Tool:
    """Load the analyzer with its own registry of recognizers."""
    # Its e-mail recognizer would fetch the list of public suffixes on first use: the list inside the package does.
    domains.TLD_EXTRACTOR = domains.TLDExtract(suffix_list_urls=())
    analyzer = AnalyzerEngine(nlp_engine=_BlankPipeline(), supported_languages=["en"])
    entities = [entity for entity in ENTITIES if is_with_url or entity != "URL"]

    def find_entities(text: str) -> list[Any]:
        return list(analyzer.analyze(text, language="en", entities=entities, score_threshold=MIN_SCORE))

    return Tool(version_of("presidio-analyzer"), find_entities, entities_to_row)


if __name__ == "__main__":
    run_tool(lambda: make_tool(is_with_url="--without-url" not in sys.argv))
