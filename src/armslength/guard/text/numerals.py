"""Digits however written: figures, figures with lookalike letters, and number words of one language at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from armslength.guard.lexicons.cues import Cue
from armslength.guard.text.lexicon import Hit
from armslength.guard.text.looks import DIGIT_LOOK
from armslength.guard.text.passage import Passage

MIN_WORDS_OF_A_LANGUAGE = 1
MAX_LANGUAGES = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Digits written together. `is_word` when number words gave them, `is_disguised` when lookalike letters did."""

    digits: str
    start: int
    end: int
    is_word: bool = False
    is_disguised: bool = False


# Figures, and letters that look like figures directly beside them: 7O4, 51O, l0.
# The first character comes first, so that the search leaps to where one stands.
_FIGURES = re.compile(
    r"[oil\d](?:(?<![a-z0-9].)(?:(?<=\d)|(?<=[oil])[oil]?\d)(?:[\doilzsb]{0,20}\d)?o{0,2}(?![a-z])|(?<=\d)\d*)"
)
_MULTIPLIER = re.compile(r"x(\d+)$")
_REPEATER = re.compile(r"r(\d)$")
_TENS_JOINERS = frozenset({"and", "y", "e", "et", "i", "و", "und"})
_BINDERS = re.compile(r"[\s\-]{0,2}$")


def figure_groups(text: str) -> list[Group]:
    """All groups of figures, lookalike letters read as digits where they stand among figures."""
    return [_read_figures(match) for match in _FIGURES.finditer(text)]


def _read_figures(match: re.Match[str]) -> Group:
    written = match.group()
    if written.isdigit():
        return Group(written, match.start(), match.end())
    digits = "".join(DIGIT_LOOK.get(char, char) for char in written)
    return Group(digits, match.start(), match.end(), is_disguised=True)


def spoken_languages(passage: Passage) -> list[str]:
    """The languages whose number words stand in the text, the most frequent first."""
    counts = Counter(hit.sense.language for hit in passage.of(Cue.NUMBER))
    return [language for language, count in counts.most_common(MAX_LANGUAGES) if count >= MIN_WORDS_OF_A_LANGUAGE]


def word_groups(passage: Passage, language: str) -> list[Group]:
    """Groups that number words of one language spell, compounds put together: forty two is 42, five hundred 500."""
    groups: list[Group] = []
    number = _Compound()
    for hit in _longest_hits(passage.of(Cue.NUMBER), language):
        if number.is_open and not number.accepts(hit, passage):
            groups += number.close()
        number.add(hit)
    groups += number.close()
    return groups


def _longest_hits(hits: Sequence[Hit], language: str) -> Iterator[Hit]:
    """Hits of the language that don't overlap, leftmost and longest first (they come sorted that way)."""
    end = 0
    for hit in hits:
        if hit.sense.language == language and hit.start >= end:
            yield hit
            end = hit.end


class _Compound:
    """One number while its words are read."""

    def __init__(self) -> None:
        self._reset()

    def _reset(self) -> None:
        self.start = self.end = -1
        self.total = 0
        self.current = 0
        self.room = 0  # the next part must be smaller than this to be added
        self.repeat = 1
        self.leading_zero = False
        self.is_open = False

    def accepts(self, hit: Hit, passage: Passage) -> bool:
        """Whether the hit continues this number instead of beginning the next."""
        gap = passage.text[self.end : hit.start]
        is_bound = bool(_BINDERS.match(gap)) or self._is_joiner(gap)
        if not is_bound or self.leading_zero:
            return False
        if self.repeat > 1 and self.room == 0:
            return True
        if multiplier := _MULTIPLIER.match(hit.sense.value):
            return 0 < self.current < int(multiplier.group(1))
        if _REPEATER.match(hit.sense.value):
            return False
        return 0 < int(hit.sense.value) < self.room

    def _is_joiner(self, gap: str) -> bool:
        """Only between tens and units or hundreds and tens, as in treinta y cuatro."""
        word = gap.strip(" -")
        return self.room in (10, 20, 100) and word in _TENS_JOINERS

    def add(self, hit: Hit) -> None:
        """Take the next word into the number."""
        if not self.is_open:
            self.start = hit.start
            self.is_open = True
        self.end = hit.end
        value = hit.sense.value
        if multiplier := _MULTIPLIER.match(value):
            self._multiply(int(multiplier.group(1)))
        elif repeater := _REPEATER.match(value):
            self.repeat = int(repeater.group(1))
        else:
            self._add_value(value)

    def _multiply(self, factor: int) -> None:
        self.current = max(1, self.current) * factor
        self.room = factor
        if factor >= 1000:
            self.total += self.current
            self.current = 0

    def _add_value(self, value: str) -> None:
        self.current += int(value)
        self.leading_zero = value.startswith("0")
        if self.leading_zero:
            self.room = 1
            return
        trailing_zeros = len(value) - len(value.rstrip("0"))
        self.room = 20 if value in ("60", "80") else 10**trailing_zeros
        if trailing_zeros == 0:
            self.room = 1

    def close(self) -> list[Group]:
        """The finished number as a group, or nothing when no word was read."""
        if not self.is_open:
            return []
        number = self.total + self.current
        digits = str(number) * self.repeat if number or self.leading_zero else ""
        group = Group(digits, self.start, self.end, is_word=True)
        self._reset()
        return [group] if digits else []
