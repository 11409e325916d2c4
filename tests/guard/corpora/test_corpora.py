"""The labelled sets are sound: every row says what it must, and no two say nearly the same."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from armslength.guard import Kind
from tests.guard.corpora.near_duplicates import find_near_duplicates

CORPORA = Path(__file__).resolve().parents[3] / "corpora"
PARTS = ("dev", "eval")
LANGUAGES = frozenset(
    ("ar", "bn", "de", "en", "es", "fr", "hi", "id", "it", "ja", "pl", "pt", "ru", "tl", "tr", "uk", "ur", "vi", "zh")
)
KINDS = frozenset(Kind)
MIN_MESSAGES = 100
TIERS = {
    "share": {"plain", "obfuscated", "adversarial"},
    "ask": {"plain", "obfuscated", "adversarial"},
    "circumvent": {"plain", "obfuscated", "adversarial"},
    "clean": {"clean", "hard-negative"},
}
NAMED = ("id", "lang", "label", "why")
NAMED_OF_MESSAGE = (*NAMED, "tier", "technique", "trade", "text")


@dataclass(frozen=True)
class Row:
    """One line of a file of a part."""

    place: str
    part: str
    fields: dict[str, Any]

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.fields["messages"]] if self.is_thread else [self.fields["text"]]

    @property
    def is_thread(self) -> bool:
        return "messages" in self.fields


def read_rows() -> Iterator[Row]:
    for path in sorted(CORPORA.glob("*/*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if line.strip():
                yield Row(f"{path.parent.name}/{path.name}:{number}", path.parent.name, json.loads(line))


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return list(read_rows())


def test_both_parts_hold_messages_and_threads(rows: list[Row]) -> None:
    held = Counter((row.part, row.is_thread) for row in rows)
    assert {part for part, _ in held} == set(PARTS)
    assert all(held[part, is_thread] > 0 for part in PARTS for is_thread in (True, False))


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_language_has_enough_to_be_found_and_to_pass(rows: list[Row], language: str) -> None:
    labels = [row.fields["label"] for row in rows if row.fields["lang"] == language and not row.is_thread]
    assert labels.count("clean") >= MIN_MESSAGES
    assert len(labels) - labels.count("clean") >= MIN_MESSAGES


def test_ids_are_unique(rows: list[Row]) -> None:
    counts = Counter(row.fields["id"] for row in rows)
    assert [row_id for row_id, count in counts.items() if count > 1] == []


def test_names_are_filled_in(rows: list[Row]) -> None:
    def lacks(row: Row) -> bool:
        names = NAMED if row.is_thread else NAMED_OF_MESSAGE
        return not all(isinstance(row.fields.get(name), str) and row.fields[name].strip() for name in names)

    assert [row.place for row in rows if lacks(row)] == []


def test_labels_tiers_and_languages_are_known(rows: list[Row]) -> None:
    def is_unknown(row: Row) -> bool:
        tiers = TIERS.get(row.fields["label"])
        fits_tier = row.is_thread or row.fields["tier"] in (tiers or ())
        return tiers is None or not fits_tier or row.fields["lang"] not in LANGUAGES

    assert [row.place for row in rows if is_unknown(row)] == []


def test_what_is_flagged_names_its_kinds_and_what_is_clean_has_none(rows: list[Row]) -> None:
    def is_wrong(row: Row) -> bool:
        kinds = row.fields["kinds"]
        return not KINDS.issuperset(kinds) or bool(kinds) == (row.fields["label"] == "clean")

    assert [row.place for row in rows if is_wrong(row)] == []


def test_evidence_stands_in_the_text(rows: list[Row]) -> None:
    def is_wrong(row: Row) -> bool:
        evidence, text = row.fields["evidence"], row.fields["text"]
        return bool(evidence) == (row.fields["label"] == "clean") or not all(e and e in text for e in evidence)

    assert [row.place for row in rows if not row.is_thread and is_wrong(row)] == []


def test_threads_say_which_message_completes_the_detail(rows: list[Row]) -> None:
    def is_wrong(row: Row) -> bool:
        due, messages = row.fields["flag_by"], row.fields["messages"]
        if len(messages) < 2 or not all(m["sender"] and m["text"].strip() for m in messages):
            return True
        return due is not None if row.fields["label"] == "clean" else due not in range(len(messages))

    assert [row.place for row in rows if row.is_thread and is_wrong(row)] == []


def test_techniques_kept_out_of_development_are_not_in_it_in_that_language(rows: list[Row]) -> None:
    known = {(row.fields["lang"], row.fields["technique"]) for row in rows if row.part == "dev" and not row.is_thread}
    kept_out = [row for row in rows if row.fields.get("held_out")]
    assert kept_out
    assert [row.place for row in kept_out if row.part != "eval"] == []
    assert [row.place for row in kept_out if (row.fields["lang"], row.fields["technique"]) in known] == []


def test_no_two_texts_say_nearly_the_same(rows: list[Row]) -> None:
    texts = {row.place: "\n".join(row.texts) for row in rows}
    pairs = [f"{one} and {other}" for one, other in find_near_duplicates(texts)]
    assert not pairs, "\n".join(pairs)
