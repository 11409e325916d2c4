"""Searches everything that comes by for planted details, and remembers where it found one."""

import html
import re
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from ahocorasick_rs import BytesAhoCorasick

from tests.leaks.planted import Planted, needles

BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s().\-/]+(?=\d)")
JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
MAX_TEXT_CHARS = 1_000_000


@dataclass(frozen=True)
class Leak:
    """A detail where none may be: in which place, whose, and in which form."""

    place: str
    person: str
    form: str


class Watch:
    """Knows the details of all people."""

    def __init__(self, people: Collection[Planted]) -> None:
        self.leaks: set[Leak] = set()
        self.values = {value for person in people for value in person.details().values()}
        self.searched_bytes = 0
        self._lock = threading.Lock()
        self._known: list[tuple[Planted, str, str]] = []
        patterns: list[bytes] = []
        for person in people:
            for kind, value in person.details().items():
                for needle, form in needles(kind, value).items():
                    patterns.append(needle)
                    self._known.append((person, kind, form))
        self._automaton = BytesAhoCorasick(patterns)

    def search(self, place: str, content: bytes, *, allowed: Collection[str] = ()) -> None:
        """Note every planted detail in `content` but the values in `allowed`."""
        for form in _readings(content):
            self._search(place, form, allowed)

    def _search(self, place: str, content: bytes, allowed: Collection[str]) -> None:
        found = self._automaton.find_matches_as_indexes(content, overlapping=True)
        with self._lock:
            self.searched_bytes += len(content)
            for index, _, _ in found:
                person, kind, form = self._known[index]
                if person.details()[kind] not in allowed:
                    self.leaks.add(Leak(place, person.person, form))


def _readings(content: bytes) -> Iterator[bytes]:
    """The content as it is and as a program that receives it would read it; each in lower case."""
    yield content.lower()
    text = content.decode("utf-8", "replace")
    if "&" in text:
        yield html.unescape(text).lower().encode()
    if "%" in text:
        yield unquote_to_bytes(text).lower()
    yield BETWEEN_DIGITS.sub("", text[:MAX_TEXT_CHARS]).lower().encode()
    if "\\u" in text:
        yield JSON_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).lower().encode("utf-8", "replace")
