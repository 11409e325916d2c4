"""A served installation and a real browser for the journeys."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize, expect, sync_playwright

from tests.installation import LIMITS, MEMBER_LIMITS, Installation, running_installation
from tests.journeys.tab import Tab
from tools.chromium import CHROMIUM, FLAGS

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
OpenTab = Callable[..., Tab]
expect.set_options(timeout=15_000)  # what should happen at once may take longer on a busy machine


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    with running_installation(unlimited=LIMITS + MEMBER_LIMITS) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def tabs_of(browser: Browser, installation: Installation) -> Iterator[OpenTab]:
    """What opens tabs, for as long as they are wanted. At the end none may have met a problem."""
    tabs: list[Tab] = []

    def open_one(*, is_phone: bool = False, scheme: Any = "light") -> Tab:
        context = browser.new_context(
            viewport=PHONE if is_phone else DESKTOP, has_touch=is_phone, is_mobile=is_phone, color_scheme=scheme
        )
        context.set_default_timeout(15_000)
        tabs.append(Tab.open(context, installation.origin))
        return tabs[-1]

    yield open_one
    problems = [problem for tab in tabs for problem in tab.problems]
    for tab in tabs:
        tab.context.close()
    assert problems == []


@pytest.fixture
def open_tab(browser: Browser, installation: Installation) -> Iterator[OpenTab]:
    """`open_tab(is_phone=…, scheme=…)`: a fresh browser of one person."""
    with tabs_of(browser, installation) as open_one:
        yield open_one


@pytest.fixture
def scene(installation: Installation) -> dict[str, Any]:
    """Two people with an empty room."""
    found: dict[str, Any] = installation.call("tests.journeys.inside", "pair", "0")
    return found


@pytest.fixture
def pair(open_tab: OpenTab, scene: dict[str, Any]) -> tuple[Tab, Tab]:
    """The client's and the freelancer's tab, both in their room."""
    tabs = open_tab(), open_tab()
    for tab, side in zip(tabs, ("client", "freelancer"), strict=True):
        tab.sign_in(scene[side]["mail"])
        tab.open_room(scene["room"])
    return tabs
