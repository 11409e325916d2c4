"""Reads the sentences of a language, and finds the language that comes closest to the one asked for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from armslength.guard.errors import LexiconError

DEFAULT_LANGUAGE: Final = "en"

Catalogue = Mapping[str, Mapping[str, str]]
"""Sentences by table and key."""

_FOLDER: Final = Path(__file__).parent / "languages"
_SUFFIX: Final = ".toml"
_ENCODING: Final = re.compile(r"[.@].*")  # of a locale's name: de_DE.UTF-8


@cache
def reason_languages() -> tuple[str, ...]:
    """Codes of all languages that there are sentences in, sorted."""
    return tuple(sorted(entry.stem for entry in _FOLDER.iterdir() if entry.suffix == _SUFFIX))


def closest_language(tag: str) -> str:
    """The language to answer in: the tag's own, or else a wider one (pt-BR, pt), or else English."""
    if tag in reason_languages():
        return tag
    wanted = _ENCODING.sub("", tag).replace("_", "-").lower()
    while wanted:
        if wanted in reason_languages():
            return wanted
        wanted = wanted.rpartition("-")[0]
    return DEFAULT_LANGUAGE


def find_phrase(tag: str, table: str, key: str) -> str | None:
    """A phrase in the closest language; in English where that language lacks it; None where English does."""
    for language in (closest_language(tag), DEFAULT_LANGUAGE):
        phrase = read_catalogue(language).get(table, {}).get(key)
        if phrase is not None:
            return phrase
    return None


@cache
def read_catalogue(language: str) -> Catalogue:
    """All sentences of one of `reason_languages`. Raises LexiconError when the file is not sound."""
    source = _FOLDER / f"{language}{_SUFFIX}"
    try:
        tables = tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise LexiconError(source.name, str(problem)) from problem
    for name, table in tables.items():
        if not isinstance(table, dict) or not all(isinstance(phrase, str) for phrase in table.values()):
            raise LexiconError(source.name, f"[{name}] must be a table of sentences")
    return tables
