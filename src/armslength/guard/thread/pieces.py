"""What one message adds to the memory: unexplained digits, names, apps, questions, words about calling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from armslength.guard.lexicons.cues import Cue
from armslength.guard.scan import Scan
from armslength.guard.text.lexicon import Hit
from armslength.guard.text.numerals import Group, figure_groups, spoken_languages, word_groups
from armslength.guard.text.passage import Passage
from armslength.guard.thread.state import Piece
from armslength.guard.types import Act

MAX_DIGITS_OF_A_MESSAGE = 15
_BARE_LETTERS = 14
_PROSE_LETTERS = 40
# Digits that belong to a name or are a fraction: i3, w32codec, 14.04
_IN_WORD = re.compile(r"[a-z]\d|\d[a-z]|\d\.\d")
_NAME = re.compile(
    r"(?<![\w@/.:-])@?[^\W_][\w.]{2,30}\w(?:#\d{4})?(?![\w@/:-]|\.\w)|(?<!\w)[a-z]\w{2,24}_(?!\w)|(?<!\w)_[\w.]{1,24}\w"
)
_MARK = re.compile(r"[_@#]|[a-z]\.[a-z]|[a-z]\d|\d[a-z]")
_FILE_NAME = re.compile(
    r"\.(?:py|js|ts|md|txt|pdf|psd|ai|png|jpe?g|svg|zip|csv|json|xml|html?|css|php|docx?|xlsx?|mp[34]|mov|sh|rs|go|java|conf|log|com|org|net|io)$"
)
_CALLING = (Cue.REACH_ME, Cue.PHONE_NOUN, Cue.ASK_PHONE, Cue.FIND_ME)
_TALKING = ("messenger:", "social:", "meeting:")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a message with its place in the folded text."""

    piece: Piece
    payload: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """All pieces of one message.

    `is_bare` says that the message holds little else, `is_work` that it speaks of a job, `is_riddle` that it hints at
    another way of reading, `is_going_on` that its digits go on from something: and then, next.
    """

    spans: tuple[Span, ...]
    is_bare: bool
    is_work: bool
    is_riddle: bool
    is_going_on: bool

    def of(self, piece: Piece) -> list[Span]:
        """The pieces of one sort, by place."""
        return [span for span in self.spans if span.piece is piece]

    def digits(self, *, with_labelled: bool = False) -> str:
        """The message's unexplained digits in a row, or all of its digits."""
        wanted = (Piece.DIGITS, Piece.LABELLED) if with_labelled else (Piece.DIGITS,)
        return "".join(span.payload for span in self.spans if span.piece in wanted)


def take_pieces(passage: Passage, scan: Scan) -> Pieces:
    """The pieces of a message, by place."""
    spans = [*_digit_spans(passage), *_name_spans(passage), *_word_spans(passage), *_asks(scan)]
    told = sum(span.end - span.start for span in spans if span.piece in (Piece.DIGITS, Piece.LABELLED, Piece.HANDLE))
    letters = sum(char.isalnum() for char in passage.text) - told
    return Pieces(
        tuple(sorted(spans, key=lambda span: span.start)),
        letters <= _BARE_LETTERS,
        passage.has(Cue.WORK_STRONG, Cue.ID_NOUN),
        passage.has(Cue.HIDE),
        any(passage.near(Cue.JOIN, span.start, span.start, 6, 0) for span in spans if span.piece is Piece.DIGITS),
    )


def _digit_spans(passage: Passage) -> Iterator[Span]:
    groups = _all_groups(passage)
    if sum(len(group.digits) for group in groups) > 2 * MAX_DIGITS_OF_A_MESSAGE:
        return
    is_prose = sum(char.isalpha() for char in passage.text) > _PROSE_LETTERS and not passage.has(*_CALLING, Cue.HIDE)
    for group in groups:
        is_claimed = is_prose or passage.is_claimed(group.start, group.end) or _is_labelled(passage, group)
        yield Span(Piece.LABELLED if is_claimed else Piece.DIGITS, group.digits, group.start, group.end)


def _is_labelled(passage: Passage, group: Group) -> bool:
    if passage.near(Cue.ID_NOUN, group.start, group.end, 16, 10) is not None:
        return True
    around = passage.text[max(0, group.start - 2) : group.end + 2]
    return not group.is_word and _IN_WORD.search(around) is not None


def _all_groups(passage: Passage) -> Sequence[Group]:
    groups = figure_groups(passage.text)
    languages = spoken_languages(passage)
    if languages and sum(hit.sense.language == languages[0] for hit in passage.of(Cue.NUMBER)) >= _MIN_NUMBER_WORDS:
        words = [word for word in word_groups(passage, languages[0]) if not _overlaps(word, groups)]
        groups = sorted([*groups, *words], key=lambda group: group.start)
    return groups


_MIN_NUMBER_WORDS = 2


def _overlaps(word: Group, groups: Sequence[Group]) -> bool:
    return any(word.start < group.end and group.start < word.end for group in groups)


def _name_spans(passage: Passage) -> Iterator[Span]:
    for match in _NAME.finditer(passage.text):
        name = match.group()
        if _MARK.search(name) and not _FILE_NAME.search(name) and not passage.is_claimed(*match.span()):
            yield Span(Piece.HANDLE, name.lstrip("@"), *match.span())
        elif any(hit.end <= match.start() <= hit.end + 5 for hit in _handle_nouns(passage, match.start())):
            yield Span(Piece.HANDLE, name, *match.span())


def _handle_nouns(passage: Passage, at: int) -> Sequence[Hit]:
    return passage.of_range(Cue.HANDLE_NOUN, at - 24, at)


def _word_spans(passage: Passage) -> Iterator[Span]:
    yield from _app_spans(passage)
    for hit in passage.of(Cue.PROVIDER):
        yield Span(Piece.PROVIDER, hit.sense.value, hit.start, hit.end)
    for cue in _CALLING:
        for hit in passage.of(cue)[:1]:
            yield _call(hit)
    for hit in passage.of(Cue.NUMBER_NOUN):
        if passage.near(Cue.MY, hit.start, hit.end, 6, 0):
            yield _call(hit)
    if re.search(r"\d", passage.text):
        for hit in passage.of(Cue.HIDE)[:1]:
            yield _call(hit)


def _app_spans(passage: Passage) -> Iterator[Span]:
    for hit in passage.of(Cue.APP):
        if hit.sense.value.startswith(_TALKING):
            yield Span(Piece.APP, hit.sense.value, hit.start, hit.end)
            if passage.near(Cue.MY, hit.start, hit.end, 8, 0):
                yield _call(hit)


def _call(hit: Hit) -> Span:
    return Span(Piece.CALL, "", hit.start, hit.end)


def _asks(scan: Scan) -> Iterator[Span]:
    for finding in scan.findings:
        if finding.act is Act.ASK and finding.confidence >= 0.35:
            yield Span(Piece.ASK, finding.kind, finding.start, finding.end)
