"""Findings in words: sentences in the reader's language, names of techniques, and what is open instead.

A language is one file in `languages/`; it needs no code.
"""

from armslength.guard.reasons.catalogue import DEFAULT_LANGUAGE, reason_languages
from armslength.guard.reasons.sentences import explain, name_technique, removed_mark, verdict_reason, write_reason
from armslength.guard.reasons.ways import suggest_way

__all__ = [
    "DEFAULT_LANGUAGE",
    "explain",
    "name_technique",
    "reason_languages",
    "removed_mark",
    "suggest_way",
    "verdict_reason",
    "write_reason",
]
