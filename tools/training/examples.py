"""Examples: windows of labelled messages, as the guard itself cuts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from armslength.guard.learned.decide import cut_windows
from armslength.guard.learned.grams import Found, plain_form
from armslength.guard.learned.model import ACTS
from armslength.guard.scan import look_closely
from armslength.guard.text.fold import fold
from armslength.guard.text.lexicon import load_lexicon
from armslength.guard.text.screen import has_suspect_shape
from tools.corpus import Message

LABELS: Final = ("clean", *(act.value for act in ACTS))
_LONG_EVIDENCE_CHARS: Final = 40
_MESSAGES_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Example:
    """One window: its text in plain form, its tags, its label as a place in `LABELS`.

    `has_shape` says that the guard looks closely at its message whatever the gate says, `is_written` that people wrote
    it for the corpora, which neither disguised copies nor ordinary texts are.
    """

    formed: str
    tags: dict[str, float]
    label: int
    has_shape: bool
    kinds: tuple[str, ...] = ()
    is_written: bool = True


def read_examples(messages: Iterable[Message], *, is_written: bool = True) -> list[Example]:
    """The windows of all messages, in order. Of one that does something, only those that hold the evidence are told."""
    every = list(messages)
    parts = [every[at : at + _MESSAGES_AT_ONCE] for at in range(0, len(every), _MESSAGES_AT_ONCE)]
    with ProcessPoolExecutor() as pool:
        examples = list(chain.from_iterable(pool.map(_read_part, parts)))
    return examples if is_written else [replace(example, is_written=False) for example in examples]


def _read_part(messages: Sequence[Message]) -> list[Example]:
    return [example for message in messages for example in _read_message(message)]


def _read_message(message: Message) -> Iterator[Example]:
    folded = fold(message.text)
    look = look_closely(message.text, folded, load_lexicon(None))
    if look.passage is None:
        return
    formed = plain_form(folded.text)
    has_shape = has_suspect_shape(folded.text)
    for window in cut_windows(look.passage, look, Found(())):
        bounds = look.passage.reading.locate(window.low, window.high)
        if message.label == "clean" or _holds_evidence(message, bounds):
            yield Example(
                formed[window.low : window.high + 2], window.tags, LABELS.index(message.label), has_shape, message.kinds
            )


def _holds_evidence(message: Message, bounds: tuple[int, int]) -> bool:
    """Whether a window holds one piece of the evidence as a whole, or a good part of a long one."""
    for evidence in message.evidence:
        at = message.text.find(evidence)
        shared = min(bounds[1], at + len(evidence)) - max(bounds[0], at)
        if shared >= min(len(evidence), _LONG_EVIDENCE_CHARS):
            return True
    return not message.evidence


def without_tags(example: Example) -> Example:
    """The example as grams alone tell it: rules were written by `dev`, and are surer there than anywhere else."""
    return replace(example, tags={}, is_written=False)
