"""Joins what one message adds with what the conversation remembers, and says when that makes a detail whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from armslength.guard.learned.decide import LEARNED
from armslength.guard.learned.model import NO_ODDS, Odds
from armslength.guard.scan import Knowledge, Scan, make_finding, survey_text
from armslength.guard.text.fold import Reading
from armslength.guard.text.passage import BudgetExceededError, Detail, Passage
from armslength.guard.thread.pieces import Pieces, Span, take_pieces
from armslength.guard.thread.state import Fragment, Piece, writer_hash
from armslength.guard.types import Act, Candidate, Finding, Kind

MAX_AGE_SECONDS = 14 * 24 * 3600.0
MAX_SHORT_CHARS = 200  # quiet texts up to here may hold a first piece
MAX_SURVEYED_CHARS = 600  # and up to here a further one
MIN_DIGITS = 7
MAX_DIGITS = 15
_TYPICAL_DIGITS = range(9, 13)
_TYPICAL_GROUPS = frozenset(
    {(3, 3, 4), (3, 7), (6, 4), (5, 6), (4, 3, 4), (4, 3, 3), (3, 3, 3), (2, 2, 2, 2, 2), (5, 5), (4, 6), (3, 4, 4)}
)
_THREAD_LEVEL = 0.5
_FRESH = 8  # so many fragments back something said still explains what is said now
_KINDS = {"messenger": Kind.MESSENGER, "social": Kind.SOCIAL, "meeting": Kind.MEETING, "payment": Kind.PAYMENT}
# What is remembered of a message that is flagged anyway: enough to understand the next, none of its digits and names.
_LASTING = (Piece.APP, Piece.CALL, Piece.ASK)


@dataclass(frozen=True, slots=True)
class Joined:
    """What a conversation adds to the scan of one message, and the memory after it."""

    findings: tuple[Finding, ...]
    candidates: tuple[Candidate, ...]
    fragments: list[Fragment]


@dataclass(frozen=True, slots=True)
class _Message:
    """One message while it is joined; `key` says what the model thinks it does with pieces said before."""

    writer: int
    at: float
    reading: Reading
    reading_at: int
    length: int
    pieces: Pieces
    key: Odds

    @property
    def gives(self) -> bool:
        """Whether the message makes a detail of what was said before."""
        return self.key.share >= _KEY_AT

    @property
    def asks(self) -> bool:
        """Whether the message asks for what is missing of it."""
        return self.key.ask >= _ASKING_AT


def join_message(
    text: str, scan: Scan, knowledge: Knowledge, *, sender: str, at: float, fragments: Sequence[Fragment]
) -> Joined:
    """What `text` completes of earlier messages. `at` is in seconds; fragments older than two weeks are forgotten."""
    recent = [fragment for fragment in fragments if at - fragment.at <= MAX_AGE_SECONDS]
    is_short = len(text) <= (MAX_SURVEYED_CHARS if recent else MAX_SHORT_CHARS)
    passage = scan.passage
    if passage is None and is_short:
        passage = survey_text(text, knowledge.lexicon, must_hold_piece=not recent)
    if passage is None:
        return Joined((), (), recent)
    read = _read_pieces(passage, scan, knowledge, may_be_key=bool(recent) and is_short)
    if read is None:
        return Joined((), (), recent)
    message = _Message(writer_hash(sender), at, passage.reading, scan.passage_at, len(text), *read)
    if any(_is_whole(finding) for finding in scan.findings):
        return Joined((), (), _remember(recent, message, only=_LASTING))
    details = _strongest(_join(message, recent, scan))
    return Joined(
        tuple(make_finding(detail, completes_thread=True) for detail in details),
        tuple(Candidate(d.kind, d.value, d.start, d.end, d.confidence) for d in details if d.value),
        _remember(recent, message, only=_LASTING if any(d.confidence >= _THREAD_LEVEL for d in details) else ()),
    )


def _read_pieces(passage: Passage, scan: Scan, knowledge: Knowledge, *, may_be_key: bool) -> tuple[Pieces, Odds] | None:
    """What a message holds and does with earlier pieces; None where the scan left no budget for it."""
    try:
        pieces = take_pieces(passage, scan)
        return pieces, knowledge.model.key_odds(passage) if knowledge.model is not None and may_be_key else NO_ODDS
    except BudgetExceededError:
        return None


def _is_whole(finding: Finding) -> bool:
    """Whether a finding is a whole detail of its own; what only the model saw may as well be the first half of one."""
    is_sure = finding.act is Act.SHARE and finding.confidence >= _THREAD_LEVEL
    return is_sure and not finding.rule.startswith(LEARNED)


def _remember(recent: list[Fragment], message: _Message, only: tuple[Piece, ...] = ()) -> list[Fragment]:
    spans = [span for span in message.pieces.spans if not only or span.piece in only]
    return recent + [Fragment(message.writer, message.at, span.piece, span.payload) for span in _condense(spans)]


def _condense(spans: Sequence[Span]) -> list[Span]:
    """Neighbouring digits as one fragment, and each other piece once: the memory is small."""
    kept: list[Span] = []
    for span in spans:
        last = kept[-1] if kept else None
        if last is not None and span.piece is last.piece and span.piece in (Piece.DIGITS, Piece.LABELLED):
            kept[-1] = Span(span.piece, last.payload + span.payload, last.start, span.end)
        elif all((span.piece, span.payload) != (other.piece, other.payload) for other in kept):
            kept.append(span)
    return kept


def _join(message: _Message, recent: Sequence[Fragment], scan: Scan) -> Iterator[Detail]:
    yield from _join_digits(message, recent)
    yield from _join_account(message, recent)
    yield from _join_mailbox(message, recent)
    yield from _answer(message, recent)
    yield from _join_asks(message, recent, scan)
    yield from _ask_for_missing(message, recent)


def _strongest(details: Iterator[Detail]) -> list[Detail]:
    best = max(details, key=lambda detail: detail.confidence, default=None)
    return [best] if best is not None else []


def _spot(message: _Message, spans: Sequence[Span]) -> tuple[int, int]:
    """The place of pieces in the text as given; the whole text when there are none."""
    if not spans:
        return 0, message.length
    start, end = message.reading.locate(spans[0].start, max(span.end for span in spans))
    return start + message.reading_at, end + message.reading_at


def _share(message: _Message, spans: Sequence[Span], kind: Kind, level: float, rule: str, value: str) -> Detail:
    start, end = _spot(message, spans)
    return Detail(Act.SHARE, kind, start, end, min(0.95, round(level, 2)), rule, "split", value)


def _payloads(recent: Sequence[Fragment], piece: Piece, writer: int | None = None) -> list[str]:
    return [f.payload for f in recent if f.piece is piece and writer in (None, f.writer)]


def _join_digits(message: _Message, recent: Sequence[Fragment]) -> Iterator[Detail]:
    """Digits of this message behind those of earlier ones: first the writer's own, then those of both."""
    pieces = message.pieces
    calls = bool(pieces.of(Piece.CALL)) or message.gives
    is_riddle = calls and (pieces.is_riddle or message.gives)
    own = pieces.digits(with_labelled=is_riddle)
    if not own and not is_riddle:
        return
    for writer in (message.writer, None):
        earlier = _payloads(recent, Piece.DIGITS, writer)
        labelled = [
            f.payload for f in recent if f.piece in (Piece.DIGITS, Piece.LABELLED) and writer in (None, f.writer)
        ]
        for parts, is_labelled in ((earlier, False), (labelled if is_riddle else [], True)):
            value = "".join(parts) + own
            if parts and own not in parts and MIN_DIGITS <= len(value) <= MAX_DIGITS:
                level = _digits_level(message, recent, parts, own, calls=calls) - (0.1 if is_labelled else 0)
                spans = [s for s in pieces.spans if s.piece in (Piece.DIGITS, Piece.LABELLED, Piece.CALL)]
                digit_spans = [s for s in spans if s.piece is not Piece.CALL] or spans
                yield _share(message, digit_spans, _phone_kind(recent, pieces), level, "thread.digits", value)


def _phone_kind(recent: Sequence[Fragment], pieces: Pieces) -> Kind:
    apps = [span.payload for span in pieces.of(Piece.APP)] or _payloads(recent, Piece.APP)
    return _KINDS[apps[-1].partition(":")[0]] if apps else Kind.PHONE


def _digits_level(
    message: _Message, recent: Sequence[Fragment], parts: Sequence[str], own: str, *, calls: bool
) -> float:
    """How sure it is that the digits are one number: words about calling, bare messages, the shape of a number."""
    value = "".join(parts) + own
    level = 0.0
    if calls:
        level += 0.45
    elif any(f.piece in (Piece.CALL, Piece.ASK, Piece.APP) for f in recent[-_FRESH:]) or message.pieces.of(Piece.APP):
        level += 0.35
    if value.startswith("0") or len(parts[0]) >= MIN_DIGITS:
        level += 0.2
    if message.pieces.is_bare:
        level += 0.2
    elif message.pieces.is_going_on:
        level += 0.15
    if tuple(len(part) for part in (*parts, own)) in _TYPICAL_GROUPS:
        level += 0.1
    if len(value) in _TYPICAL_DIGITS:
        level += 0.15
    if message.pieces.is_work:
        level -= 0.4
    return level


def _join_account(message: _Message, recent: Sequence[Fragment]) -> Iterator[Detail]:
    """A name now and the app before, or the app now and the name before."""
    pieces = message.pieces
    if pieces.is_work and not pieces.of(Piece.CALL):
        return
    apps, names = pieces.of(Piece.APP), pieces.of(Piece.HANDLE)
    known_names = _payloads(recent[-_FRESH:], Piece.HANDLE)
    known_apps = _payloads(recent[-_FRESH:], Piece.APP)
    if apps and known_names and not names:
        kind = _KINDS[apps[-1].payload.partition(":")[0]]
        has_person = bool(pieces.of(Piece.CALL)) or pieces.is_bare or message.gives
        level = 0.65 if has_person else 0.4
        yield _share(message, apps, kind, level, "thread.account", known_names[-1])
    if names and known_apps:
        kind = _KINDS[known_apps[-1].partition(":")[0]]
        has_person = bool(pieces.of(Piece.CALL)) or pieces.is_bare or message.gives
        yield _share(message, names, kind, 0.65 if has_person else 0.4, "thread.account", names[-1].payload)


def _join_mailbox(message: _Message, recent: Sequence[Fragment]) -> Iterator[Detail]:
    """A mailbox name before and the provider now, or the other way round."""
    pieces = message.pieces
    providers, names = pieces.of(Piece.PROVIDER), pieces.of(Piece.HANDLE)
    fresh = recent[-_FRESH:]
    known_names, known_providers = _payloads(fresh, Piece.HANDLE), _payloads(fresh, Piece.PROVIDER)
    if providers and known_names and pieces.is_bare:
        value = f"{known_names[-1]}@{providers[-1].payload}"
        yield _share(message, providers, Kind.EMAIL, 0.75, "thread.mailbox", value)
    if names and known_providers and pieces.is_bare:
        value = f"{names[-1].payload}@{known_providers[-1]}"
        yield _share(message, names, Kind.EMAIL, 0.65, "thread.mailbox", value)


_ANSWERABLE = 4
_MIN_ANSWER_DIGITS = 5


def _answer(message: _Message, recent: Sequence[Fragment]) -> Iterator[Detail]:
    """A short answer with a name or digits to a question for a detail that the other side has just asked."""
    asks = [f for f in recent[-_ANSWERABLE:] if f.piece is Piece.ASK and f.writer != message.writer]
    pieces = message.pieces
    if not asks or not pieces.is_bare:
        return
    names, digits = pieces.of(Piece.HANDLE), pieces.of(Piece.DIGITS)
    kind = Kind(asks[-1].payload)
    if names:
        yield _share(message, names, kind, 0.7, "thread.answer", names[-1].payload)
    elif len(pieces.digits()) >= _MIN_ANSWER_DIGITS:
        yield _share(message, digits, kind, 0.6, "thread.answer", pieces.digits())


_WEAK_ASK = 0.35
_KEY_AT = 0.5
_ASKING_AT = 0.8


def _join_asks(message: _Message, recent: Sequence[Fragment], scan: Scan) -> Iterator[Detail]:
    """A vague question that an app named before makes clear."""
    apps = _payloads(recent, Piece.APP, message.writer)
    if not apps or message.pieces.is_work:
        return
    for finding in scan.findings:
        if finding.act is Act.ASK and _WEAK_ASK <= finding.confidence < _THREAD_LEVEL:
            kind = _KINDS[apps[-1].partition(":")[0]]
            yield Detail(Act.ASK, kind, finding.start, finding.end, 0.6, "thread.ask", "split")


_MISSING_OF = (Piece.DIGITS, Piece.HANDLE, Piece.APP, Piece.ASK)


def _ask_for_missing(message: _Message, recent: Sequence[Fragment]) -> Iterator[Detail]:
    """A question without digits of its own for the rest of what was begun: the last digits, the app of a name."""
    pieces = message.pieces
    is_begun = any(f.piece in _MISSING_OF for f in recent[-_FRESH:])
    if message.asks and is_begun and not pieces.is_work and not pieces.digits(with_labelled=True):
        level = round(_THREAD_LEVEL + (message.key.ask - _ASKING_AT) * 2, 2)
        yield Detail(Act.ASK, _phone_kind(recent, pieces), 0, message.length, level, "thread.missing", "split")
