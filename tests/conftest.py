"""What holds for every test: no network, warnings are errors (pyproject.toml), Django only where it is tested."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
WITHOUT_DJANGO = (HERE / "guard", HERE / "archive", HERE / "architecture")


def pytest_configure(config: pytest.Config) -> None:
    """Set Django up unless only parts are tested that have to work without it."""
    asked_for = [Path(argument.partition("::")[0]).resolve() for argument in config.args]
    if not all(any(path.is_relative_to(folder) for folder in WITHOUT_DJANGO) for path in asked_for):
        import tests.django_setup  # noqa: F401, PLC0415 - the guard is tested without it
