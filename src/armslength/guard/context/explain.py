"""Explains digits before anybody is accused: dates, times, prices, sizes, versions, ids, addresses of machines.

Every pattern is bounded, so that the scan stays linear on hostile text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from armslength.guard.lexicons.cues import Cue
from armslength.guard.text.passage import Passage

_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_AMOUNT = r"\d{1,9}(?:[., ]\d{3}){0,4}(?:[.,]\d{1,2})?"
_CURRENCY_SIGN = r"[$€£¥₹₽₴₺₱₫฿₦]"
_CURRENCY = (
    r"(?:usd|eur|gbp|inr|rub|uah|try|tl|pln|zl|brl|ars|mxn|idr|rp|vnd|vnđ|dong|php|cny|rmb|jpy|yen|sar|aed|egp|pkr|bdt|rs|taka|tk|"
    r"euros?|dollars?|bucks?|pounds?|руб\w{0,4}|грн|р|元|円|块|万)"
)
_UNIT = (
    r"(?:%|px|pt|em|rem|vh|vw|mm|cm|km|m|in|ft|kg|g|mg|lbs?|oz|ml|l|kb|mb|gb|tb|kib|mib|gib|bytes?|bits?|kbps|mbps|gbps|fps|hz|khz|mhz|ghz|"
    r"dpi|ppi|lufs|db|ms|s|sec|secs|seconds?|mins?|minutes?|hrs?|hours?|h|days?|weeks?|months?|years?|words?|pages?|chars?|characters?|lines?|"
    r"items?|rows?|files?|users?|times|x|k|c|u|°c?|slides?|posts?|errors?|warnings?|tests?|stk|st|pcs|units?|"
    r"стр\w{0,6}|слов\w{0,3}|шт|字|页|ページ|文字|分|秒|時|点|个|件|条|次|年|月|日|号|版)"
)

_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_YEAR}[-/.]{_MONTH}[-/.]{_DAY}(?:[t ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{{1,6}})?z?)?(?!\d)",
        rf"(?<![\d.]){_DAY}[-/.]{_DAY}[-/.]{_YEAR}(?!\d)",
        rf"(?<![\d./-]){_DAY}[-/.]{_MONTH}[-/.]\d\d(?![\d./-])",
        rf"(?<!\d){_YEAR} ?[-/. ] ?{_MONTH} ?[-/. ] ?{_DAY}(?!\d)(?! ?[-/. ] ?\d)",
        rf"(?<![\d.]){_DAY}\.{_MONTH}\.(?= ?-| ?–|\s)",
        rf"(?<!\d){_DAY}[-/.]{_DAY}[-/.]{_YEAR}[ ,]{{1,2}}[0-2]?\d[.:h][0-5]\d(?!\d)",
        rf"(?<!\d)[0-2]?\d[.:h][0-5]\d[ ,]{{1,2}}{_DAY}[-/.]{_DAY}[-/.]{_YEAR}(?!\d)",
        r"(?<![\d.,])-?\d{1,3},\d{5,12}(?![\d.,])",
        r"(?<![\d:])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?(?:\s?[ap]\.?m)?(?![\d:])",
        rf"(?<![\w]){_CURRENCY_SIGN}\s?{_AMOUNT}",
        rf"(?<![\w.,]){_AMOUNT}\s?(?:{_CURRENCY_SIGN}|{_CURRENCY}(?![^\W\d_]))",
        rf"(?<![\w.,])\d{{1,7}}(?:[.,]\d{{1,3}})?\s?-?{_UNIT}(?![^\W_])",
        r"(?<![\w.,])\d{1,3}(?:,\d{3}){1,4}(?:\.\d+)?(?![\w,])",
        r"(?<![\w.])\d{1,5}\s?[x×*]\s?\d{1,5}(?:\s?[x×*]\s?\d{1,5})?(?![^\W_])",
        r"(?<![\w.])(?!\d{3}\.\d{3}\.\d{4}(?!\d))v?\d{1,4}\.\d{1,4}\.\d{1,5}+(?:[.-][a-z]\w{0,8})?(?![.-]?\w)",
        r"(?<![\w.])\d{1,3}\.\d{4,9}(?![\w.])",
        r"(?<![\w.])\d{1,3}(?: \d{3}){1,3}[.,]\d{1,2}(?!\d)",
        r"(?<![\w.-])\d{1,4}00\s?-\s?\d{1,4}00(?![\w-])",
        r"(?<![\w.])[a-z][\w.+-]{1,40}[_-]v?\d[\w.+~-]{2,40}(?!\w)",
        r"(?<![\w-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])",
        r"(?<!\w)0x[0-9a-f]{2,64}(?!\w)",
        r"(?<!\w)(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?!\w)",
        r"(?<![\w#])#[0-9a-f]{3,8}(?!\w)",
        r"(?<![\w.])\d{1,4}\s?-\s?\d{1,4}(?![\w-])(?=\s?(?:%|px|usd|eur|words?|pages?|hours?|days?|weeks?|min))",
    )
)
_DIGIT = re.compile(r"\d+")
_WINDOW_CHARS = 24
_HEX = re.compile(r"(?<![\w])[0-9a-f]{7,64}(?!\w)")
_IPV4 = re.compile(r"(?<![\w.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\w.]\w|\w)(?:[:/]\d{1,5})?")
_CODED = re.compile(
    r"(?<![\w])[a-z]{1,10}[-_/#:]?\d{1,12}[a-z]{0,3}(?![\w])|(?<!\w)(?:[a-z]{2,10}[-_]){1,3}\d{2,12}(?!\w)"
)


def explain(passage: Passage) -> None:
    """Claim everything in the passage that something harmless explains."""
    if _DIGIT.search(passage.text) is None:
        return
    for explainer in _EXPLAINERS:
        passage.claim(explainer(passage))


def _fixed_patterns(passage: Passage) -> Iterator[tuple[int, int]]:
    for start, end in _digit_windows(passage.text):
        for pattern in _PATTERNS:
            for match in pattern.finditer(passage.text, start, end):
                yield match.span()


def _digit_windows(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of the text around its digits: most of a text holds none."""
    first = last = -1
    for match in _DIGIT.finditer(text):
        if first >= 0 and match.start() - last > _WINDOW_CHARS:
            yield max(0, first - _WINDOW_CHARS), min(len(text), last + _WINDOW_CHARS)
            first = -1
        first = match.start() if first < 0 else first
        last = match.end()
    if first >= 0:
        yield max(0, first - _WINDOW_CHARS), min(len(text), last + _WINDOW_CHARS)


def _hexadecimal(passage: Passage) -> Iterator[tuple[int, int]]:
    """Hashes and ids: hexadecimal digits of both sorts."""
    for match in _HEX.finditer(passage.text):
        written = match.group()
        if not written.isdigit() and not written.isalpha():
            yield match.span()


def _internet_addresses(passage: Passage) -> Iterator[tuple[int, int]]:
    """Four numbers of a byte each; a larger number shows that it is no address of a machine."""
    for match in _IPV4.finditer(passage.text):
        if all(int(part) < 256 for part in match.groups()):
            yield match.span()


def _coded_names(passage: Passage) -> Iterator[tuple[int, int]]:
    """Tickets, models and parts: letters directly followed by digits, such as abc-123 or e4."""
    for match in _CODED.finditer(passage.text):
        if not match.group().startswith(
            ("tel", "ph", "mob", "whatsapp", "wa", "call", "text", "cell", "no", "o", "l", "i")
        ):
            yield match.span()


def _counted_hours(passage: Passage) -> Iterator[tuple[int, int]]:
    """A number before a unit of the text's language, such as 12 Stunden."""
    for hit in passage.of(Cue.HOUR):
        start = hit.start
        while (
            start and hit.start - start < 8 and (passage.text[start - 1].isdigit() or passage.text[start - 1] in " .,-")
        ):
            start -= 1
        yield start, hit.end


_EXPLAINERS: Final[tuple[Callable[[Passage], Iterator[tuple[int, int]]], ...]] = (
    _fixed_patterns, _hexadecimal, _internet_addresses, _coded_names, _counted_hours,
)  # fmt: skip
