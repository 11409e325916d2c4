"""What can go wrong with an archive as a whole. A row that cannot be read raises nothing: it is an answer of its own.

ArchiveError
├── UnreadableFileError     an input is not what its name says, or changed while it was read
├── ForeignProgressError    what was written so far belongs to something else
├── BusyOutputError         another scan writes to the same output
├── WorkerLostError         a process died, most likely for want of memory
└── RayMissingError         Ray was asked for and is not installed
"""

from __future__ import annotations

from pathlib import Path


class ArchiveError(Exception):
    """Base of everything this package raises; says what happened and what to do. `code` is stable, for programs."""

    code = "archive"


class FileProblemError(ArchiveError):
    """Something about one file. Its parts are its arguments, so that it gets from one process to another."""

    code = "file"

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.path} {self.problem}"


class UnreadableFileError(FileProblemError):
    """An input is not what its name says, or changed while it was read."""

    code = "unreadable-file"


class ForeignProgressError(FileProblemError):
    """What was written so far belongs to other files or other options, or was changed since."""

    code = "foreign-progress"


class BusyOutputError(FileProblemError):
    """Another scan writes to the same output."""

    code = "busy-output"


class WorkerLostError(ArchiveError):
    """A process that checks rows died."""

    code = "worker-lost"

    def __init__(self) -> None:
        super().__init__("A worker died, most likely for want of memory; fewer --jobs need less.")


class RayMissingError(ArchiveError):
    """Ray was asked for and is not installed."""

    code = "ray-missing"

    def __init__(self) -> None:
        super().__init__("--ray needs Ray: pip install 'armslength[ray]'.")
