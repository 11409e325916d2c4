"""Other readings of a folded text: letters set apart, figures for letters, encoded parts, text written backwards.

Each reading keeps, for every character, where in the original it came from. Readings are made only where the text shows
signs of the trick, so ordinary text costs one or two searches.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from urllib.parse import unquote

from armslength.guard.text.fold import Reading, fold
from armslength.guard.text.lexicon import Lexicon
from armslength.guard.text.looks import LEET_LOOK

MIN_SPACED_CHARS = 4
_MAX_ENCODED_CHARS = 4_000

# Single characters with the same short separator between all of them: w h a t s, e - m - a - i - l, c.a.l.l
_SPACED: Final = re.compile(
    r"(?<![^\W_])[^\W_](?P<gap>[ .\-_*~·|,/+'\"(]{1,3})[^\W_@]"
    r"(?:(?P=gap)[^\W_]|(?P=gap)[@.]|(?<=[@.])[^\W_]){1,60}(?![^\W_])"
)
# A word of letters with at least one figure or sign among them.
_LEET_WORD: Final = re.compile(r"(?<![\w@$.])[a-z0134578@$!€-]{3,16}(?![\w@$])")
_LEET_SIGN: Final = re.compile(r"[0134578@$!€]")
_LETTER: Final = re.compile(r"[a-z]")
_ONE_AS_L: Final = {ord("1"): "l", ord("|"): "l"}
_LEET_TABLE: Final = {ord(sign): letter for sign, letter in LEET_LOOK.items()}

_BASE64 = re.compile(r"(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{12,400}={0,2}(?![A-Za-z0-9+/_=-])")
_HEX = re.compile(r"(?<![0-9a-fA-F])(?:(?:\\x|0x|%)?[0-9a-fA-F]{2}[ :,]?){6,200}(?![0-9a-fA-F])")
_ESCAPES = re.compile(
    r"(?:[\w.+-]{0,30}(?:%[0-9a-fA-F]{2}|&#x?[0-9a-fA-F]{1,6};|&(?:commat|period|at|dot|sol|colon|num|lowbar);|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2})){1,60}[\w.+-]{0,40}"
)
_BINARY = re.compile(r"(?<![01])(?:[01]{8}[ ,]?){5,80}(?![01])")
_CHAR_CODES = re.compile(r"(?<!\d)(?:\d{2,3}[ ,.-]{1,2}){6,60}\d{2,3}(?!\d)")
_BACKWARDS = re.compile(
    r"(?:moc|ten|gro|oi|ed|ur)[ ]?(?:\.|tod|\)tod\()[ ]?[a-z0-9]|(?:emt|em\.aw|em\.t)\b", re.IGNORECASE
)
_ROTATED = re.compile(r"@[\w-]{1,40}\.(?:pbz|arg|bet|vb|qr|eh)\b|\b(?:tznvy|jungfncc|gryrtenz)\b", re.IGNORECASE)


def decode(original: str, folded: Reading, lexicon: Lexicon) -> Iterator[Reading]:
    """All further readings that the text gives reason to make."""
    yield from _close_up(folded)
    yield from _unleet(folded, lexicon)
    yield from _decode_parts(original)
    if _BACKWARDS.search(original):
        yield _reverse(folded)
    if _ROTATED.search(original):
        yield Reading(codecs.decode(folded.text, "rot13"), "encoded", folded.starts, folded.ends)


def _close_up(folded: Reading) -> Iterator[Reading]:
    """The text with the separators inside runs of single characters left out."""
    text = folded.text
    kept: list[int] = []
    spots: list[int] = []
    at = 0
    for match in _SPACED.finditer(text):
        run = match.group()
        inner = [
            i
            for i in range(match.start(), match.end())
            if text[i].isalnum() or (text[i] in "@." and match["gap"].strip() != ".")
        ]
        if len(inner) < MIN_SPACED_CHARS or not any(char.isalpha() for char in run):
            continue
        kept += range(at, match.start())
        spots.append(len(kept))
        kept += inner
        at = match.end()
    if at:
        kept += range(at, len(text))
        starts = kept if folded.starts is None else [folded.starts[i] for i in kept]
        yield from _around(Reading("".join(text[i] for i in kept), "spaced", starts), spots)


_WHOLE_CHARS = 2_000
_AROUND_CHARS = 400
_SEAM = re.compile(r"\n|[.!?] ")


def _around(reading: Reading, spots: Iterable[int]) -> Iterator[Reading]:
    """The sentences around the places where a long reading differs from the plain one; a short reading as it is."""
    length = len(reading.text)
    if length <= _WHOLE_CHARS:
        yield reading
        return
    starts = range(length) if reading.starts is None else reading.starts
    for start, end in _windows(reading.text, spots):
        ends = None if reading.ends is None else reading.ends[start:end]
        yield Reading(reading.text[start:end], reading.technique, starts[start:end], ends)


def _windows(text: str, spots: Iterable[int]) -> list[tuple[int, int]]:
    """Stretches around the spots, which come by place, from one seam between sentences to another."""
    found: list[tuple[int, int]] = []
    for spot in spots:
        if found and spot + _AROUND_CHARS < found[-1][1]:
            continue
        start = _seam(text, spot - 2 * _AROUND_CHARS, spot - _AROUND_CHARS)
        end = _seam(text, spot + _AROUND_CHARS, spot + 2 * _AROUND_CHARS)
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return found


def _seam(text: str, low: int, high: int) -> int:
    """The first place between two sentences from `low` to `high`; `high` where there is none."""
    match = _SEAM.search(text, max(0, low), max(0, high))
    return match.end() if match else min(len(text), max(0, high))


def _unleet(folded: Reading, lexicon: Lexicon) -> Iterator[Reading]:
    """The text with those words read as letters that are known words only when read so."""
    if not _LEET_SIGN.search(folded.text):
        return
    changed: list[int] = []

    def read(match: re.Match[str]) -> str:
        word = match.group()
        if not (_LEET_SIGN.search(word) and _LETTER.search(word)):
            return word
        for table in (_LEET_TABLE, {**_LEET_TABLE, **_ONE_AS_L}):
            letters = word.translate(table)
            if (
                letters.rstrip("s") in lexicon.vocabulary
                or letters in lexicon.vocabulary
                or _parts_known(letters, lexicon)
            ):
                changed.append(match.start())
                return letters
        return word

    text = _LEET_WORD.sub(read, folded.text)
    if changed:
        yield from _around(Reading(text, "lookalike", folded.starts, folded.ends), changed)


def _parts_known(letters: str, lexicon: Lexicon) -> bool:
    return "-" in letters and all(part in lexicon.vocabulary for part in letters.split("-"))


def _reverse(folded: Reading) -> Reading:
    """The text from its end; spans keep pointing into the original."""
    length = len(folded.text)
    starts = [folded.starts[length - 1 - i] if folded.starts is not None else length - 1 - i for i in range(length)]
    return Reading(folded.text[::-1], "reversed", starts)


def _decode_parts(original: str) -> Iterator[Reading]:
    for sign, pattern, decoder in _DECODERS:
        if sign.search(original) is None:
            continue
        for match in pattern.finditer(original):
            decoded = decoder(match.group()[:_MAX_ENCODED_CHARS])
            if decoded and len(decoded) >= 5 and decoded.isprintable() and decoded != match.group():
                text = fold(decoded).text
                yield Reading(text, "encoded", [match.start()] * len(text), [match.end()] * len(text))


def _from_base64(written: str) -> str:
    if not (any(c.islower() for c in written) and any(c.isupper() for c in written)):
        return ""
    padded = written.replace("-", "+").replace("_", "/").rstrip("=")
    return _as_text(lambda: base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True))


def _from_hex(written: str) -> str:
    digits = re.sub(r"\\x|0x|[%\s:,]", "", written)
    return "" if digits.isdigit() else _as_text(lambda: binascii.unhexlify(digits))


def _from_binary(written: str) -> str:
    bits = re.sub(r"[ ,]", "", written)
    return _as_text(lambda: bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)))


def _from_char_codes(written: str) -> str:
    codes = [int(code) for code in re.findall(r"\d+", written)]
    return "".join(map(chr, codes)) if all(32 <= code < 127 for code in codes) else ""


def _from_escapes(written: str) -> str:
    text = html.unescape(unquote(written))
    return re.sub(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})", lambda m: chr(int(m.group(1) or m.group(2), 16)), text)


def _as_text(decoder: Callable[[], bytes]) -> str:
    """Decoded bytes as text, or nothing where they are none."""
    try:
        return decoder().decode("utf-8")
    except (ValueError, binascii.Error):
        return ""


# What every match holds, found many times faster than the match itself; then the match, then what it means.
_DECODERS: Final[tuple[tuple[re.Pattern[str], re.Pattern[str], Callable[[str], str]], ...]] = (
    (re.compile(r"[A-Za-z0-9+/_-]{12}"), _BASE64, _from_base64),
    (re.compile(r"\d"), _HEX, _from_hex),
    (re.compile(r"[%&\\]"), _ESCAPES, _from_escapes),
    (re.compile(r"[01]{8}"), _BINARY, _from_binary),
    (re.compile(r"\d{2}[ ,.-]"), _CHAR_CODES, _from_char_codes),
)
