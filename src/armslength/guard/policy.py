"""From findings to a verdict: what happens to a text, why, and what its writer can do instead.

The table is data. `STRICT` is the default; an operator writes another by `dataclasses.replace`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from armslength.guard.errors import PolicyError
from armslength.guard.reasons import DEFAULT_LANGUAGE, explain, verdict_reason
from armslength.guard.types import Act, AllowedWay, Finding, Kind, LinkClass, Report


class Decision(StrEnum):
    """What happens to a text, from mildest to strictest."""

    DELIVER = "deliver"
    MASK = "mask"
    HOLD = "hold"
    REFUSE = "refuse"


class Surface(StrEnum):
    """Where a text is going to stand."""

    MESSAGE = "message"
    PROJECT = "project"
    PROPOSAL = "proposal"
    PROFILE = "profile"
    NAME = "name"


class Case(StrEnum):
    """The rows of the policy table."""

    SHARE = "share"
    OWN_DETAIL = "own-detail"
    SHARE_IN_THREAD = "share-in-thread"
    PLAIN_LINK = "plain-link"
    ASK = "ask"
    CIRCUMVENT = "circumvent"
    HARMLESS = "harmless"


@dataclass(frozen=True, slots=True)
class Row:
    """What happens in one case: when the guard is sure, and when it only suspects."""

    sure: Decision
    suspected: Decision


_STRICT_ROWS: Mapping[Case, Row] = MappingProxyType(
    {
        Case.SHARE: Row(Decision.REFUSE, Decision.HOLD),
        Case.OWN_DETAIL: Row(Decision.REFUSE, Decision.REFUSE),
        Case.SHARE_IN_THREAD: Row(Decision.REFUSE, Decision.HOLD),
        Case.PLAIN_LINK: Row(Decision.DELIVER, Decision.DELIVER),
        Case.ASK: Row(Decision.REFUSE, Decision.HOLD),
        Case.CIRCUMVENT: Row(Decision.REFUSE, Decision.HOLD),
        Case.HARMLESS: Row(Decision.DELIVER, Decision.DELIVER),
    }
)
_MASKED_SURFACES = frozenset({Surface.PROJECT, Surface.PROPOSAL, Surface.PROFILE})
_UNMASKABLE_SURFACES = frozenset({Surface.NAME})
_SEVERITY = MappingProxyType({decision: rank for rank, decision in enumerate(Decision)})

PLAIN_LINK_NOTE = "This link is shown as plain text. Keep the conversation and the payment here."
_INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Policy:
    """One installation's answers.

    A finding counts as sure at or over `sure_at`, as suspected at or over `suspect_at`, and not at all below that.
    Where a text is going to be read by many (`masked_surfaces`), a detail that would be refused is masked instead;
    where nothing may be masked (`unmaskable_surfaces`), whatever is not delivered is refused.
    """

    rows: Mapping[Case, Row] = field(default_factory=lambda: _STRICT_ROWS)
    suspect_at: float = 0.5
    sure_at: float = 0.9
    incomplete: Decision = Decision.HOLD
    plain_link_classes: frozenset[LinkClass] = frozenset({LinkClass.UNKNOWN, LinkClass.PORTFOLIO})
    masked_surfaces: frozenset[Surface] = _MASKED_SURFACES
    unmaskable_surfaces: frozenset[Surface] = _UNMASKABLE_SURFACES

    def __post_init__(self) -> None:
        missing = [case for case in Case if case not in self.rows]
        if missing:
            raise PolicyError(f"no row for {', '.join(missing)}")
        if not 0 <= self.suspect_at <= self.sure_at <= 1:
            raise PolicyError("the limits must satisfy 0 <= suspect_at <= sure_at <= 1")
        if self.incomplete is Decision.DELIVER:
            raise PolicyError("a text that was not checked completely may not be delivered")


STRICT = Policy()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What happens to a text.

    `findings` are those that call for it, strictest first (for a delivered text: whatever was noticed); `reason`,
    `rule` and `allowed_way` come from the first. `note` is something to show to both sides beside the text.
    """

    decision: Decision
    findings: tuple[Finding, ...] = ()
    reason: str | None = None
    rule: str | None = None
    allowed_way: AllowedWay | None = None
    note: str | None = None


def decide(report: Report, *, surface: Surface, own_detail: bool = False, policy: Policy = STRICT) -> Verdict:
    """Decide what happens to the text that `report` is about.

    `own_detail` says that one of the report's candidates is known to be a member's own; the text is then treated as
    sharing it, whatever the confidence. Of several findings the strictest decision wins.
    """
    judged = [(_decide_finding(finding, surface, policy), finding) for finding in report.findings]
    judged = [pair for pair in judged if _counts(pair[1], policy)]
    judged.sort(key=lambda pair: (-_SEVERITY[pair[0]], -pair[1].confidence, pair[1].start))
    strictest = judged[0][0] if judged else Decision.DELIVER
    findings = tuple(f for decision, f in judged if decision is not Decision.DELIVER or strictest is Decision.DELIVER)
    note = PLAIN_LINK_NOTE if any(_case_of(f, policy) is Case.PLAIN_LINK for _, f in judged) else None
    if own_detail:
        own = policy.rows[Case.OWN_DETAIL].sure  # never masked: the span of a known detail need not be a finding
        if _SEVERITY[own] >= _SEVERITY[strictest]:
            return Verdict(own, findings, verdict_reason(Case.OWN_DETAIL), Case.OWN_DETAIL.value, AllowedWay.CHAT, note)
    if not report.is_complete:
        incomplete = _on_surface(policy.incomplete, surface, policy)
        if _SEVERITY[incomplete] > _SEVERITY[strictest]:
            return Verdict(incomplete, findings, verdict_reason(_INCOMPLETE), _INCOMPLETE, None, note)
    if strictest is Decision.DELIVER:
        return Verdict(strictest, findings, note=note)
    return Verdict(strictest, findings, findings[0].reason, findings[0].rule, findings[0].suggestion, note)


def _counts(finding: Finding, policy: Policy) -> bool:
    return finding.confidence >= policy.suspect_at or _case_of(finding, policy) in (Case.PLAIN_LINK, Case.HARMLESS)


def _case_of(finding: Finding, policy: Policy) -> Case:
    if finding.act is Act.SHARE:
        if finding.kind is Kind.URL and finding.link_class in policy.plain_link_classes:
            return Case.PLAIN_LINK
        return Case.SHARE_IN_THREAD if finding.completes_thread else Case.SHARE
    return {Act.ASK: Case.ASK, Act.CIRCUMVENT: Case.CIRCUMVENT}.get(finding.act, Case.HARMLESS)


def _decide_finding(finding: Finding, surface: Surface, policy: Policy) -> Decision:
    row = policy.rows[_case_of(finding, policy)]
    return _on_surface(row.sure if finding.confidence >= policy.sure_at else row.suspected, surface, policy)


def _on_surface(decision: Decision, surface: Surface, policy: Policy) -> Decision:
    """What a decision for a message becomes where the text stands for many readers, or where it cannot be masked."""
    if surface in policy.unmaskable_surfaces and decision is not Decision.DELIVER:
        return Decision.REFUSE
    if surface in policy.masked_surfaces and decision is Decision.REFUSE:
        return Decision.MASK
    return decision


def explain_verdict(verdict: Verdict, language: str = DEFAULT_LANGUAGE) -> str | None:
    """The reason of a verdict in a language, as `explain` has it; a reason that is not the guard's stays as it is."""
    if verdict.rule in (Case.OWN_DETAIL, _INCOMPLETE) and verdict.reason == verdict_reason(verdict.rule):
        return verdict_reason(verdict.rule, language)
    first = verdict.findings[0] if verdict.findings else None
    return explain(first, language) if first and verdict.reason == explain(first) else verdict.reason
