"""Links, each with a class: what it leads to decides whether it gives a way to reach somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from armslength.guard.lexicons.cues import Cue
from armslength.guard.lexicons.load import read_hosts, read_tlds, read_words
from armslength.guard.text.passage import Detail, Passage
from armslength.guard.types import Act, Kind, LinkClass

_BODY = r"[^\s<>\"'`{}|\\^]"
_URL = re.compile(
    rf"(?:h(?:tt|xx)ps?|ftp)://{_BODY}+"
    rf"|(?<![\w@.-])(?:[^\W_][\w-]{{0,62}}\.){{1,5}}[a-z]{{2,24}}(?![\w@-])(?::\d{{2,5}})?(?:[/?#]{_BODY}*)?"
)
_TRAILING = ".,;:!?)]}>*_~'\""
_SCHEME = re.compile(r"^[a-z]+://")

_AMBIGUOUS_TLDS = read_words("ambiguous_tlds")
_CONTACT_PATH = re.compile(
    r"[/#?.](?:contacts?|contact-?(?:us|me)|contacto|contato|kontakt|kontakty|impressum|careers?|jobs?|job-[a-z]+|apply|"
    r"positions?|hire-?(?:us|me)?|hiring|booking|book|appointments?|schedule|vacancies)(?:[/?#._-]|$)"
)
_CONTACT_LABEL = re.compile(r"^(?:jobs|careers|contact|hire|apply|kontakt)\.")
_CONFIDENCE = {
    LinkClass.MESSENGER: 0.97, LinkClass.MEETING: 0.95, LinkClass.BOOKING: 0.95, LinkClass.PAYMENT: 0.97,
    LinkClass.SOCIAL: 0.92, LinkClass.CONTACT: 0.8, LinkClass.SHORTENER: 0.7, LinkClass.PORTFOLIO: 0.3,
    LinkClass.UNKNOWN: 0.3, LinkClass.WORK: 0.0,
}  # fmt: skip
_KINDS = {
    LinkClass.MESSENGER: Kind.MESSENGER, LinkClass.MEETING: Kind.MEETING, LinkClass.BOOKING: Kind.MEETING,
    LinkClass.PAYMENT: Kind.PAYMENT, LinkClass.SOCIAL: Kind.SOCIAL,
}  # fmt: skip


def find_links(passage: Passage) -> Iterator[Detail]:
    """Every link of the passage; the value is the host and path that `Candidate` describes."""
    yield from _find_spelled(passage)
    if "." not in passage.text:
        return
    for match in _URL.finditer(passage.text):
        url = match.group().rstrip(_TRAILING)
        if not _is_link(url):
            continue
        end = match.start() + len(url)
        value = _SCHEME.sub("", url).removeprefix("www.").rstrip("/")
        link_class = _with_cue(passage, classify(value), match.start(), end)
        yield Detail(
            Act.SHARE, _KINDS.get(link_class, Kind.URL), match.start(), end, _CONFIDENCE[link_class],
            f"url.{link_class}", value=value, link_class=link_class,
        )  # fmt: skip


_LABEL_BACK = re.compile(r"(?<![\w.-])[a-z0-9-]{1,40}[ ]?[)\]]?[ ]?$")
_TLD_AFTER = re.compile(r"[ )\]]{0,2}(?P<tld>[a-z]{2,12})(?![\w])")
_PATH_AFTER = re.compile(r"[ ]{0,2}(?:/|,)?[ ]{0,2}[@\w][\w.-]{1,40}")
_SPELLED_MAX_GAP = 3


def _find_spelled(passage: Passage) -> Iterator[Detail]:
    """Hosts with the dot spelled out, such as t dot me slash name; and apps followed by a spelled slash."""
    for dot in passage.of(Cue.DOT):
        passage.budget.spend(120)
        label = _LABEL_BACK.search(passage.text, max(0, dot.start - 44), dot.start)
        tld = _TLD_AFTER.match(passage.text, dot.end)
        if label is None or tld is None or tld["tld"] not in read_tlds():
            continue
        host = f"{label.group().strip(' )]')}.{tld['tld']}"
        slash = passage.near(Cue.SLASH, tld.end(), tld.end(), 0, _SPELLED_MAX_GAP)
        if slash is None and tld["tld"] in _AMBIGUOUS_TLDS and host not in read_hosts():
            continue
        if slash is not None or passage.text.startswith(("/", " /"), tld.end()):
            yield _spelled(passage, label.start(), slash.end if slash else tld.end(), host)
        elif host not in read_hosts() and passage.near(Cue.FIND_ME, label.start(), tld.end(), 40, 30):
            yield Detail(Act.SHARE, Kind.URL, label.start(), tld.end(), 0.7, "url.spelled", "spelled", host)
    for slash in passage.of(Cue.SLASH):
        app = next(
            (hit for hit in passage.of_range(Cue.APP, slash.start - 30, slash.start) if slash.start - hit.end <= 2),
            None,
        )
        if app is not None:
            yield _spelled(passage, app.start, slash.end, app.sense.value.partition(":")[2] + ".com")


def _spelled(passage: Passage, start: int, path_at: int, host: str) -> Detail:
    path = _PATH_AFTER.match(passage.text, path_at)
    end = path.end() if path else path_at
    name = path.group().strip(" /,") if path else ""
    link_class = classify(f"{host}/{name}")
    kind = _KINDS.get(link_class, Kind.URL)
    level = max(0.7, _CONFIDENCE[link_class])
    return Detail(Act.SHARE, kind, start, end, level, "url.spelled", "spelled", f"{host}/{name}")


def _is_link(url: str) -> bool:
    if "://" in url:
        return len(url) > len("http://") + 3
    host, _, rest = url.partition("/")
    host = host.partition(":")[0].partition("?")[0].partition("#")[0]
    tld = host.rpartition(".")[2]
    if tld not in read_tlds():
        return False
    if host.startswith("www.") or host in read_hosts():
        return True
    return bool(rest) if tld in _AMBIGUOUS_TLDS else True


def classify(value: str) -> LinkClass:
    """The class of a link given as host and path, lower case, without scheme and ``www.``."""
    host, _, path = value.partition("/")
    host = host.partition(":")[0].partition("?")[0]
    segments = [part for part in re.split(r"[/?#]", path) if part]
    hosts = read_hosts()
    for key in _host_keys(host, segments[:1]):
        if key in hosts:
            return _refine(LinkClass(hosts[key]), host, segments)
    if _CONTACT_LABEL.match(host) or _CONTACT_PATH.search("/" + path):
        return LinkClass.CONTACT
    return LinkClass.UNKNOWN


def _host_keys(host: str, first: list[str]) -> Iterator[str]:
    """Keys from the most to the least particular: host/segment, host, then parent domains."""
    labels = host.split(".")
    for at in range(min(len(labels) - 1, 4)):
        parent = ".".join(labels[at:])
        if first:
            yield f"{parent}/{first[0]}"
        yield parent


# A bare host of these classes names the service and leads to nobody.
_NEEDS_PATH = frozenset(
    {LinkClass.BOOKING, LinkClass.MEETING, LinkClass.PAYMENT, LinkClass.MESSENGER, LinkClass.CONTACT}
)
_POSTS = frozenset(
    [
        "watch",
        "status",
        "posts",
        "reel",
        "p",
        "questions",
        "wiki",
        "issues",
        "pull",
        "events",
        "playlist",
        "shorts",
        "videos",
        "groups",
    ]
)


def _refine(link_class: LinkClass, host: str, segments: list[str]) -> LinkClass:
    """A code host's profile page is a portfolio; a single post on a social site is material, not a way to reach."""
    if link_class in _NEEDS_PATH and not segments and host.count(".") < 2:
        return LinkClass.WORK
    if link_class is LinkClass.SOCIAL and (not segments or _POSTS.intersection(segments[:2])):
        return LinkClass.WORK
    if host in ("github.com", "gitlab.com", "bitbucket.org", "codepen.io") and len(segments) == 1:
        return LinkClass.PORTFOLIO
    return link_class


def _with_cue(passage: Passage, link_class: LinkClass, start: int, end: int) -> LinkClass:
    """A site that says nothing by itself leads to the writer when the words beside it say so."""
    if link_class not in (LinkClass.UNKNOWN, LinkClass.PORTFOLIO):
        return link_class
    if passage.near(Cue.REACH_ME, start, end, 40, 30) or passage.near(Cue.FIND_ME, start, end, 40, 20):
        return LinkClass.CONTACT
    if passage.near(Cue.OWN_SITE, start, end, 40, 20):
        low, high = passage.sentence(start)
        is_for_contact = any(passage.of_range(cue, low, high) for cue in _CONTACT_CUES)
        return LinkClass.CONTACT if is_for_contact else LinkClass.PORTFOLIO
    return link_class


_CONTACT_CUES = (Cue.CONTACT_NOUN, Cue.PHONE_NOUN, Cue.EMAIL_NOUN, Cue.REACH_ME)
