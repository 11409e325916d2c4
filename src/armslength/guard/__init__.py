"""armslength.guard: text in, findings out. No network, no clock, no state of its own.

from armslength.guard import Guard

guard = Guard()
report = guard.check("mail me: jane dot doe at gmail dot com")
report.is_flagged, report.findings[0].reason
"""

from armslength.guard.api import Guard
from armslength.guard.errors import GuardError, LexiconError, PolicyError, ThreadStateError, ThresholdError
from armslength.guard.policy import STRICT, Case, Decision, Policy, Row, Surface, Verdict, decide, explain_verdict
from armslength.guard.reasons import explain, name_technique, reason_languages
from armslength.guard.scan import MAX_TEXT_CHARS, SCAN_BUDGET_STEPS
from armslength.guard.thread import MAX_STATE_BYTES
from armslength.guard.types import Act, AllowedWay, Candidate, Finding, Kind, Link, LinkClass, Report
from armslength.guard.wording import MASK, mask_text, suggest_wording

__all__ = [
    "MASK",
    "MAX_STATE_BYTES",
    "MAX_TEXT_CHARS",
    "SCAN_BUDGET_STEPS",
    "STRICT",
    "Act",
    "AllowedWay",
    "Candidate",
    "Case",
    "Decision",
    "Finding",
    "Guard",
    "GuardError",
    "Kind",
    "LexiconError",
    "Link",
    "LinkClass",
    "Policy",
    "PolicyError",
    "Report",
    "Row",
    "Surface",
    "ThreadStateError",
    "ThresholdError",
    "Verdict",
    "decide",
    "explain",
    "explain_verdict",
    "mask_text",
    "name_technique",
    "reason_languages",
    "suggest_wording",
]
