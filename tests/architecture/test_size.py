"""Nothing grows into what nobody wants to read."""

from tests.architecture.source import functions, place, python_files

MAX_FUNCTION_LINES = 50
MAX_FILE_LINES = 500


def test_functions_stay_short() -> None:
    long = [
        f"{place(path, node.lineno)} {node.name}: {length} lines"
        for path in python_files("src", "tests", "tools", "bench")
        for node in functions(path)
        if (length := (node.end_lineno or 0) - node.lineno + 1) > MAX_FUNCTION_LINES
    ]
    assert long == []


def test_files_stay_short() -> None:
    long = [
        f"{place(path)}: {length} lines"
        for path in python_files("src", "tests", "tools", "bench")
        if (length := len(path.read_text().splitlines())) > MAX_FILE_LINES
    ]
    assert long == []
