"""Places: a street with a number, where somebody lives, works or is to be met."""

from __future__ import annotations

from collections.abc import Iterator

from armslength.guard.lexicons.cues import Cue
from armslength.guard.text.lexicon import Hit
from armslength.guard.text.numerals import figure_groups
from armslength.guard.text.passage import Detail, Passage
from armslength.guard.types import Act, Kind

_MAX_HOUSE_DIGITS = 5
_MIN_NUMBER_WORD_CHARS = 3
_NUMBER_REACH = 26
_PERSON_REACH = 60
_PERSONS = (Cue.MEET, Cue.ADDRESS_NOUN, Cue.FIND_ME)


def find_addresses(passage: Passage) -> Iterator[Detail]:
    """Streets with a house number beside words about living, working or meeting there."""
    streets = passage.of(Cue.STREET)
    if not streets:
        return
    places = [(g.start, g.end) for g in figure_groups(passage.text) if len(g.digits) <= _MAX_HOUSE_DIGITS]
    # Short number words are other words elsewhere: Turkish "on" is ten, and English all over.
    words = passage.of(Cue.NUMBER)
    places += [(hit.start, hit.end) for hit in words if hit.end - hit.start >= _MIN_NUMBER_WORD_CHARS]
    for street in streets:
        passage.budget.spend(20 + len(places))
        number = next((place for place in places if _is_near(passage.text, street, place)), None)
        if number is not None:
            yield _detail(passage, min(street.start, number[0]), max(street.end, number[1]), len(streets))


def _is_near(text: str, street: Hit, place: tuple[int, int]) -> bool:
    """Whether number and street stand close together on one line."""
    if place[0] - street.end > _NUMBER_REACH or street.start - place[1] > _NUMBER_REACH:
        return False
    return "\n" not in text[min(street.start, place[0]) : max(street.end, place[1])]


def _detail(passage: Passage, start: int, end: int, streets: int) -> Detail:
    low, high = passage.sentence(start)
    level = 0.2
    if any(passage.near(cue, start, end, _PERSON_REACH, _PERSON_REACH) for cue in _PERSONS):
        level += 0.4
    elif passage.of_range(Cue.MY, low, high):
        level += 0.2
    if streets > 1:  # a floor, a door, a second line of the same address
        level += 0.15
    return Detail(Act.SHARE, Kind.ADDRESS, start, end, round(level, 2), "address.street")
