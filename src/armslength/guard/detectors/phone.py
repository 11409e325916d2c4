"""Phone numbers: in figures of any grouping, with lookalike letters, in number words, and mixed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from armslength.guard.detectors.sounds import find_sounded_phones
from armslength.guard.lexicons.cues import Cue
from armslength.guard.text.numerals import Group, figure_groups, spoken_languages, word_groups
from armslength.guard.text.passage import Detail, Passage
from armslength.guard.types import Act, Kind

MIN_DIGITS = 7
MAX_DIGITS = 15
_MAX_TIGHT_GAP = 4
_MAX_LOOSE_GAP = 34

# What may stand between two groups of one number without any word.
_TIGHT_GAP = re.compile(r"[ ()\-./·+_*~|\[\]]{0,4}")
_LOOSE_GAP = re.compile(r"[\s()\-./·+_*~|,;:…\[\]'\"&=>]{0,6}")
_JOINING_CUES = (Cue.JOIN, Cue.DASH, Cue.DOT, Cue.PLUS)


@dataclass(frozen=True, slots=True)
class _Chain:
    """Groups that read as one number."""

    groups: tuple[Group, ...]
    is_loose: bool
    has_plus: bool

    @property
    def digits(self) -> str:
        return "".join(group.digits for group in self.groups)

    @property
    def start(self) -> int:
        return self.groups[0].start

    @property
    def end(self) -> int:
        return self.groups[-1].end

    @property
    def words(self) -> int:
        return sum(group.is_word for group in self.groups)


def find_phones(passage: Passage) -> Iterator[Detail]:
    """Phone numbers of 7 to 15 digits."""
    figures = figure_groups(passage.text)
    passage.budget.spend(30 * len(figures))
    seen: set[tuple[int, int]] = set()
    for language, groups in _spellings(passage, figures):
        for chain in _chains(passage, groups):
            if (chain.start, chain.end) not in seen:
                seen.add((chain.start, chain.end))
                yield from _judge(passage, chain, language)
    yield from _find_scattered(passage, figures)
    yield from find_sounded_phones(passage)


_MIN_SCATTERED_GROUPS = 2
_MIN_SCATTERED_DIGITS = 6
_CALLING = (Cue.REACH_ME, Cue.PHONE_NOUN, Cue.ASK_PHONE)


def _find_scattered(passage: Passage, figures: Sequence[Group]) -> Iterator[Detail]:
    """Digits all over a text that says to put them together and call."""
    if not (passage.has(Cue.HIDE) and passage.has(*_CALLING)):
        return
    groups = [group for group in figures if len(group.digits) <= MAX_DIGITS]
    total = sum(len(group.digits) for group in groups)
    if len(groups) >= _MIN_SCATTERED_GROUPS and _MIN_SCATTERED_DIGITS <= total <= MAX_DIGITS:
        value = "".join(group.digits for group in groups)
        yield Detail(
            Act.SHARE, Kind.PHONE, groups[0].start, groups[-1].end, 0.65, "phone.scattered", "scattered", value
        )


def _spellings(passage: Passage, figures: list[Group]) -> Iterator[tuple[str | None, list[Group]]]:
    """The groups of the text, once with figures only and once with the number words of each language in it."""
    yield None, figures
    every: list[Group] = list(figures)
    languages = spoken_languages(passage)
    for language in languages:
        words = word_groups(passage, language)
        passage.budget.spend(60 * len(words) + 10 * len(figures))
        every += words
        yield language, _merge(figures + words)
    if len(languages) > 1:
        yield languages[0], _merge(every)


def _merge(groups: Sequence[Group]) -> list[Group]:
    """Groups by place, the longer one where two overlap."""
    merged: list[Group] = []
    for group in sorted(groups, key=lambda group: (group.start, -group.end)):
        if not merged or group.start >= merged[-1].end:
            merged.append(group)
    return merged


def _chains(passage: Passage, groups: Sequence[Group]) -> Iterator[_Chain]:
    held: list[Group] = []
    is_loose = False
    for group in groups:
        if held:
            gap = passage.text[held[-1].end : group.start]
            bond = _bond(passage, held[-1], group, gap)
            if bond is None or _starts_anew(gap, held):
                yield from _close(passage, held, is_loose)
                held, is_loose = [], False
            else:
                is_loose = is_loose or bond
        held.append(group)
    yield from _close(passage, held, is_loose)


def _starts_anew(gap: str, held: Sequence[Group]) -> bool:
    """Whether the gap ends one number and begins another: a plus sign, or a break after a whole number."""
    return "+" in gap and sum(len(group.digits) for group in held) >= MIN_DIGITS


def _bond(passage: Passage, left: Group, right: Group, gap: str) -> bool | None:
    """None when the groups don't belong together; else whether they do so only loosely."""
    if gap == "\n" or (len(gap) <= _MAX_TIGHT_GAP and _TIGHT_GAP.fullmatch(gap)):
        return False
    if len(gap) > _MAX_LOOSE_GAP:
        return None
    rest = _without_joiners(passage, left.end, right.start)
    if left.is_word or right.is_word or len(rest) < len(gap.replace(" ", "")):
        return True if _LOOSE_GAP.fullmatch(rest) else None
    is_single = len(left.digits) == 1 and len(right.digits) == 1
    return True if is_single and _LOOSE_GAP.fullmatch(gap) else None


def _without_joiners(passage: Passage, start: int, end: int) -> str:
    text = passage.text
    rest: list[str] = []
    at = start
    for cue in _JOINING_CUES:
        while (hit := passage.near(cue, at, at, before=0, after=end - at)) is not None and hit.end <= end:
            rest.append(text[at : hit.start])
            at = hit.end
    return ("".join(rest) + text[at:end]).replace(" ", "")


def _close(passage: Passage, groups: list[Group], is_loose: bool) -> Iterator[_Chain]:
    passage.budget.spend(len(groups))
    groups = [group for group in groups if passage.text[group.start - 1 : group.end + 1] != "(0)"]
    total = sum(len(group.digits) for group in groups)
    if MIN_DIGITS <= total <= MAX_DIGITS and not _is_dummy(groups):
        before = passage.text[max(0, groups[0].start - 3) : groups[0].start]
        yield _Chain(tuple(groups), is_loose, before.rstrip(" (").endswith("+"))


def _is_dummy(groups: Sequence[Group]) -> bool:
    """One digit over and over: a placeholder."""
    return len(set("".join(group.digits for group in groups))) == 1


_NEAR = 48
_SURE_CUES = (Cue.REACH_ME, Cue.PHONE_NOUN, Cue.HIDE, Cue.ASK_PHONE)


def _judge(passage: Passage, chain: _Chain, language: str | None) -> Iterator[Detail]:
    confidence = _shape_confidence(chain)
    is_on_app = passage.near(Cue.APP, chain.start, chain.end, before=24, after=0) is not None
    is_named = not is_on_app and passage.near(Cue.ID_NOUN, chain.start, chain.end, before=30, after=3) is not None
    cue = _cue_confidence(passage, chain, is_named=is_named)
    if passage.is_claimed(chain.start, chain.end):
        confidence -= 0.6
    if is_named:
        confidence -= 0.45
    elif not cue and passage.near(Cue.ID_NOUN, chain.start, chain.end, before=70, after=0):
        confidence -= 0.15
    confidence = round(max(0.0, min(0.99, confidence + cue)), 2)
    start = chain.start
    while start and passage.text[start - 1] in "+(":
        start -= 1
    technique = "spelled" if chain.words else "lookalike" if any(g.is_disguised for g in chain.groups) else "plain"
    rule = "phone.spelled" if chain.words else "phone.figures"
    yield Detail(
        Act.SHARE, Kind.PHONE, start, chain.end, confidence, rule, technique, _canonical(chain), language=language
    )


def _canonical(chain: _Chain) -> str:
    return chain.digits.removeprefix("00")


def _cue_confidence(passage: Passage, chain: _Chain, *, is_named: bool) -> float:
    """What words about calling add; `number` adds nothing where it is the number of an order."""
    near = [cue for cue in _SURE_CUES if passage.near(cue, chain.start, chain.end, _NEAR, _NEAR)]
    if near:
        return 0.45
    for cue in (Cue.APP, Cue.FIND_ME) if is_named else (Cue.NUMBER_NOUN, Cue.APP, Cue.FIND_ME):
        if passage.near(cue, chain.start, chain.end, 28, 16):
            return 0.3
    return 0.0


def _shape_confidence(chain: _Chain) -> float:
    digits, lengths = chain.digits, tuple(len(group.digits) for group in chain.groups)
    if chain.words:
        return _spoken_confidence(chain)
    if chain.has_plus and len(digits) >= 9:
        return 0.92
    if any(group.is_disguised for group in chain.groups) and len(digits) >= 9:
        return 0.8
    if len(lengths) >= 7 and max(lengths) == 1:
        return 0.35 if chain.is_loose else 0.75
    if chain.is_loose:
        return 0.2
    return _figure_confidence(digits, lengths)


def _spoken_confidence(chain: _Chain) -> float:
    """Number words in a row are seldom anything but a number to dial, the more words the surer."""
    if chain.words < 3:
        is_mixed = chain.words < len(chain.groups) and len(chain.digits) >= 9
        return 0.7 if is_mixed and not chain.is_loose else 0.4
    base = 0.55 if len(chain.digits) < 9 else 0.75
    return min(0.95, base + 0.05 * (chain.words - 3))


_NATIONAL_FORMS: tuple[tuple[float, Callable[[str, tuple[int, ...]], bool]], ...] = (
    (0.75, lambda digits, _: digits.startswith("00") and len(digits) >= 11),
    (0.8, lambda digits, lengths: lengths == (3, 3, 4) and digits[0] in "23456789"),
    (0.75, lambda digits, lengths: digits[0] == "0" and len(digits) in (10, 11) and len(lengths) > 2),
    (0.55, lambda digits, _: digits[0] == "0" and len(digits) in (10, 11)),
    (0.6, lambda digits, lengths: len(digits) == 11 and digits[0] in "178" and len(lengths) > 1),
    (0.45, lambda digits, _: len(digits) == 11 and digits[0] in "178"),
    (0.5, lambda digits, lengths: len(digits) in (9, 10) and len(lengths) > 2),
    (0.4, lambda digits, _: 9 <= len(digits) <= 12),
)
"""How sure figures alone are a phone number, by their digits and the lengths of their groups; the first form counts."""

_OTHER_FORM = 0.25


def _figure_confidence(digits: str, lengths: tuple[int, ...]) -> float:
    return next((level for level, is_form in _NATIONAL_FORMS if is_form(digits, lengths)), _OTHER_FORM)
