"""What templates may not hold, because the content security policy would break it or a person be harmed by it."""

import re

import pytest

from tests.architecture.source import place, tracked_files

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/(json|ld\+json)\")", re.IGNORECASE
    ),
    "an inline stylesheet": re.compile(r"<style\b", re.IGNORECASE),
    "text that is not escaped": re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off"),
    "something from another server": re.compile(r"(src|href)=\"(https?:)?//", re.IGNORECASE),
    "a link that leads nowhere": re.compile(r"href=\"(#|javascript:[^\"]*)?\"", re.IGNORECASE),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what: str) -> None:
    found = [
        f"{place(path, number)} {line.strip()[:100]}"
        for path in tracked_files("src", ending=".html")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('<p style="color: red">', "an inline style"),
        ('<button onclick="go()">', "an inline handler"),
        ("<script>go()</script>", "an inline script"),
        ("{{ text|safe }}", "text that is not escaped"),
        ('<img src="//elsewhere.example/x.png">', "something from another server"),
        ('<a href="#">', "a link that leads nowhere"),
    ],
)
def test_what_is_forbidden_is_recognised(line: str, what: str) -> None:
    assert FORBIDDEN[what].search(line)
