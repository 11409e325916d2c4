"""Words that say nothing do not name files, and every exception to a rule says why."""

import re

import pytest

from tests.architecture.source import place, python_files

EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "data"}
NOQA = re.compile(r"#\s*noqa(?P<codes>:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?(?P<reason>.*)$")
TYPE_IGNORE = re.compile(r"#\s*type:\s*ignore(?P<codes>\[[a-z, -]+\])?(?P<reason>.*)$")


def test_files_are_named_by_their_subject() -> None:
    empty = [place(path) for path in python_files("src", "tests", "tools") if path.stem in EMPTY_NAMES]
    assert empty == []


def unexplained(line: str) -> bool:
    """Whether the line sets a rule aside without its code or without a reason beside it."""
    found = TYPE_IGNORE.search(line) or NOQA.search(line)
    return found is not None and not (found["codes"] and found["reason"].strip(" -#"))


@pytest.mark.parametrize(
    ("line", "is_unexplained"),
    [
        ("x = 1", False),
        ("import x  # noqa: PLC0415 - only this command needs it", False),
        ("import x  # noqa: PLC0415", True),
        ("import x  # noqa", True),
        ("x = y()  # type: ignore[no-any-return]  # the package has no types", False),
        ("x = y()  # type: ignore[no-any-return]", True),
        ("x = y()  # type: ignore", True),
        ("from x import *  # noqa: E402, F403 - the environment stands first", False),
    ],
)
def test_unexplained_exceptions_are_recognised(line: str, is_unexplained: bool) -> None:
    assert unexplained(line) == is_unexplained


def test_every_exception_to_a_rule_says_why() -> None:
    bare = [
        f"{place(path, number)} {line.strip()}"
        for path in python_files("src", "tests", "tools", "bench")
        if path.name != "test_words.py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if unexplained(line)
    ]
    assert bare == []
