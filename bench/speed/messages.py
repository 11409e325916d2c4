"""The messages that every tool reads: made ones, and those of a folder of samples."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.eval.comparison import sample_set
from bench.eval.sets import CHAT, CLEAN, LabelledSet, Message, SetMissingError, load_samples

SEED = 20_240
MADE_MESSAGES = 3000
MIXED_MESSAGES = 1000
SAMPLED = ("samples", "real", "chat")
SUBJECTS = (
    "the header|the second draft|the chapter about storms|the logo|our checkout page|the invoice|the colour of the sky"
)
VERBS = "looks great to me|needs another round|is too tall on phones|was uploaded yesterday|still misses the last part"
ENDS = "thanks!|what do you think?|I can look again on Monday.|no rush.|3 hours of work.|see main.py line 80."
DETAILS = "mail me at jane.doe (at) gmail (dot) com|call me on (212) 555-0178|what's your whatsapp?|pay me directly"
SHARE_WITH_DETAIL = 0.05


def make_messages(count: int) -> list[str]:
    """Messages of a job, a few of them with a contact detail; the same ones on every run."""
    choose = random.Random(SEED)
    parts = [block.split("|") for block in (SUBJECTS, VERBS, ENDS)]
    messages = [" ".join(choose.choice(block) for block in parts) for _ in range(count)]
    return [m if choose.random() > SHARE_WITH_DETAIL else f"{m} {choose.choice(DETAILS.split('|'))}" for m in messages]


def load_sets(samples: Path | None) -> list[LabelledSet]:
    """The made messages and those of the folder, large sets drawn from by a fixed seed.

    Raises SetMissingError when the folder or a file of it is not there.
    """
    standing = f"made from a fixed seed, {100 * SHARE_WITH_DETAIL:g} % of them with a detail"
    made = LabelledSet("made-up", standing, to_messages(make_messages(MADE_MESSAGES)))
    return [made] if samples is None else [made, *_load_sampled(samples)]


def _load_sampled(folder: Path) -> list[LabelledSet]:
    sets = [replace(labelled, conversations=()) for labelled in load_samples(folder) if labelled.name in SAMPLED]
    if len(sets) < len(SAMPLED):
        raise SetMissingError(folder / CHAT)
    return [sample_set(labelled) for labelled in sets]


def to_messages(texts: Sequence[str]) -> tuple[Message, ...]:
    """Messages of which nothing but the text matters here."""
    return tuple(Message(str(number), text, CLEAN, "", "") for number, text in enumerate(texts, 1))


def mix(sets: Sequence[LabelledSet]) -> list[str]:
    """Texts of all sets together, as many as make a lap that even a slow tool ends soon."""
    texts = [message.text for labelled in sets for message in labelled.messages]
    return random.Random(SEED).sample(texts, min(MIXED_MESSAGES, len(texts)))
