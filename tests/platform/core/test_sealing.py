"""Sealing: round trips, rotation, and nothing opens where it does not belong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from armslength.platform.core.sealing import SealBrokenError, is_current, keyed_hash, keyed_hashes, seal, unseal

OLD, NEW = b"o" * 32, b"n" * 32


@pytest.fixture(autouse=True)
def old_keys(settings: Settings) -> None:
    settings.VAULT_KEYS = (OLD,)
    settings.LOOKUP_KEYS = (OLD,)


@given(st.binary(max_size=300), st.text(max_size=40))
def test_what_was_sealed_opens(plain: bytes, context: str) -> None:
    assert unseal(seal(plain, context=context), context=context) == plain


def test_same_text_never_seals_alike() -> None:
    assert seal(b"jane", context="c") != seal(b"jane", context="c")


@given(st.integers(min_value=0, max_value=200), st.integers(min_value=1, max_value=255))
def test_any_changed_byte_breaks_the_seal(at: int, change: int) -> None:
    sealed = bytearray(seal(b"jane.doe@mail.example", context="c"))
    sealed[at % len(sealed)] ^= change
    with pytest.raises(SealBrokenError):
        unseal(bytes(sealed), context="c")


@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x01abcd", b"nonsense" * 9])
def test_what_is_no_seal_does_not_open(broken: bytes) -> None:
    with pytest.raises(SealBrokenError):
        unseal(broken, context="c")


def test_moved_to_another_row_does_not_open() -> None:
    with pytest.raises(SealBrokenError):
        unseal(seal(b"jane", context="vault:ann:mail"), context="vault:ben:mail")


def test_rotation_opens_the_old_until_its_key_is_gone(settings: Settings) -> None:
    sealed = seal(b"jane", context="c")
    settings.VAULT_KEYS = (NEW, OLD)
    assert not is_current(sealed)
    again = seal(unseal(sealed, context="c"), context="c")
    assert is_current(again)
    settings.VAULT_KEYS = (NEW,)
    assert unseal(again, context="c") == b"jane"
    with pytest.raises(SealBrokenError):
        unseal(sealed, context="c")


def test_keyed_hash_depends_on_value_purpose_and_key(settings: Settings) -> None:
    digest = keyed_hash("jane", purpose="login")
    assert len(digest) == 32
    assert digest != keyed_hash("jane", purpose="other")
    assert digest != keyed_hash("joan", purpose="login")
    settings.LOOKUP_KEYS = (NEW, OLD)
    assert keyed_hashes("jane", purpose="login")[1] == digest
    assert keyed_hash("jane", purpose="login") != digest
