"""The lexicon at work: one automaton over the terms of all languages, and where a text holds them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import ahocorasick_rs

from armslength.guard.lexicons.cues import Cue
from armslength.guard.lexicons.load import UNIVERSAL, RawTerm, Sense, known_languages, read_language, read_names
from armslength.guard.text.fold import fold_term


class Hit(NamedTuple):
    """One term at one place of a folded text."""

    start: int
    end: int
    sense: Sense


class _Term(NamedTuple):
    is_left_open: bool
    is_right_open: bool
    cues: frozenset[Cue]
    languages: tuple[str, ...]  # without the universal one
    senses: tuple[Sense, ...]  # without the sense of being an everyday word


# Classes whose mere presence makes a text worth reading closely, with no digit or address in it.
_ANCHORS = frozenset(
    {
        Cue.APP,
        Cue.PHONE_NOUN,
        Cue.EMAIL_NOUN,
        Cue.CONTACT_NOUN,
        Cue.REACH_ME,
        Cue.REACH_YOU,
        Cue.FIND_ME,
        Cue.ELSEWHERE,
        Cue.MEET,
        Cue.DIRECT,
        Cue.FEE,
        Cue.ACCOUNT,
        Cue.ASK_PHONE,
        Cue.ASK_EMAIL,
        Cue.ASK_CONTACT,
        Cue.INVITE,
        Cue.BYPASS,
        Cue.REFUSAL,
        Cue.AT,
        Cue.DOT,
        Cue.PROVIDER,
        Cue.CANCEL,
        Cue.NUMBER_NOUN,
        Cue.ADDRESS_NOUN,
        Cue.HIDE,
    }
)


MIN_NUMBER_WORDS = 4
"""Fewer number words than this are nothing to look at by themselves."""

_NAMES = frozenset({Cue.APP, Cue.AT, Cue.PROVIDER, Cue.PHONE_NOUN, Cue.DOT})


class Lexicon:
    """Finds terms in folded texts. Immutable after construction and safe to share between threads."""

    def __init__(self, languages: Sequence[str]) -> None:
        raw = read_names() + [term for code in languages for term in read_language(code)]
        self.languages = tuple(languages)
        spellings, self._terms = _compile(raw)
        self._automaton = _automaton(spellings)
        screened = [index for index, term in enumerate(self._terms) if _is_anchor(spellings[index], term)]
        self._screened = [self._terms[index] for index in screened]
        self._screen = _automaton([spellings[index] for index in screened])
        numeric = [index for index, term in enumerate(self._terms) if _is_number(term)]
        self._numeric = [self._terms[index] for index in numeric]
        self._numbers = _automaton([spellings[index] for index in numeric])
        self.vocabulary = frozenset(spellings) | {
            word for spelling in spellings if " " in spelling for word in spelling.split() if word.isalpha()
        }

    def is_quiet(self, folded: str) -> bool:
        """Whether the text holds no term worth a closer look, and hardly a number word."""
        for index, start, end in self._screen.find_matches_as_indexes(folded, overlapping=True):
            if _stands_alone(folded, start, end, self._screened[index]):
                return False
        numbers = self._numbers.find_matches_as_indexes(folded)
        if len(numbers) < MIN_NUMBER_WORDS:
            return True
        return sum(_stands_alone(folded, start, end, self._numeric[i]) for i, start, end in numbers) < MIN_NUMBER_WORDS

    def has_numbers(self, folded: str) -> bool:
        """Whether the text may hold number words, word boundaries not considered."""
        return len(self._numbers.find_matches_as_indexes(folded)) > 2

    def find(self, folded: str) -> list[Hit]:
        """All terms at word boundaries, in order of their start, without languages that the text hardly speaks."""
        kinds = [1 if char.isalpha() else 2 if char.isdigit() else 0 for char in folded]
        kinds.append(0)  # what stands behind the last character, and before the first
        terms = self._terms
        matches: list[_Match] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            term = terms[index]
            if kinds[start] and kinds[start - 1] == kinds[start] and not term.is_left_open:
                continue
            if kinds[end - 1] and kinds[end - 1] == kinds[end] and not term.is_right_open:
                continue
            matches.append((start, end, term))
        matches.sort(key=_by_place)
        hits: list[Hit] = []
        for sentence in _by_sentence(folded, matches):
            faint = _faint_languages(sentence)
            for start, end, term in sentence:
                stop = _word_end(folded, end) if term.is_right_open else end
                is_latin = folded[start].isascii()
                hits += [Hit(start, stop, sense) for sense in term.senses if not (is_latin and sense.language in faint)]
        return hits


_Match = tuple[int, int, _Term]
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
    covered: dict[str, int] = defaultdict(int)
    for start, end, term in matches:
        for language in term.languages:
            covered[language] += end - start
    best = max(covered.values(), default=0)
    if best < _CLEAR_CHARS:
        return set()
    return {language for language, chars in covered.items() if chars < _SPOKEN_SHARE * best}


@lru_cache(maxsize=8)
def load_lexicon(languages: tuple[str, ...] | None) -> Lexicon:
    """The lexicon of the given languages (None: all). Built once for each choice."""
    return Lexicon(known_languages() if languages is None else languages)


def _compile(raw: Iterable[RawTerm]) -> tuple[list[str], list[_Term]]:
    senses: dict[tuple[str, bool, bool], list[Sense]] = defaultdict(list)
    for written, sense in raw:
        spelling = fold_term(written.strip("*"))
        is_left_open = written[0] == "*" or is_unspaced_script(spelling[0])
        senses[spelling, is_left_open, written[-1] == "*" or is_unspaced_script(spelling[-1])].append(sense)
    spellings = [spelling for spelling, _, _ in senses]
    kinds: dict[tuple[Sense, ...], tuple[frozenset[Cue], tuple[str, ...], tuple[Sense, ...]]] = {}
    terms: list[_Term] = []
    for (_, is_left_open, is_right_open), held in senses.items():
        key = tuple(held)
        if key not in kinds:
            kinds[key] = _kind_of_term(key)
        terms.append(_Term(is_left_open, is_right_open, *kinds[key]))
    return spellings, terms


def _kind_of_term(senses: Iterable[Sense]) -> tuple[frozenset[Cue], tuple[str, ...], tuple[Sense, ...]]:
    distinct = tuple(dict.fromkeys(senses))
    languages = dict.fromkeys(sense.language for sense in distinct if sense.language != UNIVERSAL)
    told = tuple(sense for sense in distinct if sense.cue is not Cue.COMMON)
    return frozenset(sense.cue for sense in distinct), tuple(languages), told


def _automaton(spellings: list[str]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        spellings, implementation=ahocorasick_rs.Implementation.ContiguousNFA, store_patterns=False
    )


_MIN_ANCHOR_CHARS = 4


def _is_anchor(spelling: str, term: _Term) -> bool:
    """Whether a term by itself calls for a closer look; of short Latin words only the names of apps and signs do."""
    is_short = spelling.isascii() and spelling.isalpha() and len(spelling) < _MIN_ANCHOR_CHARS
    cues = _NAMES if is_short else _ANCHORS
    return not cues.isdisjoint(term.cues)


def _is_number(term: _Term) -> bool:
    return Cue.NUMBER in term.cues


def is_unspaced_script(char: str) -> bool:
    """Whether words of the character's script are written without blanks between them (Chinese, Japanese)."""
    return "\u3040" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def _stands_alone(folded: str, start: int, end: int, term: _Term) -> bool:
    """Whether a match begins and ends where words do, as far as the term asks for it."""
    if not term.is_left_open and start and _is_joined(folded[start - 1], folded[start]):
        return False
    return term.is_right_open or end == len(folded) or not _is_joined(folded[end - 1], folded[end])


def _is_joined(left: str, right: str) -> bool:
    """Whether two neighbouring characters belong to one word: both letters, or both digits."""
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())


def _is_word(char: str) -> bool:
    return char.isalpha() and not is_unspaced_script(char)


_MAX_SUFFIX_CHARS = 12


def _word_end(folded: str, end: int) -> int:
    """The end of the word that a right-open term stands in, so that a mark covers the whole word."""
    limit = min(len(folded), end + _MAX_SUFFIX_CHARS)
    while end < limit and _is_word(folded[end]):
        end += 1
    return end
