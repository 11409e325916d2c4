"""What can go wrong in the guard. A text of any kind never raises; only wrong set-up and a damaged memory do.

GuardError
├── LexiconError        a language or table file cannot be used
├── PolicyError         a policy table is incomplete or contradicts itself
├── ThresholdError      a threshold outside 0 to 1
└── ThreadStateError    a conversation's memory is damaged or of another version
"""

from __future__ import annotations


class GuardError(Exception):
    """Base of everything the guard raises. `code` is stable and meant for programs."""

    code = "guard"


class LexiconError(GuardError):
    """A lexicon file is missing, unreadable or names something unknown."""

    code = "lexicon"

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(f"{source}: {problem}")
        self.source = source
        self.problem = problem


class PolicyError(GuardError):
    """A policy table leaves a case open or names one twice."""

    code = "policy"

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class ThresholdError(GuardError):
    """A threshold outside the range 0 to 1."""

    code = "threshold"

    def __init__(self, threshold: float) -> None:
        super().__init__(f"a threshold lies between 0 and 1, not {threshold!r}")
        self.threshold = threshold


class ThreadStateError(GuardError):
    """The bytes given as a conversation's memory are not one that this version wrote.

    Whoever stores memories should treat the message as unscanned (hold it) and start a new memory.
    """

    code = "thread-state"

    def __init__(self, problem: str, size_bytes: int) -> None:
        super().__init__(f"conversation memory of {size_bytes} bytes: {problem}")
        self.problem = problem
        self.size_bytes = size_bytes


class ModelError(GuardError):
    """The weights of the learned part are damaged or were made for another version."""

    code = "model"

    def __init__(self, problem: str) -> None:
        super().__init__(f"the weights cannot be read: {problem}")
        self.problem = problem
