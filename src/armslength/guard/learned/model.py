"""The model: a linear one over grams and tags, with a probability for each act as its answer.

Its weights are data, made by `make train` from the corpora of the repository; nothing in them is set by hand. A weight
is one byte, 128 for nothing, so that sums stay sums of small integers and reading the file costs next to nothing.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from armslength.guard.errors import ModelError
from armslength.guard.learned.gate import ZERO, Gate
from armslength.guard.learned.grams import Found, GramFinder, plain_form
from armslength.guard.learned.shapes import find_shapes
from armslength.guard.learned.tags import tags_of_words
from armslength.guard.text.passage import Passage
from armslength.guard.text.screen import has_suspect_shape
from armslength.guard.types import Act, Kind

ACTS: Final = (Act.SHARE, Act.ASK, Act.CIRCUMVENT)

WEIGHTS: Final = Path(__file__).with_name("weights")


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely a text does each of the acts; they are exclusive, and what is left to 1 is that it does none."""

    share: float
    ask: float
    circumvent: float

    @property
    def flagged(self) -> float:
        """How likely the text does any of them."""
        return self.share + self.ask + self.circumvent

    def of(self, act: Act) -> float:
        """How likely the text does this act."""
        return {Act.SHARE: self.share, Act.ASK: self.ask, Act.CIRCUMVENT: self.circumvent}.get(act, 0.0)


NO_ODDS: Final = Odds(0.0, 0.0, 0.0)


class Scales:
    """Weights of grams and tags for each of some choices. Immutable after construction."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        grams: list[str] = stored["grams"].split("\n")
        self.choices: tuple[str, ...] = tuple(stored["lanes"])
        self._lanes = [base64.b64decode(packed) for packed in stored["lanes"].values()]
        if {len(grams)} != set(map(len, self._lanes)):
            raise ValueError("its columns differ in length")
        self._tags: dict[str, list[float]] = stored["tags"]
        self._bias: list[float] = stored["bias"]
        self._unit = float(stored["unit"])
        if {len(self._bias), *map(len, self._tags.values())} != {len(self._lanes)}:
            raise ValueError("its rows differ in length")
        self._finder = GramFinder(grams)

    def find(self, folded: str) -> Found:
        """The grams of a folded text."""
        return Found(self._finder.find(plain_form(folded)))

    def weigh(self, grams: Collection[int], tags: Mapping[str, float]) -> list[float]:
        """The level of each choice for a text with these grams and tags."""
        scale = self._unit / math.sqrt(max(1, len(grams)))
        levels = [bias + scale * _sum(lane, grams) for bias, lane in zip(self._bias, self._lanes, strict=True)]
        known = self._tags
        for name, value in tags.items():
            if (weights := known.get(name)) is not None:
                levels = [level + weight * value for level, weight in zip(levels, weights, strict=True)]
        return levels

    def pulls(self, choice: str) -> Callable[[int], int]:
        """How much each gram speaks for a choice, in bytes of weight."""
        lane = self._lanes[self.choices.index(choice)]
        return lambda gram: lane[gram] - ZERO


class Model:
    """Gate and scales. Scales are read when they are asked for the first time, which most texts never do."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        stored = _read(folder / "gate.json")
        try:
            self.gate = Gate(stored)
            self.lexicons: Mapping[str, str] = stored["lexicons"]
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise ModelError(str(error)) from error

    @cached_property
    def acts(self) -> Scales:
        """The scales that tell what a text does, over doing nothing. Raises ModelError when their file is damaged."""
        return self._scales("acts.json")

    @cached_property
    def kinds(self) -> Scales:
        """The scales that tell what it is about. Raises ModelError when their file is damaged."""
        return self._scales("kinds.json")

    @cached_property
    def keys(self) -> Scales:
        """The scales that tell what a message does with pieces said before. Raises ModelError when damaged."""
        return self._scales("keys.json")

    def _scales(self, name: str) -> Scales:
        try:
            return Scales(_read(self._folder / name))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise ModelError(f"{name}: {error}") from error

    def odds(self, grams: Collection[int], tags: Mapping[str, float]) -> Odds:
        """The odds of a text with these grams and tags."""
        return _softmax(self.acts.weigh(grams, tags))

    def kind(self, text: str, tags: Mapping[str, float], act: Act) -> Kind:
        """What a stretch of folded text that does an act is most likely about."""
        scales = self.kinds
        grams = {number for number, _, _ in scales.find(text).within(0, len(text))}
        levels = scales.weigh(grams, {**tags, doing(act): 1.0})
        return Kind(scales.choices[levels.index(max(levels))])

    def key_odds(self, passage: Passage) -> Odds:
        """How likely a short message makes a detail of earlier pieces (share), or asks for the missing one (ask)."""
        length = len(passage.text)
        grams = {number for number, _, _ in self.keys.find(passage.text).within(0, length)}
        share, ask = self.keys.weigh(grams, tags_of_words(passage, find_shapes(passage, 0, length), 0, length))
        return _softmax((share, ask, -math.inf))

    def is_quiet(self, folded: str) -> bool:
        """Whether no stretch of a folded text reads like one that asks, gives or proposes something."""
        return not self.gate.opens(plain_form(folded))

    def is_idle(self, folded: str) -> bool:
        """Whether a stretch of a folded text is quiet and has no shape of a detail either."""
        return self.is_quiet(folded) and not has_suspect_shape(folded)


def doing(act: Act) -> str:
    """The tag that says what a text does, where that is known and its kind is asked."""
    return f"does:{act}"


def _sum(lane: bytes, grams: Collection[int]) -> int:
    return sum(map(lane.__getitem__, grams)) - ZERO * len(grams)


def _softmax(levels: Sequence[float]) -> Odds:
    """Exclusive probabilities; the level of doing nothing is 0."""
    top = max(0.0, *levels)
    parts = [math.exp(level - top) for level in levels]
    total = sum(parts) + math.exp(-top)
    share, ask, circumvent = (part / total for part in parts)
    return Odds(share, ask, circumvent)


def _read(path: Path) -> dict[str, Any]:
    try:
        stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path.name}: {error}") from error
    return stored


@cache
def load_model() -> Model:
    """The model that comes with the package. Raises ModelError when its files are damaged."""
    return Model(WEIGHTS)
