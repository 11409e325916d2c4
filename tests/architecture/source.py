"""Reading the repository's own files."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
GENERATED = {"migrations"}


def tracked_files(*folders: str, ending: str) -> list[Path]:
    """Files under the folders with this ending, as git knows them or would take them in, so that caches stay out."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return sorted(ROOT / name for name in set(names) if name.endswith(ending) and (ROOT / name).exists())


def python_files(*folders: str) -> list[Path]:
    """Python files that people wrote."""
    return [path for path in tracked_files(*folders, ending=".py") if not GENERATED & set(path.parts)]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function in the file, nested ones too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def place(path: Path, line: int = 0) -> str:
    """`src/…/x.py:12`, for messages."""
    return f"{path.relative_to(ROOT)}{f':{line}' if line else ''}"
