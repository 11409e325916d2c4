"""A verdict in words for the person who wrote the text."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from armslength.guard import Act, Decision, Finding, Kind, Verdict, explain_verdict
from armslength.platform.screening.models import Assessment
from armslength.platform.screening.rules import PAYMENT, Rule, label_of, rule_of
from armslength.platform.screening.types import Explanation, Mark, Way


def explain(verdict: Verdict) -> Explanation | None:
    """The explanation of anything but a plain delivery, in the language of the page, or None."""
    if verdict.decision is Decision.DELIVER:
        return None
    first = verdict.findings[0] if verdict.findings else None
    rule = rule_of(first)
    reason = explain_verdict(verdict, get_language() or "")
    marks = tuple(Mark(f.start, f.end, f.kind.value, label_of(f.kind)) for f in verdict.findings if f.is_flaggable)
    return Explanation(
        decision=verdict.decision.value,
        marks=marks,
        sentence=str(reason or _("This could not be checked completely, so a person looks at it first.")),
        rule_title=str(rule.title),
        rule_url=rule_url(rule),
        way=_way(first, rule, has_marks=bool(marks)),
    )


def rule_url(rule: Rule) -> str:
    """The address of the rule's paragraph."""
    return f"{reverse('rules')}#{rule.anchor}"


def _way(finding: Finding | None, rule: Rule, *, has_marks: bool) -> Way | None:
    """What this installation offers instead. Calls, files and payments join when they are here."""
    if rule is PAYMENT and finding is not None and finding.act is Act.CIRCUMVENT:
        return Way("rules", _("See how working here protects you"), rule_url(rule))
    if finding is not None and finding.act is Act.ASK:
        return Way("ask-here", _("Ask your question here"))
    return Way("drop", _("Take it out, keep the rest")) if has_marks else None


def explain_assessment(assessment: Assessment) -> Explanation:
    """The same explanation, later, from what was stored."""
    findings = tuple(_finding(row) for row in assessment.findings)
    verdict = Verdict(Decision(assessment.decision), findings, reason=assessment.reason, rule=assessment.rule)
    explanation = explain(verdict)
    assert explanation is not None, "only verdicts other than deliver are stored"
    return explanation


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(
        act=Act(row["act"]),
        kind=Kind(row["kind"]),
        start=row["start"],
        end=row["end"],
        confidence=row["confidence"],
        rule=row["rule"],
        technique=row["technique"],
        reason="",
        completes_thread=row["completes_thread"],
    )
