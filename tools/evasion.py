"""Writes contact details as people write them to get past a filter: more of what hands cannot write often enough.

From plain messages that give a number, an address or an account, it makes messages that give the same in disguise. Some
techniques train the model; those held out never do, and recall on them tells how well it meets the unforeseen.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Final

from armslength.guard.lexicons.cues import Cue
from armslength.guard.lexicons.load import read_language
from tools.corpus import Message

Random = random.Random


@dataclass(frozen=True, slots=True)
class Words:
    """How one language says digits and signs."""

    digits: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, tuple[str, ...]]


Technique = Callable[[str, Words, Random], str]

_SIGN_CUES: Final = {"@": Cue.AT, ".": Cue.DOT, "_": Cue.UNDERSCORE, "-": Cue.DASH}
_NATIVE: Final = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "௦௧௨௩௪௫௬௭௮௯", "๐๑๒๓๔๕๖๗๘๙")
_STYLES: Final = (
    "０１２３４５６７８９",
    "⓪①②③④⑤⑥⑦⑧⑨",
    "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿",
    "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡",
    "₀₁₂₃₄₅₆₇₈₉",
)
_LOOKALIKES: Final = dict(zip("aceopxyi", "асеорхуі", strict=True))
_LEET: Final = dict(zip("aeiost", "431057", strict=True))
_INVISIBLE: Final = ("\u200b", "\u200c", "\u2060", "\u00ad")
_GAPS: Final = (" ", ".", "-", "_", " - ", "*", "|", "~", ", ", "..", "/")


@cache
def words_of(language: str) -> Words:
    """The words of a language, from its lexicon; the usual ones first."""
    digits: dict[str, tuple[str, ...]] = {}
    signs: dict[str, tuple[str, ...]] = {}
    names = {cue: sign for sign, cue in _SIGN_CUES.items()}
    for terms, sense in read_language(language):
        usual = tuple(term for term in terms[:4] if "*" not in term)
        if sense.cue is Cue.NUMBER and len(sense.value) == 1 and sense.value.isdigit():
            digits[sense.value] = usual
        elif sense.cue in names:
            signs[names[sense.cue]] = usual
    return Words(digits, signs)


def _digit_word(digit: str, words: Words, rng: Random) -> str:
    return rng.choice(words.digits.get(digit) or (digit,))


def number_words(detail: str, words: Words, rng: Random) -> str:
    """Every figure as a word."""
    gap = rng.choice((" ", " ", ", ", "-", " - "))
    return gap.join(_digit_word(char, words, rng) for char in detail if char.isdigit())


def mixed_words(detail: str, words: Words, rng: Random) -> str:
    """Figures and words by turns."""
    gap = rng.choice((" ", " ", "-", ""))
    return gap.join(_digit_word(c, words, rng) if rng.random() < 0.5 else c for c in detail if c.isdigit())


def grouped_words(detail: str, words: Words, rng: Random) -> str:
    """Number words in groups, a comma between them."""
    digits = [char for char in detail if char.isdigit()]
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return rng.choice((", ", " / ", " … ", "; ")).join(" ".join(_digit_word(c, words, rng) for c in g) for g in groups)


def styled(detail: str, words: Words, rng: Random) -> str:
    """Figures in circles, full width, mathematical or raised."""
    return detail.translate(str.maketrans("0123456789", rng.choice(_STYLES)))


def native(detail: str, words: Words, rng: Random) -> str:
    """Figures of another script."""
    return detail.translate(str.maketrans("0123456789", rng.choice(_NATIVE)))


def keycaps(detail: str, words: Words, rng: Random) -> str:
    """Figures on keys."""
    return re.sub(r"\d", lambda m: m.group() + "\ufe0f\u20e3", detail)


def spaced(detail: str, words: Words, rng: Random) -> str:
    """Every character set apart."""
    return rng.choice(_GAPS).join(char for char in detail if not char.isspace())


def invisible(detail: str, words: Words, rng: Random) -> str:
    """An invisible character between all others."""
    return rng.choice(_INVISIBLE).join(detail)


def lookalike(detail: str, words: Words, rng: Random) -> str:
    """Cyrillic letters and the letters O, l, S, B for figures."""
    if any(char.isalpha() for char in detail):
        return "".join(_LOOKALIKES.get(c, c) if rng.random() < 0.6 else c for c in detail)
    return "".join({"0": "O", "1": "l", "5": "S", "8": "B"}.get(c, c) if rng.random() < 0.7 else c for c in detail)


def leet(detail: str, words: Words, rng: Random) -> str:
    """Figures for letters."""
    return "".join(_LEET.get(char, char) if rng.random() < 0.5 else char for char in detail)


def signs_as_words(detail: str, words: Words, rng: Random) -> str:
    """The signs as words of the language, such as `jane dot doe at`."""
    gap = rng.choice((" ", " ", "", "-"))
    return "".join(gap + rng.choice(words.signs[c]) + gap if c in words.signs else c for c in detail)


def signs_in_brackets(detail: str, words: Words, rng: Random) -> str:
    """The signs as bracketed words."""
    left, right = rng.choice(("()", "[]", "{}", "<>", "**", "--"))
    english = {"@": "at", ".": "dot", "_": "underscore", "-": "dash"}
    return "".join(f" {left}{english[char]}{right} " if char in english else char for char in detail)


def blanks_at_signs(detail: str, words: Words, rng: Random) -> str:
    """Blanks around the signs."""
    return re.sub(r"([@._-])", r" \1 ", detail)


def other_signs(detail: str, words: Words, rng: Random) -> str:
    """Other signs for them."""
    return detail.replace("@", rng.choice("#*&%^")).replace(".", rng.choice((",", ";", "·", "。", "'")))


def capitals(detail: str, words: Words, rng: Random) -> str:
    """JaNe capital letters between, as people break a pattern."""
    return "".join(char.upper() if at % 2 else char.lower() for at, char in enumerate(detail))


def backwards(detail: str, words: Words, rng: Random) -> str:
    """From its end."""
    return detail[::-1]


def as_price(detail: str, words: Words, rng: Random) -> str:
    """As prices."""
    digits = re.sub(r"\D", "", detail)
    return rng.choice((", ", " + ", " / ")).join(
        f"{rng.choice('$€£')}{digits[at : at + 3]}" for at in range(0, len(digits), 3)
    )


def as_sum(detail: str, words: Words, rng: Random) -> str:
    """As a sum."""
    return "+".join(re.sub(r"\D", "", detail))


def with_filler(detail: str, words: Words, rng: Random) -> str:
    """A filler between pairs of characters."""
    filler = rng.choice(("x", "abc", "_no_", "XX", "remove", "zz"))
    digits = detail.replace(" ", "")
    return filler.join(digits[at : at + 2] for at in range(0, len(digits), 2))


_NUMBER: Final[Mapping[str, Technique]] = MappingProxyType(
    {
        f.__name__: f
        for f in (number_words, mixed_words, grouped_words, styled, native, keycaps, spaced, invisible, lookalike)
    }
)
_NAME: Final[Mapping[str, Technique]] = MappingProxyType(
    {
        f.__name__: f
        for f in (spaced, invisible, lookalike, leet, signs_as_words, signs_in_brackets, blanks_at_signs, other_signs)
    }
)
_NUMBER_HELD_OUT: Final[Mapping[str, Technique]] = MappingProxyType(
    {f.__name__: f for f in (as_price, as_sum, with_filler)}
)
_NAME_HELD_OUT: Final[Mapping[str, Technique]] = MappingProxyType({f.__name__: f for f in (capitals, backwards)})
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_DIGITS: Final = re.compile(r"\+?\d[\d ()./-]{5,}\d", re.ASCII)
_ACCOUNT: Final = re.compile(r"@?[A-Za-z][\w.-]{4,}", re.ASCII)


def disguise(messages: Iterable[Message], *, times: int, is_held_out: bool = False) -> Iterator[Message]:
    """Messages that give the same details as plain ones, in disguise; each `times` over. The same ones every time."""
    for message in messages:
        if message.label != "share" or message.sort != "plain":
            continue
        rng = Random(message.text)
        for _ in range(times):
            made = _disguise_one(message, rng, is_held_out=is_held_out)
            if made is not None:
                yield made


def _disguise_one(message: Message, rng: Random, *, is_held_out: bool) -> Message | None:
    for evidence in message.evidence:
        for pattern, trained, held in (
            (_EMAIL, _NAME, _NAME_HELD_OUT), (_DIGITS, _NUMBER, _NUMBER_HELD_OUT), (_ACCOUNT, _NAME, _NAME_HELD_OUT),
        ):  # fmt: skip
            if found := pattern.search(evidence):
                name, technique = rng.choice(sorted((held if is_held_out else trained).items()))
                hidden = technique(found.group(), words_of(message.language), rng)
                if hidden == found.group():
                    return None
                text = message.text.replace(found.group(), hidden, 1)
                return replace(message, sort=f"made {name}", text=text, evidence=(hidden,))
    return None
