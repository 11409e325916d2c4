"""The demo, started by its own command: choose whom to be, and be in the middle of it."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.installation import ROOT
from tests.journeys.tab import Tab
from tests.ports import free_port
from tools.chromium import wait_until_served


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    """The address of a fresh demo."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="armslength-demo-") as folder:
        command = [sys.executable, "-m", "armslength", "demo", "--folder", folder, "--port", str(port)]
        # As from a shell: nothing of the tests' own settings is handed on.
        shell = {name: value for name, value in os.environ.items() if not name.startswith(("ARMSLENGTH_", "DJANGO_"))}
        silent = subprocess.DEVNULL
        process = subprocess.Popen(command, cwd=ROOT, env=shell, stdout=silent, stderr=silent)
        try:
            wait_until_served(port, 120)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def test_one_click_signs_in_and_rooms_are_alive(browser: Browser, demo: str) -> None:
    tab = Tab.open(browser.new_context(), demo)
    tab.go("/demo/")
    tab.page.get_by_role("button", name=re.compile("^Be ")).first.click()
    tab.go("/rooms/")
    tab.page.locator("main a[href^='/rooms/']").first.click()
    expect(tab.page.locator("li.message").first).to_be_visible()
    tab.context.close()
    assert tab.problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_demo(browser: Browser, demo: str, scheme: str) -> None:
    tab = Tab.open(browser.new_context(color_scheme="dark" if scheme == "dark" else "light"), demo)
    found = {}
    for path in ("/", "/demo/", "/demo/mail/"):
        answer = tab.page.goto(demo + path)
        assert answer is not None
        assert answer.ok
        results = Axe().run(tab.page)
        found[path] = [violation["id"] for violation in results.response["violations"]]
    tab.context.close()
    assert not any(found.values()), found
    assert tab.problems == []
