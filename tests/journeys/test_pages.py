"""Every page: open to everybody, light, still, and of one piece on a phone."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Response

from tests.installation import Installation
from tests.journeys.conftest import OpenTab
from tests.journeys.tab import Tab

MAX_ROOM_BYTES = 150_000
VISITOR_PAGES = ("/", "/rules/", "/sign-up/", "/sign-up/check-mail/", "/sign-in/", "/reset/", "/reset/sent/")
ERROR_PAGES = ("/nothing/", "/verify/spent-link/", "/reset/spent-link/")
EMPTY_FORMS = ("/sign-up/", "/sign-in/", "/reset/")
MEMBER_PAGES = {
    "client": (
        "/projects/",
        "/projects/?show=mine",
        "/projects/?q=zeppelin",
        "/projects/new/",
        "{project}",
        "/rooms/",
        "{room}",
        "/people/{freelancer}/",
        "/people/{client}/",
        "/settings/profile/",
        "/settings/security/",
        "/settings/private/",
    ),
    "freelancer": ("{project}", "{project}propose/", "{room}"),
    "newcomer": ("/rooms/", "/projects/", "{project}", "{project}propose/", "{room}"),
}
SETTINGS = [("light", False), ("dark", False), ("light", True), ("dark", True)]
NAMES = ["desktop light", "desktop dark", "phone light", "phone dark"]


@pytest.fixture(scope="module")
def lived_in(installation: Installation) -> dict[str, Any]:
    """A room with history."""
    found: dict[str, Any] = installation.call("tests.journeys.inside", "pair", "40")
    return found


def address(template: str, scene: dict[str, Any]) -> str:
    return template.format(
        project=scene["project"], room=scene["room"], client=scene["client"]["id"], freelancer=scene["freelancer"]["id"]
    )


def pages(tab: Tab, scene: dict[str, Any]) -> Iterator[str]:
    """Every page, opened one after the other, with everything in it unfolded."""
    for path in (*VISITOR_PAGES, *ERROR_PAGES):
        tab.go(path)
        yield path
    for path in EMPTY_FORMS:
        tab.go(path)
        tab.submit()
        yield f"{path} sent empty"
    for who, templates in MEMBER_PAGES.items():
        tab.sign_out()
        tab.sign_in(scene[who]["mail"])
        for template in templates:
            tab.go(address(template, scene))
            yield f"{template} of the {who}"
    tab.go(address("{project}propose/", scene))
    tab.page.get_by_label("Your proposal").fill("Mail me at jane.doe (at) gmail (dot) com")
    tab.submit()
    tab.page.locator("main mark").first.wait_for()
    yield "a proposal with something marked"
    yield from room_pages(tab, scene)


def room_pages(tab: Tab, scene: dict[str, Any]) -> Iterator[str]:
    """The room when the guard has something to say, and what opens over it."""
    tab.sign_out()
    tab.sign_in(scene["client"]["mail"])
    tab.open_room(scene["room"])
    tab.say("mail me at jane.doe (at) gmail (dot) com")
    tab.page.locator("li.message .verdict").last.wait_for()
    tab.write("call me on 555 0199 203")
    tab.page.locator(".composer .mirror mark").first.wait_for()
    yield "a room with something refused and something marked"
    tab.page.locator("#composer-text").fill("")
    tab.page.locator("#composer-text").blur()
    tab.page.keyboard.press("?")
    tab.page.locator("#keyboard").wait_for()
    yield "the overview of keys"


@pytest.mark.parametrize(("scheme", "is_phone"), SETTINGS, ids=NAMES)
def test_axe_finds_nothing(open_tab: OpenTab, lived_in: dict[str, Any], scheme: str, is_phone: bool) -> None:
    tab = open_tab(scheme=scheme, is_phone=is_phone)
    axe = Axe()
    found = {}
    for name in pages(tab, lived_in):
        results = axe.run(tab.page)
        if results.violations_count:
            found[name] = [
                (violation["id"], [node["target"] for node in violation["nodes"]])
                for violation in results.response["violations"]
            ]
    assert found == {}


def test_no_page_is_wider_than_a_phone(open_tab: OpenTab, lived_in: dict[str, Any]) -> None:
    tab = open_tab(is_phone=True)
    wide = [
        name
        for name in pages(tab, lived_in)
        if tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    ]
    assert wide == []


def test_room_page_is_light(open_tab: OpenTab, scene: dict[str, Any]) -> None:
    tab = open_tab()
    tab.sign_in(scene["client"]["mail"])
    tab.context.clear_cookies(name="nothing")
    fresh = tab.context.new_page()
    weights: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.status == 200 and "/stream" not in response.url:
            weights[response.url.removeprefix(tab.origin)] = len(response.body())

    fresh.on("response", weigh)
    fresh.goto(tab.origin + scene["room"], wait_until="load")
    fresh.wait_for_timeout(1000)
    total = sum(weights.values())
    print(f"\nroom page: {total} bytes in {len(weights)} answers")
    assert scene["room"] in weights
    assert total < MAX_ROOM_BYTES, weights


def test_answers_carry_the_headers_of_safety(installation: Installation, open_tab: OpenTab) -> None:
    tab = open_tab()
    response = tab.page.goto(f"{installation.origin}/")
    assert response is not None
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "same-origin"
