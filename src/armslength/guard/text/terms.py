"""The terms of the lexicon files made ready for matching: folded, put together by spelling, sorted by use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from armslength.guard.lexicons.cues import Cue
from armslength.guard.lexicons.load import UNIVERSAL, Block, Sense
from armslength.guard.text.fold import fold_terms


class Term(NamedTuple):
    """What is known of one spelling. An open end is one where the word may go on."""

    is_left_open: bool
    is_right_open: bool
    languages: tuple[str, ...]  # without the universal one
    senses: tuple[Sense, ...]  # without the sense of being an everyday word


class TermTable:
    """Spellings and, at the same index, what they mean."""

    def __init__(self) -> None:
        self.spellings: list[str] = []
        self.terms: list[Term] = []

    def add(self, spelling: str, term: Term) -> None:
        """Append one term."""
        self.spellings.append(spelling)
        self.terms.append(term)


class Terms(NamedTuple):
    """All terms: each is an anchor or one of the rest; the numeric ones stand in a table of their own as well."""

    anchors: TermTable
    rest: TermTable
    numeric: TermTable


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
        Cue.OTHER_APP,
        Cue.OUTING,
        Cue.NEARBY,
        Cue.LISTENER,
        Cue.MIDDLEMAN,
        Cue.SECRET,
        Cue.WHERE_SEND,
        Cue.HIRE,
        Cue.REACH_THEM,
    }
)
_NAMES = frozenset({Cue.APP, Cue.AT, Cue.PROVIDER, Cue.PHONE_NOUN, Cue.DOT})
_MIN_ANCHOR_CHARS = 4


# The first letter of all scripts that are never folded to ASCII, from Cyrillic on.
_FAR = "\u0400"
_UNSPACED = "\u3040"  # and of those written without blanks
_NEAR_LETTER = re.compile(r"[A-Za-z0-9]")


def _is_far(term: str) -> bool:
    """Whether a term cannot stand in a text without letters of far scripts."""
    first = term.lstrip("*")[0]
    is_far_letter = first.isalpha() and (_FAR <= first <= "\u1aff" or _UNSPACED <= first <= "\u9fff")
    return is_far_letter and _NEAR_LETTER.search(term) is None


def split_by_script(blocks: Iterable[Block]) -> tuple[list[Block], list[Block]]:
    """The same terms as two lists of blocks: those that any text may hold, and those of far scripts alone."""
    near: list[Block] = []
    far: list[Block] = []
    for terms, sense in blocks:
        of_far = {term for term in terms if not term.isascii() and _is_far(term)}
        if of_far:
            far.append(([term for term in terms if term in of_far], sense))
        if len(of_far) < len(terms):
            near.append(([term for term in terms if term not in of_far] if of_far else terms, sense))
    return near, far


def has_far_letters(folded: str) -> bool:
    """Whether a text may hold terms of far scripts."""
    return not folded.isascii() and max(folded) >= _FAR


class _Kind(NamedTuple):
    """What terms of the same senses and the same open ends have in common."""

    is_anchor: bool
    is_name: bool
    is_number: bool
    term: Term


def compile_terms(blocks: Iterable[Block]) -> Terms:
    """The terms of all blocks, ready for matching; equal spellings with equally open ends become one term."""
    tables = Terms(TermTable(), TermTable(), TermTable())
    held = _senses_by_spelling(blocks)
    kinds: dict[tuple[int, bool, bool], _Kind] = {}  # by identity: `held` keeps the senses, most of them shared
    for marked, senses in held.items():
        key = id(senses), marked[0] == "*", marked[-1] == "*"
        kind = kinds.get(key)
        if kind is None:
            kind = kinds[key] = _kind_of(senses, is_left_open=key[1], is_right_open=key[2])
        spelling = marked.strip("*")
        is_short = len(spelling) < _MIN_ANCHOR_CHARS and spelling.isascii() and spelling.isalpha()
        is_anchor = kind.is_name if is_short else kind.is_anchor
        (tables.anchors if is_anchor else tables.rest).add(spelling, kind.term)
        if kind.is_number:
            tables.numeric.add(spelling, kind.term)
    return tables


def _senses_by_spelling(blocks: Iterable[Block]) -> dict[str, tuple[Sense, ...]]:
    """The senses of each folded spelling, with a `*` at an end that is open."""
    written: dict[Sense, list[str]] = defaultdict(list)
    for terms, sense in blocks:
        written[sense] += terms
    found: dict[str, tuple[Sense, ...]] = {}
    for sense, terms in written.items():
        alone = (sense,)
        for folded in fold_terms(terms):
            marked = folded if folded[0] < _UNSPACED and folded[-1] < _UNSPACED else _with_open_ends(folded)
            held = found.setdefault(marked, alone)
            if held is not alone and sense not in held:
                found[marked] = (*held, sense)
    return found


def _with_open_ends(folded: str) -> str:
    spelling = folded.strip("*")
    left = "*" if folded[0] == "*" or is_unspaced_script(spelling[0]) else ""
    right = "*" if folded[-1] == "*" or is_unspaced_script(spelling[-1]) else ""
    return left + spelling + right


def _kind_of(senses: Sequence[Sense], *, is_left_open: bool, is_right_open: bool) -> _Kind:
    cues = {sense.cue for sense in senses}
    languages = dict.fromkeys(sense.language for sense in senses if sense.language != UNIVERSAL)
    told = tuple(sense for sense in senses if sense.cue is not Cue.COMMON)
    is_anchor, is_name = not _ANCHORS.isdisjoint(cues), not _NAMES.isdisjoint(cues)
    term = Term(is_left_open, is_right_open, tuple(languages), told)
    return _Kind(is_anchor, is_name, Cue.NUMBER in cues, term)


def is_unspaced_script(char: str) -> bool:
    """Whether words of the character's script are written without blanks between them (Chinese, Japanese)."""
    return _UNSPACED <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"
