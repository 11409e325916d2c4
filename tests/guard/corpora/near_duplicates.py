"""Finds texts that say nearly the same: alike in most of their words, numbers masked.

Comparing all pairs would take minutes. Two sets that are alike in more than `t` share a word among the rarest of each:
it is enough to look among the first `n - ceil(t * n) + 1` words of a set of `n`, rarest first.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from math import ceil

MAX_JACCARD = 0.6
# A bare number or two says nothing once numbers are masked: such texts are near-duplicates only when they are the same.
MIN_WORDS = 3
# Scripts that are written without spaces: two neighbouring characters stand in for a word.
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_NUMBER = re.compile(r"\d+")


def word_set(text: str) -> frozenset[str]:
    """The words of a text in one case, every number as ``0``; letters keep their marks. Of few, the text."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    runs = "".join(map(_keep_letter, _NUMBER.sub("0", folded))).split()
    words = frozenset(word for run in runs for word in _words(run))
    return words if len(words) >= MIN_WORDS else frozenset({folded.strip()})


@cache
def _keep_letter(char: str) -> str:
    """The character itself in a word, nothing for invisible ones, else a space."""
    category = unicodedata.category(char)
    if category == "Cf":
        return ""
    return char if category[0] in "LMN" else " "


def _words(run: str) -> list[str]:
    if len(run) > 1 and _SPACELESS.search(run):
        return ["".join(pair) for pair in pairwise(run)]
    return [run]


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """What two sets share, of what they hold together: 0 to 1."""
    return len(one & other) / len(one | other)


def find_near_duplicates(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of names whose texts are alike in more than `MAX_JACCARD` of their words."""
    sets = {name: word_set(text) for name, text in texts.items()}
    counts = Counter(word for words in sets.values() for word in words)
    seen_with: defaultdict[str, list[str]] = defaultdict(list)
    for name, words in sets.items():
        rarest = sorted(words, key=lambda word: (counts[word], word))
        prefix = rarest[: len(words) - ceil(MAX_JACCARD * len(words)) + 1]
        for earlier in dict.fromkeys(candidate for word in prefix for candidate in seen_with[word]):
            if jaccard(words, sets[earlier]) > MAX_JACCARD:
                yield earlier, name
        for word in prefix:
            seen_with[word].append(name)
