"""What trains the model is sound, varied, and apart from what it is judged on."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from armslength.guard import Kind
from tests.guard.corpora.near_duplicates import find_near_duplicates
from tests.guard.corpora.test_corpora import CORPORA, LANGUAGES
from tools.corpus import CorpusError, Message, read_keys, read_train

MIN_FOUND, MIN_PASSED = 600, 600
SORTS = {
    "share": {"plain", "obfuscated", "adversarial"},
    "ask": {"plain", "obfuscated", "adversarial"},
    "circumvent": {"plain", "obfuscated", "adversarial"},
    "clean": {"work", "refuse", "report", "talk"},
}


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return list(read_train())


def test_every_message_has_a_known_sort_and_kinds(messages: list[Message]) -> None:
    for message in [*messages, *read_keys()]:
        assert message.sort in SORTS[message.label], message.text
        assert set(message.kinds) <= set(Kind), message.text
        assert bool(message.kinds) is (message.label != "clean"), message.text


def test_what_is_to_be_found_is_marked(messages: list[Message]) -> None:
    assert [m.text for m in messages if (m.label == "clean") is bool(m.evidence)] == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_language_has_enough_of_both(messages: list[Message], language: str) -> None:
    counts = Counter(message.label == "clean" for message in messages if message.language == language)
    assert counts[False] >= MIN_FOUND
    assert counts[True] >= MIN_PASSED


def _judged_texts() -> Iterator[tuple[str, str, str]]:
    """Language, name and text of every message that development or judgement reads."""
    for path in sorted(CORPORA.glob("*/*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if line.strip() and "text" in (row := json.loads(line)):
                yield row["lang"], f"{path.parent.name}/{path.name}:{number}", row["text"]


def test_no_two_say_nearly_the_same(messages: list[Message]) -> None:
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for language, name, text in _judged_texts():
        texts[language][name] = text
    for number, message in enumerate([*messages, *read_keys()]):
        texts[message.language][f"train:{number}"] = message.text
    pairs = [pair for held in texts.values() for pair in find_near_duplicates(held)]
    assert [pair for pair in pairs if pair[1].startswith("train:")] == []


@pytest.mark.parametrize("line", ["share plain phone", "shout plain phone | hi", "clean work | ⟦hi⟧", " | hi"])
def test_line_that_is_none_is_said(tmp_path: Path, line: str) -> None:
    (tmp_path / "en.txt").write_text(line, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"en\.txt:1"):
        list(read_train(tmp_path))


def test_line_breaks_and_marks_are_read(tmp_path: Path) -> None:
    (tmp_path / "en-more.txt").write_text("share obfuscated phone,messenger | one⏎⟦two⟧ ⟦three⟧\n", encoding="utf-8")
    [message] = read_train(tmp_path)
    assert message == Message("en", "share", "obfuscated", ("phone", "messenger"), "one\ntwo three", ("two", "three"))
