"""One kind, concrete sentence for each act and kind, in the reader's language."""

from __future__ import annotations

from typing import Final

from armslength.guard.reasons.catalogue import DEFAULT_LANGUAGE, find_phrase
from armslength.guard.types import Act, Finding, Kind

_BY_KIND: Final = frozenset({Act.SHARE, Act.ASK})
_IN_THREAD: Final = "share-in-thread"


def explain(finding: Finding, language: str = DEFAULT_LANGUAGE) -> str:
    """The reason of a finding in a language, given as a tag such as ``de`` or ``pt-BR``; in English if it is unknown.

    Never holds what was written: it says what the span looks like and what holds here.
    """
    return write_reason(finding.act, finding.kind, completes_thread=finding.completes_thread, language=language)


def write_reason(act: Act, kind: Kind, *, completes_thread: bool = False, language: str = DEFAULT_LANGUAGE) -> str:
    """The sentence for an act and a kind."""
    if act not in _BY_KIND:
        return find_phrase(language, "act", act) or ""
    table = _IN_THREAD if completes_thread and act is Act.SHARE else act.value
    return find_phrase(language, table, kind) or ""


def verdict_reason(rule: str, language: str = DEFAULT_LANGUAGE) -> str:
    """The sentence for a verdict that no single piece of the text is the reason of (`own-detail`, `incomplete`)."""
    return find_phrase(language, "verdict", rule) or ""


def name_technique(technique: str, language: str = DEFAULT_LANGUAGE) -> str:
    """How a detail is written, in plain words; of a technique without a name, that it is unusual."""
    return find_phrase(language, "technique", technique) or find_phrase(language, "technique", "other") or ""


def removed_mark(language: str = DEFAULT_LANGUAGE) -> str:
    """What stands in a suggested wording where a detail was and the sentence needs something."""
    return find_phrase(language, "wording", "removed") or ""
