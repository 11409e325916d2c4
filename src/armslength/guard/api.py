"""The few public functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from armslength.guard.errors import ThresholdError
from armslength.guard.policy import STRICT, Policy
from armslength.guard.scan import Scan, scan_text
from armslength.guard.text.lexicon import load_lexicon
from armslength.guard.thread import join_message, pack_state, unpack_state
from armslength.guard.types import Report


class Guard:
    """Reads texts and says what in them gives, asks for or works around contact details.

    Thread-safe; construction loads the lexicons once for the whole process. `languages` are language codes (None: all
    there are), `threshold` is the confidence from which a finding flags a text (None: the policy's `suspect_at`).
    """

    def __init__(
        self, policy: Policy | None = None, languages: Sequence[str] | None = None, threshold: float | None = None
    ) -> None:
        self.policy = policy or STRICT
        self.threshold = self.policy.suspect_at if threshold is None else threshold
        if not 0 <= self.threshold <= 1:
            raise ThresholdError(self.threshold)
        self._lexicon = load_lexicon(None if languages is None else tuple(sorted(set(languages))))

    def check(self, text: str) -> Report:
        """Read one text by itself."""
        return self._report(scan_text(text, self._lexicon))

    def check_in_thread(self, text: str, *, sender: str, state: bytes | None, at: float) -> tuple[Report, bytes]:
        """Read one message of a conversation, with what was said before.

        `state` is what the previous call returned (None for the first message), `at` the time in seconds of any origin.
        Returns the report and the new memory; a dry run drops the memory. Raises ThreadStateError for a damaged memory.
        """
        fragments = unpack_state(state)
        scan = scan_text(text, self._lexicon)
        joined = join_message(text, scan, self._lexicon, sender=sender, at=at, fragments=fragments)
        whole = replace(scan, findings=scan.findings + joined.findings, candidates=scan.candidates + joined.candidates)
        return self._report(whole), pack_state(joined.fragments)

    def _report(self, scan: Scan) -> Report:
        is_flagged = any(f.is_flaggable and f.confidence >= self.threshold for f in scan.findings)
        return Report(
            scan.findings, scan.candidates, scan.links, scan.is_complete, is_flagged, scan.steps, self.threshold
        )
