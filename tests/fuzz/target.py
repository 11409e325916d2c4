"""What the fuzzer runs: one input at a time, read as a conversation, against everything that has to hold of it."""

from __future__ import annotations

import random
import sys
import traceback
from hashlib import blake2b
from typing import Final

import atheris

with atheris.instrument_imports(include=["armslength.guard"]):
    from armslength.guard import MAX_STATE_BYTES, Guard, reason_languages
    from tests.fuzz.fuzz_guard import BROKEN, SEEDS
    from tests.fuzz.properties import (
        expect_damage_is_told,
        expect_neutral_text_hides_nothing,
        expect_sound_answers,
        expect_sound_report,
        expect_sound_thread,
        expect_stable_folding,
        resealed,
    )
    from tests.fuzz.seeds import BREAK, HEAD_BYTES, decode, encode, pieces, write_seeds

GUARD: Final = Guard()
LANGUAGES: Final = reason_languages()
PIECES: Final = pieces()
MAX_REPEATS: Final = 40
MAX_MESSAGES: Final = 8

_seen: set[str] = set()


def run_input(content: bytes) -> None:
    """One input; what it breaks is kept, so that one flaw does not hide the others."""
    try:
        check_input(content)
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is what is looked for
        _keep(content, problem)


def check_input(content: bytes) -> None:
    """Everything that has to hold: of the text by itself, of the conversation, and with a damaged memory."""
    head, text = content[:HEAD_BYTES].ljust(HEAD_BYTES, b"\0"), decode(content[HEAD_BYTES:])
    report = GUARD.check(text)
    expect_sound_report(text, report)
    expect_stable_folding(text)
    expect_neutral_text_hides_nothing(GUARD, text, report)
    expect_sound_answers(GUARD, text, report, LANGUAGES[head[0] % len(LANGUAGES)])
    if head[0] & 1:
        assert GUARD.check(text) == report
    messages = text.split(BREAK)[:MAX_MESSAGES]
    state = expect_sound_thread(GUARD, messages, float(head[1]) ** 3)
    if state is not None and head[0] & 2:
        _check_damage(messages[0], state, head)


def _check_damage(text: str, state: bytes, head: bytes) -> None:
    at = int.from_bytes(head[1:3], "little") % MAX_STATE_BYTES
    damaged = state[:at] + bytes([head[3]]) + state[at + 1 :]
    for broken in (damaged, resealed(damaged), state[:at], state + head):
        expect_damage_is_told(GUARD, text, broken)


def _keep(content: bytes, problem: Exception) -> None:
    """Write an input and its traceback, the first time that something breaks at this place."""
    frames = traceback.extract_tb(problem.__traceback__)
    place = f"{type(problem).__name__} {frames[-1].filename}:{frames[-1].lineno} {frames[-1].name}"
    if place in _seen:
        return
    _seen.add(place)
    name = blake2b(content, digest_size=6).hexdigest()
    (BROKEN / f"{name}.input").write_bytes(content)
    told = "".join(traceback.format_exception(problem))
    (BROKEN / f"{name}.txt").write_text(f"{decode(content[HEAD_BYTES:])!a}\n\n{told}", "utf-8", "backslashreplace")
    print(f"broken: {place}, kept as {name}", file=sys.stderr)


def mutate_input(content: bytes, max_size: int, seed: int) -> bytes:
    """Another input: by bytes, or by words that the guard knows, set in, doubled or put apart."""
    chance = random.Random(seed)
    if chance.random() < _BY_BYTES:
        return bytes(atheris.Mutate(content, max_size))
    head, text = content[:HEAD_BYTES].ljust(HEAD_BYTES, b"\0"), decode(content[HEAD_BYTES:])
    for _ in range(chance.randint(1, 4)):
        text = _with_change(text, chance)
    return (head + encode(text))[:max_size]


_BY_BYTES: Final = 0.4
_SEPARATORS: Final = (" ", "", " ", ", ", "\n", ". ", "-", BREAK)


def _with_change(text: str, chance: random.Random) -> str:
    """The text with one piece more, one stretch less, one stretch over and over, or signs between its characters."""
    at = chance.randint(0, len(text))
    end = min(len(text), at + chance.randint(0, 24))
    stretch = text[at:end]
    kind = chance.randrange(5)
    if kind == 0:
        return text[:at] + text[end:]
    if kind == 1:
        return text[:at] + stretch * chance.randint(2, MAX_REPEATS) + text[end:]
    if kind == 2:
        return text[:at] + chance.choice(" .-_\u200b*").join(stretch) + text[end:]
    if kind == 3:
        return text[:at] + chance.choice(_SEPARATORS).join(chance.choices(PIECES, k=chance.randint(2, 6))) + text[end:]
    return text[:at] + chance.choice(_SEPARATORS) + chance.choice(PIECES) + chance.choice(_SEPARATORS) + text[at:]


def main() -> None:
    """Hand over to the fuzzer, which ends the process itself."""
    write_seeds(SEEDS)
    atheris.Setup(sys.argv, run_input, custom_mutator=mutate_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
