"""The server is killed while twenty people write, and nobody notices more than a delay."""

import secrets

from tests.faults.crash import ROOMS, SENDS_PER_WRITER, run_crash


def test_crash_loses_and_doubles_nothing() -> None:
    seed = secrets.randbelow(1_000_000)
    print(f"seed {seed}")
    outcome = run_crash(seed)
    assert outcome.messages == ROOMS * 2 * SENDS_PER_WRITER
    assert outcome.retries > 0, "the crash came too late to be one"
