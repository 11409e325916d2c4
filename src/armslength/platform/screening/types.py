"""What screening hands to the apps above; they need not know the guard."""

from dataclasses import dataclass
from typing import NewType

from armslength.guard import Decision, Finding, Link, Surface, Verdict

__all__ = ["Decision", "Explanation", "Finding", "Link", "Mark", "PassedText", "Screened", "Surface", "Verdict", "Way"]

PassedText = NewType("PassedText", str)
"""A text that the guard let pass, or what is left of one when the rest was masked.

Only screening makes one. Actions that store what people write ask for it, so that the type
checker finds a text that came another way.
"""


@dataclass(frozen=True, slots=True)
class Screened:
    """A text, the verdict on it, and the conversation's memory if the text is delivered (bytes, or None)."""

    text: str
    surface: Surface
    verdict: Verdict
    links: tuple[Link, ...] = ()
    memory: bytes | None = None
    is_complete: bool = True

    @property
    def is_delivered(self) -> bool:
        """Whether the reader gets to see the text."""
        return self.verdict.decision in (Decision.DELIVER, Decision.MASK)


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text as given, in code points, and what it looks like."""

    start: int
    end: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Way:
    """What the writer can do instead: a code the page knows, its label, and where it leads, if anywhere."""

    code: str
    label: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict in words: the spans, one sentence, the rule with its address, one way to go on."""

    decision: str
    marks: tuple[Mark, ...]
    sentence: str
    rule_title: str
    rule_url: str
    way: Way | None
