"""What holds for every test: no network, warnings are errors (pyproject.toml), Django only where it is tested."""

import os
from pathlib import Path

import pytest

GUARD_TESTS = Path(__file__).parent / "guard"


def pytest_configure(config: pytest.Config) -> None:
    """Set Django up unless only the guard is tested, which has to work without it."""
    asked_for = [Path(argument.partition("::")[0]).resolve() for argument in config.args]
    if not all(path.is_relative_to(GUARD_TESTS) for path in asked_for):
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
