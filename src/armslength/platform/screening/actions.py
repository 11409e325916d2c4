"""Asking the guard, and keeping what it said. Fails closed: whatever cannot be checked is held, and counted."""

import logging
import traceback
from dataclasses import asdict, replace

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import get_language

import armslength
from armslength.guard import (
    Act,
    Candidate,
    Case,
    Decision,
    Finding,
    Guard,
    Kind,
    Report,
    Surface,
    Verdict,
    decide,
    mask_text,
)
from armslength.platform.accounts.models import Member
from armslength.platform.accounts.vault import find_own_names, matches_own_detail
from armslength.platform.audit.actions import record_action
from armslength.platform.core.clock import now
from armslength.platform.core.ids import new_id
from armslength.platform.core.limits import check_limit
from armslength.platform.core.sealing import is_current, keyed_hash, seal, unseal
from armslength.platform.screening.models import Assessment
from armslength.platform.screening.types import Screened

log = logging.getLogger(__name__)

REMEMBER_SECONDS = 3600
MAX_REMEMBERED = 64
STORED_FIELDS = ("act", "kind", "start", "end", "confidence", "rule", "technique", "completes_thread")
KNOWN_RULE = "known-detail"
KNOWN_REASON = "This is a contact detail that was marked before. Contact details stay private here."
FAILED_CLOSED_REASON = "This could not be checked just now, so a person looks at it first."

_guard = Guard()


def screen_message(
    *, writer: Member, reader: Member, sender: str, text: str, memory: bytes | None, at: float
) -> Screened:
    """The verdict on a message. `sender` names the writer's side in `memory`; `at` is in seconds.

    Nothing is stored: the caller keeps the memory exactly when the message is delivered.
    """
    try:
        report, state = _guard.check_in_thread(text, sender=sender, state=memory, at=at)
    except Exception as error:  # noqa: BLE001 - whatever failed, the text must not pass unseen
        return _failed_closed(writer, text, Surface.MESSAGE, error)
    verdict = _judge(report, text, Surface.MESSAGE, (writer, reader))
    return Screened(text, Surface.MESSAGE, verdict, report.links, state, report.is_complete)


def screen_text(*, writer: Member, text: str, surface: Surface) -> Screened:
    """The verdict on a text that stands for many readers: a project, a proposal, a profile, a name."""
    try:
        report = _guard.check(text)
    except Exception as error:  # noqa: BLE001 - whatever failed, the text must not pass unseen
        return _failed_closed(writer, text, surface, error)
    verdict = _judge(report, text, surface, (writer,))
    return Screened(text, surface, verdict, report.links, None, report.is_complete)


def probe_message(
    *, writer: Member, reader: Member, sender: str, text: str, memory: bytes | None, at: float
) -> Screened:
    """A dry run while typing: limited per member, stored nowhere."""
    check_limit("dry-run", writer.public_id)
    return screen_message(writer=writer, reader=reader, sender=sender, text=text, memory=memory, at=at)


def masked(screened: Screened) -> str:
    """The text with every detail replaced by the neutral mark."""
    return mask_text(screened.text, screened.verdict.findings)


def reworded(screened: Screened) -> str:
    """A wording of a stopped message that keeps the rest and passes; empty when there is none to offer.

    None where the vault knows a detail: the guard by itself cannot say whether what is left passes.
    """
    verdict = screened.verdict
    if screened.is_delivered or verdict.rule in (Case.OWN_DETAIL, KNOWN_RULE) or not screened.is_complete:
        return ""
    return _guard.suggest_wording(screened.text, verdict.findings, language=get_language() or "")


def keep_assessment(screened: Screened, *, writer: Member) -> Assessment:
    """Store a verdict that is not *deliver*, its text under seal, and log it; in the caller's transaction."""
    verdict = screened.verdict
    assessment = Assessment(
        public_id=new_id(),
        writer=writer,
        surface=screened.surface.value,
        decision=verdict.decision.value,
        rule=verdict.rule or "",
        reason=verdict.reason or "",
        way=verdict.allowed_way or "",
        findings=[_stored(finding) for finding in verdict.findings],
        is_complete=screened.is_complete,
        guard_version=armslength.__version__,
        created_at=now(),
    )
    assessment.sealed_text = seal(screened.text.encode("utf-8", "surrogatepass"), context=assessment.context)
    assessment.save(force_insert=True)
    record_action(
        actor=writer.public_id,
        action=f"{assessment.surface}.{assessment.decision}",
        subject=assessment.public_id,
        facts={"rule": assessment.rule, "is_complete": assessment.is_complete},
    )
    return assessment


def open_text(assessment: Assessment) -> str:
    """The text that an assessment is about, for its own writer."""
    return unseal(assessment.sealed_text, context=assessment.context).decode("utf-8", "surrogatepass")


def reseal_assessments() -> int:
    """Seal evidence under the current key, row by row, so that it can be stopped and gone on with; how many."""
    done = 0
    for assessment in Assessment.objects.only("public_id", "sealed_text").iterator(chunk_size=200):
        if is_current(assessment.sealed_text):
            continue
        with transaction.atomic():
            row = Assessment.objects.select_for_update().only("public_id", "sealed_text").get(pk=assessment.pk)
            row.sealed_text = seal(unseal(row.sealed_text, context=row.context), context=row.context)
            row.save(update_fields=["sealed_text"])
        done += 1
    return done


def _judge(report: Report, text: str, surface: Surface, sides: tuple[Member, ...]) -> Verdict:
    """The policy's verdict, with what the vault knows of the people; `sides` begins with the writer."""
    writer, known_to = sides[0], [member.pk for member in sides]
    names = find_own_names(known_to, text)
    candidates = [(candidate.kind.value, candidate.value) for candidate in report.candidates]
    is_own = bool(names) or matches_own_detail(known_to, candidates)
    verdict = decide(report, surface=surface, own_detail=is_own)
    if is_own and not verdict.findings:
        verdict = replace(verdict, findings=_as_findings(report.candidates) + _name_findings(names))
    if verdict.decision is not Decision.DELIVER:
        _remember(writer, verdict, report)
        return verdict
    return _known_again(writer, report) or verdict


def _as_findings(candidates: tuple[Candidate, ...]) -> tuple[Finding, ...]:
    """Marks for details that are refused because they are known, not because of how they were written."""
    return tuple(Finding(Act.SHARE, c.kind, c.start, c.end, 1.0, KNOWN_RULE, "known", KNOWN_REASON) for c in candidates)


def _name_findings(spans: list[tuple[int, int]]) -> tuple[Finding, ...]:
    return tuple(Finding(Act.SHARE, Kind.OTHER, *span, 1.0, KNOWN_RULE, "known", KNOWN_REASON) for span in spans)


def _failed_closed(writer: Member, text: str, surface: Surface, error: Exception) -> Screened:
    """The guard could not say: hold for a person, and count it in the log of decisions."""
    # Where it failed and not what it says: the message of an error can hold a piece of the text.
    place = "".join(traceback.format_tb(error.__traceback__))
    log.error("the guard failed with %s; the text is held\n%s", type(error).__name__, place)
    record_action(actor=writer.public_id, action="screening.failed-closed", subject=surface.value)
    decision = Decision.HOLD if surface is Surface.MESSAGE else Decision.REFUSE
    return Screened(text, surface, Verdict(decision, (), FAILED_CLOSED_REASON, "incomplete"), is_complete=False)


def _stored(finding: Finding) -> dict[str, object]:
    everything = asdict(finding)
    return {name: everything[name] for name in STORED_FIELDS}


def _cache_key(writer: Member) -> str:
    return f"shown-details:{writer.public_id}"


def _digests(candidates: tuple[Candidate, ...]) -> set[str]:
    return {keyed_hash(f"{c.kind.value}:{c.value}", purpose="shown detail").hex() for c in candidates}


def _remember(writer: Member, verdict: Verdict, report: Report) -> None:
    """Remember, for an hour and as keyed hashes, the details a member was stopped with.

    So nobody can use dry runs to search for a wording of the same detail that passes.
    """
    spans = [(finding.start, finding.end) for finding in verdict.findings]
    stopped = tuple(c for c in report.candidates if any(start < c.end and c.start < end for start, end in spans))
    if stopped:
        known: list[str] = cache.get(_cache_key(writer), [])
        fresh = [digest for digest in _digests(stopped) if digest not in known]
        cache.set(_cache_key(writer), [*known, *fresh][-MAX_REMEMBERED:], REMEMBER_SECONDS)


def _known_again(writer: Member, report: Report) -> Verdict | None:
    """The verdict on a text that passes by itself but holds a detail its writer was just stopped with."""
    known = set(cache.get(_cache_key(writer), [])) if report.candidates else set()
    again = tuple(candidate for candidate in report.candidates if _digests((candidate,)) & known)
    return Verdict(Decision.REFUSE, _as_findings(again), KNOWN_REASON, KNOWN_RULE) if again else None
