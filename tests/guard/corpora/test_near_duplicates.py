"""The search for near-duplicates finds what comparing all pairs finds."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from tests.guard.corpora.near_duplicates import MAX_JACCARD, find_near_duplicates, jaccard, word_set

PAIRS = [
    ("call me on 0151 2384 7760", "Call me on 0170 99 1234!", True),
    ("write to jane at gmail dot com", "write to omar at gmail dot com", True),
    ("write to jane at gmail dot com", "the logo is ready", False),
    ("加我微信详聊好吗", "加我微信详聊好吧", True),
    ("加我微信详聊好吗", "设计稿已经上传了", False),
    ("नमस्ते जी", "नमस्कार जी", False),
    ("wh\u200batsapp me now", "whatsapp me now", True),
    ("0151 2384 7760", "0170 99 1234", False),
    ("0151 2384 7760 ", "0151 2384 7760", True),
    ("\U0001f44d", "\U0001f44e", False),
]


@pytest.mark.parametrize(("one", "other", "is_found"), PAIRS)
def test_texts_alike_in_most_words_are_near_duplicates(one: str, other: str, is_found: bool) -> None:
    assert bool(list(find_near_duplicates({"one": one, "other": other}))) == is_found


def test_search_finds_what_comparing_all_pairs_finds() -> None:
    choose = random.Random(7)
    words = [f"{chr(97 + number)}x" for number in range(12)]
    texts = {str(number): " ".join(choose.choices(words, k=choose.randint(1, 9))) for number in range(300)}
    sets = {name: word_set(text) for name, text in texts.items()}
    expected = {pair for pair in combinations(texts, 2) if jaccard(sets[pair[0]], sets[pair[1]]) > MAX_JACCARD}
    assert set(find_near_duplicates(texts)) == expected
    assert len(expected) > 10
