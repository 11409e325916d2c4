"""Compiled terms kept beside the lexicon files, as Python keeps compiled modules: found again by what they came from.

Reading and folding twenty files takes longer than everything else before the first check. A cache that cannot be
written (or that Python was told not to write) is done without; one that is damaged is made anew. It is trusted as far
as the compiled modules beside it are.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from array import array
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from armslength.guard.lexicons.cues import Cue
from armslength.guard.lexicons.load import Sense, digest_lexicons
from armslength.guard.text.terms import Term, Terms, TermTable

_FOLDER: Final = Path(__file__).parents[1] / "lexicons" / "__pycache__"
_CODE: Final = tuple(
    Path(__file__).parents[1] / name
    for name in ("text/term_cache.py", "text/terms.py", "text/fold.py", "text/looks.py", "lexicons/load.py")
)  # what decides how terms are compiled


_DIGEST_BYTES: Final = 16
NEAR: Final = "near"
FAR: Final = "far"


def are_terms_kept(files: tuple[str, ...]) -> bool:
    """Whether the terms of these files, named as by `digest_lexicons`, were compiled before."""
    return all(_path(files, part).exists() for part in (NEAR, FAR))


def load_terms(files: tuple[str, ...], part: str, compile_part: Callable[[], Terms]) -> Terms:
    """The compiled terms of a part of the lexicon, from the cache if they are there, else made and cached."""
    path = _path(files, part)
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError, KeyError, IndexError, AttributeError):
        return _unpack(marshal.loads(_checked(path.read_bytes())))  # noqa: S302 - trusted as compiled modules are
    terms = compile_part()
    if not sys.dont_write_bytecode:
        with contextlib.suppress(OSError):
            packed = marshal.dumps(_pack(terms))
            _write(path, blake2b(packed, digest_size=_DIGEST_BYTES).digest() + packed)
    return terms


def _checked(kept: bytes) -> bytes:
    digest, packed = kept[:_DIGEST_BYTES], kept[_DIGEST_BYTES:]
    if blake2b(packed, digest_size=_DIGEST_BYTES).digest() != digest:
        raise ValueError("the file is damaged")
    return packed


def _path(files: tuple[str, ...], part: str) -> Path:
    return _FOLDER / f"{part}-{_key(files)}.terms"


@cache
def _key(files: tuple[str, ...]) -> str:
    digest = blake2b(digest_size=10)
    for path in _CODE:
        digest.update(path.read_bytes())
    digests = digest_lexicons()
    for code in files:
        digest.update(f"{code}={digests[code]};".encode())
    return digest.hexdigest()


def _pack(terms: Terms) -> dict[str, Any]:
    """Terms as plain values: each of the few thousand that differ once, and for each spelling its number."""
    numbers: dict[int, int] = {}
    kept: list[Term] = []
    tables = []
    for table in terms:
        places = array("H")
        for term in table.terms:
            if id(term) not in numbers:
                numbers[id(term)] = len(kept)
                kept.append(term)
            places.append(numbers[id(term)])
        tables.append(("\n".join(table.spellings), places.tobytes()))
    plain = [(*term[:3], tuple((s.cue.value, s.language, s.value) for s in term.senses)) for term in kept]
    return {"terms": plain, "tables": tables}


def _unpack(stored: dict[str, Any]) -> Terms:
    cues = {cue.value: cue for cue in Cue}
    kept = [
        Term(left, right, languages, tuple(Sense(cues[cue], language, value) for cue, language, value in senses))
        for left, right, languages, senses in stored["terms"]
    ]
    tables = []
    for spellings, packed in stored["tables"]:
        table = TermTable()
        table.spellings = spellings.split("\n") if spellings else []
        table.terms = [kept[place] for place in array("H", packed)]
        if len(table.spellings) != len(table.terms):
            raise ValueError("spellings and terms differ in number")
        tables.append(table)
    return Terms(*tables)


def _write(path: Path, packed: bytes) -> None:
    """Write a file as a whole or not at all, readable by everybody who may read the lexicons."""
    path.parent.mkdir(exist_ok=True)
    waiting = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        waiting.write_bytes(packed)
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
