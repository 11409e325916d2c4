"""Accounts on messengers and social sites: a name beside an app's name, or an @name where somebody says find me."""

from __future__ import annotations

import re
from collections.abc import Iterator

from armslength.guard.lexicons.cues import Cue
from armslength.guard.lexicons.load import read_words
from armslength.guard.text.lexicon import Hit
from armslength.guard.text.passage import Detail, Passage
from armslength.guard.types import Act, Kind

_NAME = r"(?:live:)?@?[^\W_](?:[\w.-]{0,30}\w)?(?:#\d{4})?_{0,2}"
_NAME_AFTER = re.compile(rf"(?P<sign>[\s:=\-→>~|/\"'(,.·]{{0,6}})(?P<name>{_NAME})")
_NAME_BEFORE = re.compile(
    rf"(?<![\w@/.])(?P<name>{_NAME})[\"')]?[\s,]{{1,2}}(?P<on>[^\W\d_]{{1,5}}[\s]{{1,2}}){{0,2}}$"
)
_AT_NAME = re.compile(r"(?<![\w@/.])@[^\W\d](?:[\w.]{1,30}\w)(?![\w@]|\.\w|/)")
_TAGGED = re.compile(r"(?<![\w@/.#])[^\W_][\w.]{1,30}#\d{4}(?!\w)")
_QUOTED_NAME = re.compile(r"[\s:=\-→]{0,4}[\"']([^\"'\n]{2,40})[\"']")
_MARKS = re.compile(r"[\d_@#]|\w\.\w|\w-\w")

_KINDS = {"messenger": Kind.MESSENGER, "social": Kind.SOCIAL, "meeting": Kind.MEETING, "payment": Kind.PAYMENT}
_FILLERS = (Cue.HANDLE_NOUN, Cue.MY, Cue.FIND_ME, Cue.AT_WEAK, Cue.NUMBER_NOUN, Cue.SLASH)
_MAX_FILLERS = 4
_FILLER_WORDS = read_words("fillers")


def kind_of_app(hit: Hit) -> Kind:
    """The kind of contact that an app's name stands for."""
    return _KINDS[hit.sense.value.partition(":")[0]]


def find_accounts(passage: Passage) -> Iterator[Detail]:
    """Account names with the app they belong to, and @names where the words say they are the writer's."""
    for app in passage.of(Cue.APP):
        passage.budget.spend(250)
        kind = kind_of_app(app)
        if kind is not Kind.MEETING:
            yield from _find_after(passage, app, kind)
            yield from _find_before(passage, app, kind)
    yield from _find_at_names(passage)
    yield from _find_slash_names(passage)
    yield from _find_tagged(passage)
    if passage.has(Cue.APP):
        yield from _find_named(passage)


_NAMED = re.compile(rf"[\s:=\"'-]{{1,4}}(?P<name>{_NAME})")
_NAMED_REACH = 70


def _find_named(passage: Passage) -> Iterator[Detail]:
    """A word for an account and its name, with the app somewhere else in the sentence: we use wechat, add id name_7."""
    for noun in passage.of(Cue.HANDLE_NOUN):
        match = _NAMED.match(passage.text, noun.end)
        app = passage.near(Cue.APP, noun.start, noun.end, _NAMED_REACH, _NAMED_REACH)
        if match is not None and app is not None and _MARKS.search(match["name"]) and not match["name"].isdigit():
            yield _detail(kind_of_app(app), *match.span("name"), 0.7, "account.named", match["name"])


def _find_after(passage: Passage, app: Hit, kind: Kind) -> Iterator[Detail]:
    """The app first: telegram: @name, my insta is name, skype id name."""
    at, is_named = _skip_fillers(passage, app.end)
    match = _NAME_AFTER.match(passage.text, at)
    if match is None or _COMPOUND.match(passage.text, app.end):
        return
    signs = passage.text[app.end : match.start("name")]
    if ". " in signs or ("\n" in signs and ":" not in signs):
        return
    level = _name_level(
        passage, match, app, is_marked=is_named or ":" in signs or "=" in signs or "→" in signs or ">" in signs
    )
    if level > 0:
        yield _detail(kind, match.start("name"), match.end("name"), level, "account.after-app", match["name"])


def _skip_fillers(passage: Passage, at: int) -> tuple[int, bool]:
    """Where the name may begin, past words such as `is` and `my`, and whether one of them says that a name follows."""
    is_named = passage.text.startswith("'s ", at)
    if is_named:
        at += len("'s")
    for _ in range(_MAX_FILLERS):
        word = _FILLER.match(passage.text, at)
        if word is None or _MARKS.search(word["word"]):
            break
        hit_start = word.start("word")
        is_noun = _begins(passage, Cue.HANDLE_NOUN, hit_start)
        if not (is_noun or word["word"] in _FILLER_WORDS or _begins(passage, Cue.MY, hit_start)):
            break
        is_named = is_named or is_noun or word["word"] in _COPULAS
        at = word.end("word")
    return at, is_named


_FILLER = re.compile(r"[\s:=\-,(]{0,4}(?P<word>[^\W_][\w']{0,14})")
_COMPOUND = re.compile(r"[-_/][a-z]")
_COPULAS = read_words("copulas")
_STATES = read_words("states")
_NAMING = read_words("naming")


def _begins(passage: Passage, cue: Cue, at: int) -> bool:
    return bool(passage.of_range(cue, at, at + 1))


def _name_level(passage: Passage, match: re.Match[str], app: Hit, *, is_marked: bool) -> float:
    name = match["name"]
    bare = name.removeprefix("live:").removeprefix("@")
    if len(bare) < 3 or bare.isdigit() or _is_known_word(passage, match):
        return 0.0
    has_person = bool(passage.near(Cue.MY, app.start, app.end, 24, 12) or _is_reaching(passage, app))
    if name.startswith(("@", "live:")) or "#" in name:
        return 0.92
    if _MARKS.search(bare):
        return 0.9 if is_marked or has_person else 0.6
    named = _NAMING.intersection(passage.text[app.end : match.start("name")].split())
    if is_marked and (has_person or named):
        return 0.7
    return 0.55 if is_marked and ":" in passage.text[app.end : match.start("name")] else 0.0


def _is_known_word(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the supposed name is itself a term of the lexicon, and so hardly a name."""
    start, end = match.span("name")
    return any(
        hit.end >= end or cue is Cue.APP
        for cue in (
            Cue.APP,
            Cue.WORK_NOUN,
            Cue.MY,
            Cue.YOUR,
            Cue.NOT,
            Cue.PHONE_NOUN,
            Cue.EMAIL_NOUN,
            Cue.MOVE,
            Cue.PLATFORM,
        )
        for hit in passage.of_range(cue, start, start + 1)
    )


def _is_reaching(passage: Passage, app: Hit) -> bool:
    return any(passage.near(cue, app.start, app.end, 40, 40) for cue in (Cue.REACH_ME, Cue.FIND_ME))


def _find_before(passage: Passage, app: Hit, kind: Kind) -> Iterator[Detail]:
    """The name first: @name on telegram, name_77 (insta)."""
    low, _ = passage.sentence(app.start)
    match = _NAME_BEFORE.search(passage.text, max(low, app.start - 48), app.start)
    if match is None or not (match["on"] or passage.text[app.start - 1] in "(,"):
        return
    name = match["name"]
    bare = name.removeprefix("@")
    if len(bare) < 3 or bare.isdigit() or _is_known_word(passage, match):
        return
    is_called = passage.near(Cue.MY, match.start("name"), match.start("name"), 2, 0) is not None
    if not _MARKS.search(name):
        if is_called and match["on"] and name not in _STATES and kind is not Kind.PAYMENT:
            yield _detail(kind, match.start("name"), match.end("name"), 0.6, "account.before-app", name)
        return
    level = 0.9 if name.startswith("@") or is_called or _is_reaching(passage, app) else 0.5
    yield _detail(kind, match.start("name"), match.end("name"), level, "account.before-app", name)


_CODE_NAMES = read_words("code_names")
_STANDS_OUT = re.compile(r"[:：፦\n]\s?$")


def _find_at_names(passage: Passage) -> Iterator[Detail]:
    for match in _AT_NAME.finditer(passage.text):
        start, end = match.span()
        if any(passage.near(cue, start, end, 40, 30) for cue in (Cue.REACH_ME, Cue.FIND_ME)):
            level = 0.75
        elif passage.near(Cue.APP, start, end, 40, 40) or passage.near(Cue.HANDLE_NOUN, start, end, 16, 0):
            level = 0.7
        elif match.group() in _CODE_NAMES or passage.text.startswith("(", end):
            continue
        elif any(c.isdigit() or c == "_" for c in match.group()) or _STANDS_OUT.search(
            passage.text, max(0, start - 3), start
        ):
            level = 0.55
        else:
            level = 0.3
        yield _detail(Kind.SOCIAL, start, end, level, "account.at-name", match.group())


_SLASH_NAME = re.compile(r"(?<![\w/.:<])/[a-z][\w.]{3,30}(?![\w/>])")


def _find_slash_names(passage: Passage) -> Iterator[Detail]:
    """A path alone, where a social site is named and somebody can be found: the bird site, /name."""
    for match in _SLASH_NAME.finditer(passage.text):
        app = passage.near(Cue.APP, *match.span(), 50, 20)
        if app is not None and any(passage.near(cue, *match.span(), 60, 60) for cue in (Cue.FIND_ME, Cue.REACH_ME)):
            yield _detail(kind_of_app(app), *match.span(), 0.75, "account.slash-name", match.group()[1:])


def _find_tagged(passage: Passage) -> Iterator[Detail]:
    if "#" not in passage.text:
        return
    for match in _TAGGED.finditer(passage.text):
        has_cue = any(passage.near(cue, *match.span(), 40, 40) for cue in (Cue.MY, Cue.APP, Cue.FIND_ME, Cue.REACH_ME))
        yield _detail(Kind.MESSENGER, *match.span(), 0.85 if has_cue else 0.4, "account.tagged", match.group())


def _detail(kind: Kind, start: int, end: int, level: float, rule: str, name: str) -> Detail:
    return Detail(Act.SHARE, kind, start, end, level, rule, value=name.removeprefix("@").lower())
