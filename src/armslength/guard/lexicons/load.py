"""Reads lexicon files into one table of terms.

A language file has three tables. `[words]`: for each class of `Cue`, terms separated by commas or line ends.
`[numbers]`: for each value, its words. `[phrases]` is the same as `[words]`, kept apart for the eye. A term may end or
begin with `*`: the word may then go on there. Terms are folded like the texts they are compared with.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from armslength.guard.errors import LexiconError
from armslength.guard.lexicons.cues import Cue

UNIVERSAL = "*"
"""Language of terms that belong to every language, such as the names of apps."""


class Sense(NamedTuple):
    """One meaning of a term: its class, its language, and a value where the class has one."""

    cue: Cue
    language: str
    value: str = ""


Block = tuple[list[str], Sense]
"""Terms as a file gives them, and the one sense that all of them have there."""


_HERE = Path(__file__).parent  # a plain path: importing importlib.resources costs more than reading the files


def _folder(name: str) -> Path:
    return _HERE / name


@cache
def known_languages() -> tuple[str, ...]:
    """Codes of all languages that have a file, sorted."""
    names = (entry.name for entry in _folder("languages").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def check_languages(codes: Iterable[str]) -> None:
    """Raise LexiconError at a language that has no file."""
    for code in codes:
        if code not in known_languages():
            raise LexiconError(code, f"no such language; there are {', '.join(known_languages())}")


def read_language(code: str) -> list[Block]:
    """All terms of one language. Raises LexiconError when there is no such language or its file is not sound."""
    check_languages([code])
    table = _parse(_folder("languages").joinpath(f"{code}.toml"))
    return list(_language_blocks(code, table))


def read_names() -> list[Block]:
    """The names of apps and mail providers, which belong to every language."""
    blocks: list[Block] = []
    for name, spellings in _parse(_folder("names").joinpath("apps.toml")).items():
        for app, block in spellings.items():
            blocks.append((split_terms(block), Sense(Cue.APP, UNIVERSAL, f"{name}:{app}")))
    for domain, block in _parse(_folder("names").joinpath("providers.toml")).items():
        blocks.append((split_terms(block), Sense(Cue.PROVIDER, UNIVERSAL, domain)))
    return blocks


@cache
def read_hosts() -> Mapping[str, str]:
    """Class of link by host, and by host and first path segment."""
    table = _parse(_folder("names").joinpath("hosts.toml"))
    return {host: link_class for link_class, block in table.items() for host in split_terms(block)}


@cache
def read_words(name: str) -> frozenset[str]:
    """One of the small sets of words of `names/words.toml`."""
    return frozenset(split_terms(_parse(_folder("names").joinpath("words.toml"))[name]))


@cache
def read_tlds() -> frozenset[str]:
    """Top-level domains that a bare host name may end in."""
    table = _parse(_folder("names").joinpath("tlds.toml"))
    return frozenset(split_terms(table["tlds"]))


NAMES = "names"
"""The key of what belongs to every language among the digests."""


def digest_lexicons() -> dict[str, str]:
    """A digest of each language's file by its code, and of the names of apps and providers."""
    files = {code: [_folder("languages") / f"{code}.toml"] for code in known_languages()}
    files[NAMES] = [_folder("names") / "apps.toml", _folder("names") / "providers.toml"]
    return {key: _digest(paths) for key, paths in files.items()}


def _digest(paths: Iterable[Path]) -> str:
    digest = blake2b(digest_size=8)
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def split_terms(block: str) -> list[str]:
    """The terms of one block: separated by commas or line ends, blanks around them dropped."""
    return [stripped for term in block.replace("\n", ",").split(",") if (stripped := term.strip())]


def _language_blocks(code: str, table: Mapping[str, Any]) -> Iterable[Block]:
    for section in ("words", "phrases"):
        for name, block in table.get(section, {}).items():
            try:
                cue = Cue(name)
            except ValueError:
                raise LexiconError(code, f"no class of words is called {name!r}") from None
            yield split_terms(block), Sense(cue, code)
    for value, block in table.get("numbers", {}).items():
        yield split_terms(block), Sense(Cue.NUMBER, code, value)


def _parse(source: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise LexiconError(source.name, str(problem)) from problem
