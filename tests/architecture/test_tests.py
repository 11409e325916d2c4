"""Every test can fail, and none is left out."""

import ast
from pathlib import Path

from tests.architecture.source import functions, place, python_files

LEAVING_OUT = ("skip", "xfail", "skipif", "importorskip")
CHECKING_CALLS = {"raises", "warns", "fail"}
# Functions of tests/ that raise AssertionError by themselves; what begins like this has to.
CHECKING_PREFIXES = ("assert", "audit", "expect")


def called_names(node: ast.AST) -> set[str]:
    """The last part of the name of everything that is called within."""
    calls = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
    named = {func.attr for func in calls if isinstance(func, ast.Attribute)}
    return named | {func.id for func in calls if isinstance(func, ast.Name)}


def checks(node: ast.AST, known: set[str]) -> bool:
    """Whether something within can fail a test, knowing that these functions can."""
    if any(isinstance(part, ast.Assert | ast.Raise) for part in ast.walk(node)):
        return True
    names = called_names(node)
    return bool(names & (CHECKING_CALLS | known)) or any(name.startswith(CHECKING_PREFIXES) for name in names)


def powerless_tests(path: Path) -> list[str]:
    """The tests in the file that check nothing, themselves or through functions of the same file."""
    everything = list(functions(path))
    known: set[str] = set()
    while found := {node.name for node in everything if node.name not in known and checks(node, known)}:
        known |= found
    return [place(path, node.lineno) for node in everything if node.name.startswith("test") and node.name not in known]


def test_every_test_checks_something() -> None:
    assert [place for path in python_files("tests") for place in powerless_tests(path)] == []


def test_no_test_is_left_out() -> None:
    left_out = [
        place(path, node.lineno)
        for path in python_files("tests")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in LEAVING_OUT
    ]
    assert left_out == []
