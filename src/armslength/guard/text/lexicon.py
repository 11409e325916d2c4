"""The lexicon at work: automata over the terms of all languages, and where a text holds them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import ahocorasick_rs

from armslength.guard.lexicons.load import (
    NAMES,
    Block,
    Sense,
    check_languages,
    known_languages,
    read_language,
    read_names,
)
from armslength.guard.text.term_cache import FAR, NEAR, are_terms_kept, load_terms
from armslength.guard.text.terms import (
    Term,
    Terms,
    TermTable,
    compile_terms,
    has_far_letters,
    is_unspaced_script,
    split_by_script,
)


class Hit(NamedTuple):
    """One term at one place of a folded text."""

    start: int
    end: int
    sense: Sense


MIN_NUMBER_WORDS = 4
"""Fewer number words than this are nothing to look at by themselves."""


class Lexicon:
    """Finds terms in folded texts. Immutable after construction and safe to share between threads."""

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages = tuple(languages)
        check_languages(self.languages)
        if not are_terms_kept((NAMES, *self.languages)):
            self._near, self._far  # noqa: B018 - a file that is not sound is said now, not at some text

    @cached_property
    def _near(self) -> _Part:
        """The terms that any text may hold; made ready for the first text that is looked at closely."""
        return _Part(load_terms((NAMES, *self.languages), NEAR, lambda: compile_terms(self._blocks[0])))

    @cached_property
    def _far(self) -> _Part:
        """The terms of scripts that many texts hold no letter of; made ready for the first text that does."""
        return _Part(load_terms((NAMES, *self.languages), FAR, lambda: compile_terms(self._blocks[1])))

    @cached_property
    def _blocks(self) -> tuple[list[Block], list[Block]]:
        blocks = read_names() + [block for code in self.languages for block in read_language(code)]
        return split_by_script(blocks)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All spellings that near letters can write, and the words of those that have several."""
        spellings = self._near.anchors.spellings + self._near.rest.spellings
        return frozenset(spellings).union(
            word for spelling in spellings if " " in spelling for word in spelling.split() if word.isalpha()
        )

    def _parts(self, folded: str) -> tuple[_Part, ...]:
        return (self._near, self._far) if has_far_letters(folded) else (self._near,)

    def is_quiet(self, folded: str) -> bool:
        """Whether the text holds no term worth a closer look, and hardly a number word."""
        numbers: list[_Match] = []
        for part in self._parts(folded):
            if part.anchors.has_word(folded):
                return False
            numbers += part.numbers.find_apart(folded)
        if len(numbers) < MIN_NUMBER_WORDS:
            return True
        return sum(_stands_alone(folded, *match) for match in numbers) < MIN_NUMBER_WORDS

    def has_numbers(self, folded: str) -> bool:
        """Whether the text may hold number words, word boundaries not considered."""
        return sum(len(part.numbers.find_apart(folded)) for part in self._parts(folded)) > 2

    def find(self, folded: str) -> list[Hit]:
        """All terms at word boundaries, in order of their start, without languages that the text hardly speaks."""
        kinds = _kinds_of(folded)
        matches: list[_Match] = []
        for part in self._parts(folded):
            matches += part.anchors.find_words(folded, kinds)
            matches += part.rest.find_words(folded, kinds)
        matches.sort(key=_by_place)
        hits: list[Hit] = []
        for sentence in _by_sentence(folded, matches):
            _take_hits(folded, sentence, hits)
        return hits


def _take_hits(folded: str, sentence: Sequence[_Match], hits: list[Hit]) -> None:
    """Append the hits of one sentence, one for each sense that its languages allow."""
    faint = _faint_languages(sentence)
    for start, end, term in sentence:
        senses = term.senses
        if faint and senses and folded[start].isascii():
            senses = tuple(sense for sense in senses if sense.language not in faint)
        if senses:
            stop = _word_end(folded, end) if term.is_right_open else end
            hits += [_new_hit(Hit, (start, stop, sense)) for sense in senses]


_new_hit = tuple.__new__  # half the time of Hit(...), and there may be many thousands of them


_Match = tuple[int, int, Term]


class _Finder:
    """One automaton and the terms that its patterns stand for."""

    def __init__(self, table: TermTable) -> None:
        self.spellings = table.spellings
        self._terms = table.terms
        self._automaton = ahocorasick_rs.AhoCorasick(
            table.spellings, implementation=ahocorasick_rs.Implementation.ContiguousNFA, store_patterns=False
        )

    def has_word(self, folded: str) -> bool:
        """Whether any match begins and ends where words do."""
        terms = self._terms
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if _stands_alone(folded, start, end, terms[index]):
                return True
        return False

    def find_words(self, folded: str, kinds: Sequence[int]) -> Iterator[_Match]:
        """Matches that begin and end where words do, as far as their terms ask for it."""
        terms = self._terms
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            term = terms[index]
            if kinds[start] and kinds[start - 1] == kinds[start] and not term.is_left_open:
                continue
            if kinds[end - 1] and kinds[end - 1] == kinds[end] and not term.is_right_open:
                continue
            yield start, end, term

    def find_apart(self, folded: str) -> list[_Match]:
        """Matches that don't overlap, the earliest ends first."""
        return [(start, end, self._terms[i]) for i, start, end in self._automaton.find_matches_as_indexes(folded)]


class _Part:
    """Terms that are searched for together: anchors, all others, and the numeric ones once more."""

    def __init__(self, tables: Terms) -> None:
        self.anchors = _Finder(tables.anchors)
        self.rest = _Finder(tables.rest)
        self.numbers = _Finder(tables.numeric)


def _kinds_of(folded: str) -> Sequence[int]:
    """For each character 1 for letters, 2 for digits, 0 for others; and a 0 for what stands behind and before."""
    if folded.isascii():
        return folded.encode("ascii").translate(_ASCII_KINDS) + b"\0"
    known = {char: 1 if _is_letter(char) else 2 if char.isdigit() else 0 for char in set(folded)}
    return [*map(known.__getitem__, folded), 0]


_ASCII_KINDS = bytes(1 if chr(code).isalpha() else 2 if chr(code).isdigit() else 0 for code in range(256))
_SENTENCE_END = re.compile(r"[.!?;\n](?=\s|$)|\n")


def _by_place(match: _Match) -> tuple[int, int]:
    return match[0], -match[1]


def _by_sentence(folded: str, matches: Sequence[_Match]) -> Iterator[Sequence[_Match]]:
    """The matches by sentence: people change the language between sentences. They come and go by place."""
    first = 0
    for end in _SENTENCE_END.finditer(folded):
        last = bisect_left(matches, end.end(), first, key=_start)
        if last > first:
            yield matches[first:last]
            first = last
    yield matches[first:]


def _start(match: _Match) -> int:
    return match[0]


_SPOKEN_SHARE = 0.4
_CLEAR_CHARS = 6


def _faint_languages(matches: Iterable[_Match]) -> set[str]:
    """Languages that the text hardly speaks.

    Short words mean something in many languages: `on` is ten in Turkish, `so` a number in Vietnamese. A language counts
    as spoken when its terms cover a good part of what the best covered language covers.
    """
    together: dict[tuple[str, ...], int] = defaultdict(int)
    for start, end, term in matches:
        together[term.languages] += end - start
    covered: dict[str, int] = defaultdict(int)
    for languages, chars in together.items():
        for language in languages:
            covered[language] += chars
    best = max(covered.values(), default=0)
    if best < _CLEAR_CHARS:
        return set()
    return {language for language, chars in covered.items() if chars < _SPOKEN_SHARE * best}


@lru_cache(maxsize=8)
def load_lexicon(languages: tuple[str, ...] | None) -> Lexicon:
    """The lexicon of the given languages (None: all). Built once for each choice."""
    return Lexicon(known_languages() if languages is None else languages)


def _stands_alone(folded: str, start: int, end: int, term: Term) -> bool:
    """Whether a match begins and ends where words do, as far as the term asks for it."""
    if not term.is_left_open and start and _is_joined(folded[start - 1], folded[start]):
        return False
    return term.is_right_open or end == len(folded) or not _is_joined(folded[end - 1], folded[end])


def _is_joined(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word: both letters, or both digits."""
    return (_is_letter(left) and _is_letter(right)) or (left.isdigit() and right.isdigit())


def _is_letter(char: str) -> bool:
    """Whether a character belongs to a word; the vowel signs of Indic scripts do, though they are no letters."""
    return char.isalpha() or ("\u0900" <= char <= "\u0dff" and not char.isdigit())


def _is_word(char: str) -> bool:
    return _is_letter(char) and not is_unspaced_script(char)


_MAX_SUFFIX_CHARS = 12


def _word_end(folded: str, end: int) -> int:
    """The end of the word that a right-open term stands in, so that a mark covers the whole word."""
    limit = min(len(folded), end + _MAX_SUFFIX_CHARS)
    while end < limit and _is_word(folded[end]):
        end += 1
    return end
