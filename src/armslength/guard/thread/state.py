"""The memory of a conversation as bytes, in constant space.

The memory is one block of MAX_STATE_BYTES bytes: a header (format, version, checksum) and the most recent fragments,
oldest first. It holds parts of contact details in the clear, so it must be stored as carefully as the messages.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from hashlib import blake2s
from typing import Final

from armslength.guard.errors import ThreadStateError

MAX_STATE_BYTES: Final = 1_024
"""Size of every memory."""

_MAGIC = b"AG"
_VERSION = 1
_HEADER = struct.Struct(">2sBBI")  # magic, version, number of fragments, checksum of the rest
_FRAGMENT = struct.Struct(">IdBB42s")  # writer, seconds, kind, length, payload
MAX_FRAGMENTS: Final = (MAX_STATE_BYTES - _HEADER.size) // _FRAGMENT.size
MAX_PAYLOAD_BYTES: Final = 42


class Piece(IntEnum):
    """What a fragment is."""

    DIGITS = 1  # payload: digits that nothing explains
    HANDLE = 2  # payload: something that may be an account or mailbox name
    APP = 3  # payload: kind:name of an app somebody spoke of as a place to talk
    ASK = 4  # payload: kind of the detail that was asked for
    CALL = 5  # words about calling, with no number
    PROVIDER = 6  # payload: the domain of a mail provider
    LABELLED = 7  # payload: digits that something explains (a price, a size), usable only when a riddle says so


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece of what may become a detail. `writer` is a short hash, `at` seconds of any origin."""

    writer: int
    at: float
    piece: Piece
    payload: str


def writer_hash(sender: str) -> int:
    """A short hash of a writer's name; only equality within one conversation matters."""
    return int.from_bytes(blake2s(sender.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")


def unpack_state(state: bytes | None) -> list[Fragment]:
    """The fragments of a memory, oldest first. Raises ThreadStateError when the bytes are not one."""
    if state is None:
        return []
    if len(state) != MAX_STATE_BYTES:
        raise ThreadStateError(f"expected {MAX_STATE_BYTES} bytes", len(state))
    magic, version, count, checksum = _HEADER.unpack_from(state)
    if magic != _MAGIC or version != _VERSION or count > MAX_FRAGMENTS:
        raise ThreadStateError("not a memory of this version", len(state))
    if zlib.crc32(state[_HEADER.size :]) != checksum:
        raise ThreadStateError("checksum does not match", len(state))
    return list(_read_fragments(state, count))


def _read_fragments(state: bytes, count: int) -> Iterator[Fragment]:
    for index in range(count):
        writer, at, piece, length, payload = _FRAGMENT.unpack_from(state, _HEADER.size + index * _FRAGMENT.size)
        try:
            yield Fragment(writer, at, Piece(piece), payload[:length].decode("utf-8"))
        except ValueError as problem:
            raise ThreadStateError(str(problem), len(state)) from problem


def pack_state(fragments: list[Fragment]) -> bytes:
    """The memory of the most recent fragments; always MAX_STATE_BYTES long."""
    kept = fragments[-MAX_FRAGMENTS:]
    body = b"".join(_pack_fragment(fragment) for fragment in kept).ljust(MAX_STATE_BYTES - _HEADER.size, b"\0")
    return _HEADER.pack(_MAGIC, _VERSION, len(kept), zlib.crc32(body)) + body


def _pack_fragment(fragment: Fragment) -> bytes:
    payload = fragment.payload.encode("utf-8", "ignore")[:MAX_PAYLOAD_BYTES].decode("utf-8", "ignore").encode()
    return _FRAGMENT.pack(fragment.writer, fragment.at, fragment.piece, len(payload), payload)
