"""The few public functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from armslength.guard.errors import ThresholdError
from armslength.guard.learned.model import load_model
from armslength.guard.lexicons.load import digest_lexicons
from armslength.guard.policy import STRICT, Decision, Policy, Surface, decide
from armslength.guard.reasons import DEFAULT_LANGUAGE
from armslength.guard.scan import QUIET, Knowledge, Scan, scan_text
from armslength.guard.text.lexicon import load_lexicon
from armslength.guard.thread import join_message, pack_state, unpack_state
from armslength.guard.types import Finding, Report
from armslength.guard.wording import suggest_wording

MAX_REWORDINGS = 3
"""How often a suggested wording is looked at anew before none is suggested."""


class Guard:
    """Reads texts and says what in them gives, asks for or works around contact details.

    Thread-safe; construction loads the lexicons once for the whole process. `languages` are language codes (None: all
    there are); with a choice of them rules decide alone, for the model knows them only together. `threshold` is the
    confidence from which a finding flags a text (None: the policy's `suspect_at`).
    """

    def __init__(
        self, policy: Policy | None = None, languages: Sequence[str] | None = None, threshold: float | None = None
    ) -> None:
        self.policy = policy or STRICT
        self.threshold = self.policy.suspect_at if threshold is None else threshold
        if not 0 <= self.threshold <= 1:
            raise ThresholdError(self.threshold)
        self._knowledge = _know(None if languages is None else tuple(sorted(set(languages))))
        self._quiet = self._report(QUIET)

    def check(self, text: str) -> Report:
        """Read one text by itself."""
        scan = scan_text(text, self._knowledge)
        return self._quiet if scan is QUIET else self._report(scan)

    def check_in_thread(self, text: str, *, sender: str, state: bytes | None, at: float) -> tuple[Report, bytes]:
        """Read one message of a conversation, with what was said before.

        `state` is what the previous call returned (None for the first message), `at` the time in seconds of any origin.
        Returns the report and the new memory; a dry run drops the memory. Raises ThreadStateError for a damaged memory.
        """
        fragments = unpack_state(state)
        scan = scan_text(text, self._knowledge)
        joined = join_message(text, scan, self._knowledge, sender=sender, at=at, fragments=fragments)
        whole = replace(scan, findings=scan.findings + joined.findings, candidates=scan.candidates + joined.candidates)
        return self._report(whole), pack_state(joined.fragments)

    def suggest_wording(self, text: str, findings: Sequence[Finding], *, language: str = DEFAULT_LANGUAGE) -> str:
        """A wording that keeps the message, drops the findings, and that the policy delivers as it stands.

        Empty when there is none. `language` is that of the mark where a detail was.
        """
        wording = suggest_wording(text, findings, language=language)
        for _ in range(MAX_REWORDINGS):
            verdict = decide(self.check(wording), surface=Surface.MESSAGE, policy=self.policy)
            if verdict.decision is Decision.DELIVER:
                return wording
            wording = suggest_wording(wording, verdict.findings, language=language)
        return ""

    def _report(self, scan: Scan) -> Report:
        is_flagged = any(f.is_flaggable and f.confidence >= self.threshold for f in scan.findings)
        return Report(
            scan.findings, scan.candidates, scan.links, scan.is_complete, is_flagged, scan.steps, self.threshold
        )


@cache
def _know(languages: tuple[str, ...] | None) -> Knowledge:
    """What a guard goes by, made once for each choice of languages."""
    if languages is not None:
        return Knowledge(load_lexicon(languages))
    model = load_model()
    strangers = {key for key, digest in digest_lexicons().items() if model.lexicons.get(key) != digest}
    return Knowledge(load_lexicon(None), model, frozenset(strangers))
