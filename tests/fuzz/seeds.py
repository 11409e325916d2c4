"""What fuzzing starts from: inputs made of the guard's cases, and the pieces that inputs are mutated with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final

from armslength.guard.lexicons.load import Block, known_languages, read_language, read_names
from tests.guard.test_cases import FOUND, PASSED
from tests.guard.test_hostile import HOSTILE

HEAD_BYTES: Final = 4
"""How many bytes before the text say what is done with it."""

BREAK: Final = "\x1e"
"""What stands between the messages of a conversation."""

MESSAGES_PER_THREAD: Final = 4
STRANGE_PIECES: Final = (
    *(
        "\ud800",
        "\udfff",
        "\udc80",
        "\x00",
        "\u200b",
        "\u202e",
        "\u0301",
        "\ufe0f",
        "\u2028",
        "\U0010ffff",
        "\U000e0100",
    ),
    *("ﷺ", "İ", "ß", "ﬃ", "①", "１", "🄰", "𝟘", "ज़", "ড়", "ᶸ", "👩\u200d💻", "1️⃣", "㏂", "가", "ｱ", "ـ"),
    *(
        BREAK,
        "\n",
        " ",
        "@",
        "(at)",
        "[dot]",
        "://",
        "%40",
        "\\u0040",
        "&#64;",
        "=?utf-8?b?",
        "xn--",
        "amFuZUBnbWFpbC5jb20=",
    ),
)


def texts() -> list[str]:
    """Everything that must be found and that must pass."""
    return [case.text for case in FOUND] + PASSED


def pieces() -> list[str]:
    """Terms of all languages and the names of apps, the units of hostile texts, and characters that are seldom met."""
    terms = {term.strip("*") for block, _ in _blocks() for term in block}
    return sorted(terms) + list(HOSTILE.values()) + list(STRANGE_PIECES)


def _blocks() -> Iterator[Block]:
    yield from read_names()
    for code in known_languages():
        yield from read_language(code)


def encode(text: str) -> bytes:
    """A text as the bytes that the fuzzer keeps of it."""
    return text.encode("utf-8", "surrogatepass")


def decode(content: bytes) -> str:
    """The text that any bytes stand for; what is not UTF-8 becomes halves of pairs."""
    try:
        return content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return content.decode("utf-8", "surrogateescape")


def write_seeds(folder: Path) -> int:
    """One file for each case and for each conversation of a few; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    held = texts()
    threads = [BREAK.join(held[at : at + MESSAGES_PER_THREAD]) for at in range(0, len(held), MESSAGES_PER_THREAD)]
    for content in _with_heads([*held, *threads]):
        (folder / blake2b(content, digest_size=10).hexdigest()).write_bytes(content)
    return len(held) + len(threads)


def _with_heads(held: Sequence[str]) -> Iterator[bytes]:
    for number, text in enumerate(held):
        yield number.to_bytes(HEAD_BYTES, "little") + encode(text)
