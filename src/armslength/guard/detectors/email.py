"""E-mail addresses: written in the plain, or with the signs spelled out, bracketed or set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from armslength.guard.lexicons.cues import Cue
from armslength.guard.lexicons.load import read_tlds
from armslength.guard.text.lexicon import Hit
from armslength.guard.text.passage import Detail, Passage
from armslength.guard.types import Act, Kind

_LOCAL = r"[^\W_](?:[\w.+%'-]{0,63}\w)?"
_HOST = r"[^\W_](?:[\w-]{0,62}[^\W_])?(?:\.[^\W_](?:[\w-]{0,62}[^\W_])?){0,4}\.[^\W\d_]{2,24}"
_PLAIN = re.compile(rf"(?<![\w.+%-])({_LOCAL})@({_HOST})(?![\w-])")
_HOST_ONLY = re.compile(rf"@({_HOST})(?![\w-])")
_ODD_SIGN = re.compile(rf"(?<![\w./-])({_LOCAL})[*#=|~^&!]({_HOST})(?![\w/-])")

_BARE_HOST = re.compile(r"(?<![\w.@/-])(?:[a-z0-9-]{2,40}\.){1,3}([a-z]{2,10})(?![\w/-]|\.\w)")
_WORD = re.compile(r"[^\W_][\w-]{0,40}")
_WORD_BACK = re.compile(r"(?:[\w%+-]|(?<=\w)\.(?=\w)){1,41}$")
_MAX_GAP = 5
_GAP = re.compile(r"[\s()\[\]{}<>\"'.,:;*_=/|~→+-]{0,5}")
_DOT_SIGN = re.compile(r"[ ()\[\]]{0,3}[.,·]{1,2}[ ()\[\]]{0,3}")
_MAX_LABELS = 4
_MAX_LOCAL_PARTS = 8

_CUES = (Cue.EMAIL_NOUN, Cue.REACH_ME, Cue.ASK_EMAIL, Cue.HIDE)


def find_emails(passage: Passage) -> Iterator[Detail]:
    """Addresses in all their spellings."""
    if "@" in passage.text:
        yield from _find_plain(passage)
        yield from _find_hosts(passage)
    yield from _find_spelled(passage)
    yield from _find_after_provider(passage)
    if passage.has(*_CUES):
        yield from _find_odd_signs(passage)
    yield from _find_without_sign(passage)
    if passage.has(Cue.HIDE) and passage.has(Cue.EMAIL_NOUN):
        for match in _BARE_HOST.finditer(passage.text):
            if match.group(1) in read_tlds():
                yield _detail(match.start(), match.end(), 0.6, "email.in-parts")


def _detail(start: int, end: int, confidence: float, rule: str, value: str | None = None) -> Detail:
    technique = "plain" if rule == "email.plain" else "spelled"
    level = round(max(0.0, min(0.98, confidence)), 2)
    return Detail(Act.SHARE, Kind.EMAIL, start, end, level, rule, technique, value)


def _find_plain(passage: Passage) -> Iterator[Detail]:
    for match in _PLAIN.finditer(passage.text):
        yield _detail(match.start(), match.end(), 0.97, "email.plain", match.group())


def _find_hosts(passage: Passage) -> Iterator[Detail]:
    """An address whose first part is described instead of written: [my first name]@example.com."""
    for match in _HOST_ONLY.finditer(passage.text):
        before = passage.text[max(0, match.start() - 1) : match.start()]
        tld = match.group(1).rpartition(".")[2]
        if before in ("", " ", ")", "]", "}", ">", '"', "'") and tld in ("com", "org", "net", "io", "co", "de", "ru"):
            yield _detail(match.start(), match.end(), 0.7, "email.host")


def _find_odd_signs(passage: Passage) -> Iterator[Detail]:
    """Another sign in place of @, where the words say that an address is meant."""
    for match in _ODD_SIGN.finditer(passage.text):
        if match.group(2).rpartition(".")[2] in read_tlds() and any(c.isalpha() for c in match.group(1)):
            value = f"{match.group(1)}@{match.group(2)}"
            yield _detail(match.start(), match.end(), 0.7, "email.odd-sign", value)


@dataclass(frozen=True, slots=True)
class _Sign:
    """Something that may stand for @."""

    start: int
    end: int
    strength: float


def _signs(passage: Passage) -> Iterator[_Sign]:
    for match in re.finditer("@", passage.text):
        yield _Sign(match.start(), match.end(), 0.5)
    for cue, strength in ((Cue.AT, 0.5), (Cue.AT_WEAK, 0.1)):
        for hit in passage.of(cue):
            yield _Sign(hit.start, hit.end, strength)


_SIGN_BEFORE_PROVIDER = re.compile(r"(?<=[\w)])[ ]{0,2}(?:[©®™¤§^~*#%|&€£Ⓐ◎⊙∂∆]{1,2}|[(\[{<|/_-]a[)\]}>|/_-])[ ]{0,2}$")


def _signs_before_providers(passage: Passage) -> Iterator[_Sign]:
    """Any odd sign between a word and the name of a mail provider stands for @."""
    for provider in passage.of(Cue.PROVIDER):
        sign = _SIGN_BEFORE_PROVIDER.search(passage.text, max(0, provider.start - 8), provider.start)
        if sign is not None:
            yield _Sign(sign.start(), sign.end(), 0.5)


# An everyday word before a plain host ("look at example.org") is an address only where mail is spoken of.
_WEAK = 0.35


@dataclass(frozen=True, slots=True)
class _Host:
    end: int
    value: str
    strength: float


def _find_spelled(passage: Passage) -> Iterator[Detail]:
    for sign in (*_signs(passage), *_signs_before_providers(passage)):
        passage.budget.spend(300)
        host = _read_host(passage, sign.end)
        local = _read_local(passage, sign.start) if host else None
        if local is None or host is None:
            continue
        start, name = local
        if sign.strength + host.strength < _WEAK and not passage.near(Cue.EMAIL_NOUN, start, host.end, 40, 20):
            continue
        confidence = sign.strength + host.strength + _cue_strength(passage, start, host.end)
        yield _detail(start, host.end, confidence, "email.spelled", f"{name}@{host.value}")


def _cue_strength(passage: Passage, start: int, end: int) -> float:
    if any(passage.near(cue, start, end, 60, 40) for cue in _CUES):
        return 0.3
    return 0.15 if passage.near(Cue.MY, start, end, 30, 0) else 0.0


def _hit_at(passage: Passage, cue: Cue, at: int) -> Hit | None:
    """The longest term of a class that begins exactly here."""
    hit = passage.near(cue, at, at, before=0, after=0)
    return hit if hit is not None and hit.start == at else None


def _hit_before(passage: Passage, cue: Cue, at: int) -> Hit | None:
    """A term of a class that ends here, at most a few blanks before."""
    hits = [
        hit for hit in passage.of_range(cue, at - 24, at) if hit.end <= at and not passage.text[hit.end : at].strip()
    ]
    return hits[0] if hits else None


def _skip(passage: Passage, at: int) -> int:
    match = _GAP.match(passage.text, at)
    return match.end() if match else at


def _read_host(passage: Passage, at: int) -> _Host | None:
    """The host after a sign: a known provider, or labels with dots of any kind between them."""
    start = _skip(passage, at)
    if joiner := _hit_at(passage, Cue.JOIN, start):
        start = _skip(passage, joiner.end)
    if own := _hit_at(passage, Cue.OWN_DOMAIN, start):
        return _Host(own.end, "", 0.3)
    provider = _hit_at(passage, Cue.PROVIDER, start)
    if provider is not None:
        return _after_provider(passage, provider)
    return _read_labels(passage, start)


def _after_provider(passage: Passage, provider: Hit) -> _Host:
    tail = _read_dot(passage, provider.end)
    if tail is not None and (tld := _read_tld(passage, tail[0])):
        return _Host(tld[0], provider.sense.value, 0.6)
    gap = _skip(passage, provider.end)
    if gap - provider.end <= 2 and (bare := _read_tld(passage, gap)) and bare[1] in ("com", "net", "ru", "de", "co.uk"):
        return _Host(bare[0], provider.sense.value, 0.55)
    return _Host(provider.end, provider.sense.value, 0.35)


def _read_labels(passage: Passage, at: int) -> _Host | None:
    labels: list[str] = []
    spelled = 0
    end = at
    for _ in range(_MAX_LABELS):
        word = _WORD.match(passage.text, end)
        if word is None:
            return None
        labels.append(word.group())
        end = word.end()
        dot = _read_dot(passage, end)
        if dot is None:
            joined = _hit_at(passage, Cue.TLD, _skip_blanks(passage, end))
            is_dotted = joined is not None and passage.text.startswith("dot", joined.start)
            return _Host(joined.end, f"{labels[-1]}.com", 0.5) if joined and is_dotted else None
        spelled += dot[1]
        tld = _read_tld(passage, dot[0])
        if tld and (dot[2] or tld[1] in _PLAIN_TLDS):
            strength = 0.5 if spelled else 0.2
            return _Host(tld[0], ".".join([*labels, tld[1]]), strength)
        end = dot[0]
    return None


# Endings that are hardly ever words by themselves: what may follow a comma or a full stop and a blank.
_PLAIN_TLDS = frozenset(["com", "net", "org", "io", "edu", "gov", "co.uk", "ru", "de", "fr", "ua", "pl", "br"])


def _read_dot(passage: Passage, at: int) -> tuple[int, bool, bool] | None:
    """End of a dot after `at`, whether it was spelled or set apart, whether it is sure to be one; None for none."""
    start = _skip_blanks(passage, at)
    if hit := _hit_at(passage, Cue.DOT, start):
        return _skip_blanks(passage, hit.end), True, True
    match = _DOT_SIGN.match(passage.text, at)
    if match is None:
        return None
    return match.end(), match.group() != ".", match.group() == "."


def _skip_blanks(passage: Passage, at: int) -> int:
    text = passage.text
    end = min(len(text), at + _MAX_GAP)
    while at < end and text[at] in " \t-_()[]'\"":
        at += 1
    return at


def _read_tld(passage: Passage, at: int) -> tuple[int, str] | None:
    if hit := _hit_at(passage, Cue.TLD, at):
        return hit.end, hit.sense.value or passage.text[hit.start : hit.end]
    word = _WORD.match(passage.text, at)
    if word is None or word.group() not in read_tlds():
        return None
    return word.end(), word.group()


def _read_local(passage: Passage, at: int) -> tuple[int, str] | None:
    """The name before a sign: a word, and whatever signs and numbers tie more words to it."""
    text = passage.text
    end = _skip_back(text, at)
    if joiner := _hit_before(passage, Cue.JOIN, end):
        end = _skip_back(text, joiner.start)
    word = _WORD_BACK.search(text, max(0, end - 42), end)
    if word is None:
        return None
    start, parts = word.start(), [word.group()]
    for _ in range(_MAX_LOCAL_PARTS):
        more = _read_more_local(passage, start)
        if more is None:
            break
        start = more[0]
        parts.insert(0, more[1])
    name = "".join(parts).strip(".-+_")
    return (start, name) if name else None


def _skip_back(text: str, at: int) -> int:
    end = at
    while end and at - end < _MAX_GAP and text[end - 1] in " ([{<'\",-_*+\t":
        end -= 1
    return end


_JOINED = {Cue.DOT: ".", Cue.UNDERSCORE: "_", Cue.DASH: "-"}
_SIGN_BACK = re.compile(r"(?:[^\W_]{1,40})[ ]?([._+-])[ ]$")


def _read_more_local(passage: Passage, at: int) -> tuple[int, str] | None:
    for cue, sign in _JOINED.items():
        if hit := _hit_before(passage, cue, at):
            word = _WORD_BACK.search(passage.text.rstrip(), max(0, hit.start - 42), hit.start) or _WORD_BACK.search(
                passage.text, max(0, hit.start - 42), max(0, hit.start - 1)
            )
            return (word.start(), word.group() + sign) if word else None
    match = _SIGN_BACK.search(passage.text, max(0, at - 44), at)
    return (match.start(), match.group().replace(" ", "")) if match else None


_HANDLE = re.compile(r"(?<![\w@/.])(?=[\w-]{0,30}(?:[\d_]|\.\w))[^\W_][\w.-]{2,30}[^\W_](?![\w@/])")


_NAME_AFTER = re.compile(r"(?P<sign>\s{0,2}(?:is|[:=→-])\s{0,2})(?P<name>[^\W_][\w.-]{2,30}\w)(?![\w@])")
_MARK = re.compile(r"[\d_]|\w\.\w")


def _find_after_provider(passage: Passage) -> Iterator[Detail]:
    """The provider first, then the name: my gmail is name77, gmail: name."""
    for provider in passage.of(Cue.PROVIDER):
        match = _NAME_AFTER.match(passage.text, provider.end)
        if match is None or not (_MARK.search(match["name"]) or ":" in match["sign"] or "=" in match["sign"]):
            continue
        level = 0.7 if _MARK.search(match["name"]) else 0.55
        value = f"{match['name']}@{provider.sense.value}"
        yield _detail(match.start("name"), match.end("name"), level, "email.after-provider", value)


def _find_without_sign(passage: Passage) -> Iterator[Detail]:
    """A name and a provider with nothing between them that stands for @, where an address is spoken of."""
    is_spoken_of = passage.has(*_CUES)
    for provider in passage.of(Cue.PROVIDER):
        window = max(0, provider.start - 60)
        for match in _HANDLE.finditer(passage.text, window, provider.start):
            if is_spoken_of or _is_led_on(passage, match.end(), provider):
                name = match.group()
                yield _detail(match.start(), provider.end, 0.6, "email.parts", f"{name}@{provider.sense.value}")
                break


_MAX_LEAD_CHARS = 12


def _is_led_on(passage: Passage, end: int, provider: Hit) -> bool:
    """Whether a name goes on into a provider: by a joining word, a label of its own, or the ending behind it."""
    between = passage.text[end : provider.start]
    if "\n" in between and ":" in between:
        return True
    if len(between) > _MAX_LEAD_CHARS:
        return False
    is_joined = any(end <= hit.start < provider.start for hit in passage.of_range(Cue.JOIN, end, provider.start))
    return is_joined or _after_provider(passage, provider).strength > _WEAK
