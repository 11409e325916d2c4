"""Authenticated encryption and keyed hashes, with keys that live in the environment.

A sealed value is `version (1) | key tag (4) | nonce (12) | AES-256-GCM ciphertext`. The
context (whose value, of what kind) is authenticated with it, so that a sealed value moved
to another row does not open. The first key of a ring seals; all of them open. Keyed hashes
are HMAC-SHA-256 (RFC 2104) under the first lookup key; look-ups try every key in force.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from armslength.platform.core.errors import PlatformError

KEY_BYTES = 32
_VERSION = b"\x01"
_TAG_BYTES = 4
_NONCE_BYTES = 12
_HEAD_BYTES = 1 + _TAG_BYTES + _NONCE_BYTES


class SealBrokenError(PlatformError):
    """A sealed value does not open: its key is gone, or it was changed or moved."""

    code = "seal-broken"


def _tag(key: bytes) -> bytes:
    return hashlib.sha256(b"armslength key tag" + key).digest()[:_TAG_BYTES]


@lru_cache(maxsize=4)
def _ciphers(keys: tuple[bytes, ...]) -> dict[bytes, AESGCM]:
    return {_tag(key): AESGCM(key) for key in keys}


def seal(plain: bytes, *, context: str) -> bytes:
    """`plain`, encrypted under the current key and bound to `context`."""
    tag, cipher = next(iter(_ciphers(settings.VAULT_KEYS).items()))
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + tag + nonce + cipher.encrypt(nonce, plain, context.encode())


def unseal(sealed: bytes | memoryview[int], *, context: str) -> bytes:
    """What `seal` was given. Raises SealBrokenError."""
    sealed = bytes(sealed)
    cipher = _ciphers(settings.VAULT_KEYS).get(sealed[1 : 1 + _TAG_BYTES])
    if cipher is None or sealed[:1] != _VERSION:
        raise SealBrokenError("no key for this seal")
    nonce = sealed[1 + _TAG_BYTES : _HEAD_BYTES]
    try:
        return cipher.decrypt(nonce, sealed[_HEAD_BYTES:], context.encode())
    except InvalidTag:
        raise SealBrokenError("the seal does not fit its place") from None


def is_current(sealed: bytes | memoryview[int]) -> bool:
    """Whether the value is sealed under the current key."""
    return bytes(sealed)[1 : 1 + _TAG_BYTES] == next(iter(_ciphers(settings.VAULT_KEYS)))


def keyed_hashes(value: str, *, purpose: str) -> list[bytes]:
    """32-byte hashes of `value` for `purpose` under every lookup key in force, current first."""
    message = f"{purpose}\0{value}".encode()
    return [hmac.digest(key, message, "sha256") for key in settings.LOOKUP_KEYS]


def keyed_hash(value: str, *, purpose: str) -> bytes:
    """The 32-byte hash under the current lookup key."""
    return keyed_hashes(value, purpose=purpose)[0]
