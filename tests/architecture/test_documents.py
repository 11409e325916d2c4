"""What documents say of the repository is so."""

import re

import pytest

from tests.architecture.source import ROOT, place, tracked_files

LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
DECISION = re.compile(r"\d{4}-[a-z0-9-]+\.md")
DOCUMENTS = tracked_files("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs", ending=".md")


def make_targets() -> set[str]:
    """Every target of the Makefile."""
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=place)
def test_links_lead_somewhere(document: object) -> None:
    path = ROOT / str(document)
    gone = [target for target in LINK.findall(path.read_text()) if not (path.parent / target).exists()]
    assert gone == []


def test_documented_make_targets_exist() -> None:
    code = [
        span for document in DOCUMENTS for span in re.findall(r"```.*?```|`[^`\n]+`", document.read_text(), re.DOTALL)
    ]
    named = {target for span in code for target in re.findall(r"(?:^|[`\s])make ([a-z-]+)", span)}
    assert named <= make_targets()
    assert {"demo", "demo-reset", "test", "lint", "bench", "shots"} <= make_targets()


def test_decisions_are_numbered_once() -> None:
    names = [path.name for path in (ROOT / "docs/adr").glob("*.md") if path.name != "template.md"]
    assert all(DECISION.fullmatch(name) for name in names)
    numbers = [name[:4] for name in names]
    assert len(numbers) == len(set(numbers))


def test_glossary_is_in_order() -> None:
    rows = re.findall(r"^\| ([^|]+) \|", (ROOT / "docs/glossary.md").read_text(), re.MULTILINE)[1:]
    assert rows == sorted(rows)
