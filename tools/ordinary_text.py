"""Ordinary text that nobody wrote for the guard, from installed packages: what the model must leave alone.

Small talk in sixteen languages (chatterbot-corpus), the messages of Django's interface, the documentation inside
scikit-learn, dates and amounts as CLDR writes them (Babel), numbers in words (num2words), the help pages of GNOME in
fifteen languages (gnome-user-docs) and the sayings and chat lines of the fortune program; the last two are Debian
packages, which `make train` unpacks into a folder. None of it is in the repository.
"""

from __future__ import annotations

import ast
import gettext
import html
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import chatterbot_corpus
import django
import sklearn
import yaml
from babel import Locale, dates, numbers, units
from num2words import num2words

from tools.corpus import Message

_SMALL_TALK: Final = {
    "bengali": "bn", "chinese": "zh", "english": "en", "french": "fr", "german": "de", "hindi": "hi", "hinglish": "hi",
    "indonesian": "id", "italian": "it", "japanese": "ja", "portuguese": "pt", "russian": "ru", "spanish": "es",
    "traditionalchinese": "zh", "turkish": "tr", "ukrainian": "uk", "urdu": "ur",
}  # fmt: skip
_INTERFACE: Final = {
    "ar": "ar", "bn": "bn", "de": "de", "en": "en", "es": "es", "fr": "fr", "hi": "hi", "id": "id", "it": "it",
    "ja": "ja", "pl": "pl", "pt_BR": "pt", "ru": "ru", "tr": "tr", "uk": "uk", "ur": "ur", "vi": "vi", "zh_Hans": "zh",
}  # fmt: skip
_HELP: Final = {
    "C": "en", "de": "de", "es": "es", "fr": "fr", "hi": "hi", "id": "id", "it": "it", "ja": "ja", "pl": "pl",
    "pt_BR": "pt", "ru": "ru", "tr": "tr", "uk": "uk", "vi": "vi", "zh_CN": "zh",
}  # fmt: skip
_FIGURES_OF_A_SORT: Final = 40
_MAX_HELP: Final = 800
_MAX_SAYINGS: Final = 14_000
_MAX_SMALL_TALK: Final = 900
_MAX_INTERFACE: Final = 300
_MAX_DOCUMENTATION: Final = 5_000
_MAX_CHARS: Final = 400
_PARAGRAPH: Final = re.compile(r"<(?:p|title|desc|item)>(.*?)</(?:p|title|desc|item)>", re.DOTALL)
_COMMENT: Final = re.compile(r"<info>.*?</info>|<!--.*?-->", re.DOTALL)
_MARKUP: Final = re.compile(r"<[^>]*>|%\(?\w*\)?[sd]|\{\w*\}")
_DETAIL: Final = re.compile(
    r"@\w+\.|https?://|e-?mail|phone|address|contact|whats ?app|facebook|telegram", re.IGNORECASE
)


def read_ordinary(unpacked: Path) -> Iterator[Message]:
    """The same messages each time, language by language; `unpacked` is the folder of the Debian packages."""
    for locale, language in _HELP.items():
        yield from _draw(language, _help_pages(unpacked / "usr/share/help" / locale), _MAX_HELP)
    yield from _draw("en", _sayings(unpacked / "usr/share/games/fortunes"), _MAX_SAYINGS)
    for locale, language in _INTERFACE.items():
        yield from (Message(language, "clean", "figures", (), text, ()) for text in _figures(locale, language))
    for name, language in _SMALL_TALK.items():
        yield from _draw(language, _small_talk(name), _MAX_SMALL_TALK)
    for locale, language in _INTERFACE.items():
        yield from _draw(language, _interface(locale), _MAX_INTERFACE)
    yield from _draw("en", _documentation(Path(sklearn.__file__).parent), _MAX_DOCUMENTATION)


def _draw(language: str, texts: Iterator[str], count: int) -> Iterator[Message]:
    kept = sorted({text.strip() for text in texts if 2 < len(text.strip()) <= _MAX_CHARS and not _DETAIL.search(text)})
    drawn = random.Random(language).sample(kept, min(count, len(kept)))
    for text in drawn:
        yield Message(language, "clean", "ordinary", (), text, ())


def _small_talk(name: str) -> Iterator[str]:
    folder = Path(chatterbot_corpus.__file__).parent / "data" / name
    for path in sorted(folder.glob("*.yml")):
        for conversation in yaml.safe_load(path.read_text(encoding="utf-8"))["conversations"]:
            yield from (str(line) for line in conversation)


def _interface(locale: str) -> Iterator[str]:
    for path in sorted(Path(django.__file__).parent.rglob(f"locale/{locale}/LC_MESSAGES/django.mo")):
        with path.open("rb") as opened:
            catalogue = gettext.GNUTranslations(opened)
        for text in catalogue._catalog.values():  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way to all of them
            yield _MARKUP.sub("", text)


def _documentation(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and (written := ast.get_docstring(node)):
                yield from re.split(r"(?<=[.:])\s", " ".join(written.split("\n\n")[0].split()))


def _help_pages(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.page")):
        written = _COMMENT.sub("", path.read_text(encoding="utf-8"))
        for paragraph in _PARAGRAPH.findall(written):
            yield " ".join(html.unescape(_MARKUP.sub("", paragraph)).split())


def _sayings(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and not path.suffix:
            yield from path.read_text(encoding="utf-8", errors="replace").split("\n%\n")


def _figures(code: str, language: str) -> Iterator[str]:
    """Dates, times, amounts and measures as a language writes them, alone and together, and numbers in words."""
    locale = Locale.parse(code)
    rng = random.Random(f"figures {code}")
    for _ in range(_FIGURES_OF_A_SORT):
        moment = datetime(
            rng.randint(1990, 2030),
            rng.randint(1, 12),
            rng.randint(1, 28),
            rng.randint(0, 23),
            rng.randint(0, 59),
            tzinfo=UTC,
        )
        style = rng.choice(("full", "long", "medium", "short"))
        day, hour = dates.format_date(moment, style, locale), dates.format_time(moment, "short", locale=locale)
        later = dates.format_time(moment.replace(hour=(moment.hour + 2) % 24), "short", locale=locale)
        yield from (day, hour, f"{day} {hour}", f"{hour} – {later}", f"{day}, {later}")
        amount = rng.choice(
            (rng.randint(1, 99), rng.randint(100, 9_999), rng.randint(10_000, 9_999_999), rng.random() * 1_000)
        )
        yield numbers.format_currency(amount, rng.choice(("USD", "EUR", "INR", "JPY", "TRY", "BRL")), locale=locale)
        yield numbers.format_percent(rng.random(), locale=locale)
        yield units.format_unit(amount, rng.choice(_UNITS), locale=locale)
        yield from _spoken(int(amount), language)


def _spoken(number: int, language: str) -> Iterator[str]:
    try:
        yield str(num2words(number, lang=language))
        yield str(num2words(number % 100, lang=language))
    except (NotImplementedError, IndexError, KeyError, TypeError, OverflowError):
        return  # the package does not speak this language, or not so high


_UNITS: Final = (
    "length-kilometer",
    "mass-kilogram",
    "duration-hour",
    "duration-day",
    "digital-megabyte",
    "volume-liter",
)
