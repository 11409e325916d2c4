"""What is installed: every package is pinned to one version, and no file says where from."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
ADDRESS = re.compile(r"://|^\s*-|\s@\s", re.MULTILINE)


def pinned() -> dict[str, str]:
    """Version by package name."""
    lines = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and not line.startswith("#")]
    return {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}


def required() -> list[Requirement]:
    """Everything that pyproject.toml asks for, over all installs."""
    lines = [*PROJECT["dependencies"], *(line for extra in EXTRAS.values() for line in extra)]
    return [requirement for requirement in map(Requirement, lines) if requirement.name != PROJECT["name"]]


@pytest.mark.parametrize("requirement", required(), ids=lambda requirement: requirement.name)
def test_required_package_is_pinned_to_a_version_that_fits(requirement: Requirement) -> None:
    version = pinned().get(canonicalize_name(requirement.name))
    assert version is not None
    assert requirement.specifier.contains(version)


def test_constraints_hold_no_addresses() -> None:
    assert not ADDRESS.search((ROOT / "constraints.txt").read_text())


def test_every_constraint_is_exact() -> None:
    assert all(re.fullmatch(r"[0-9][0-9a-zA-Z.+]*", version) for version in pinned().values())


def test_base_install_is_light() -> None:
    heavy = {"django", "uvicorn", "psycopg", "cryptography"}
    assert not heavy & {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
