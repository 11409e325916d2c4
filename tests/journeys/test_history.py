"""Long conversations: what is earlier comes without anything jumping."""

import time
from typing import Any

from playwright.sync_api import Route, expect

from tests.installation import Installation
from tests.journeys.conftest import OpenTab
from tests.journeys.tab import Tab

MESSAGES = 230
# A shift of 0.001 is one line of text moving by a pixel or two.
MAX_SHIFT = 0.001
IN_VIEW = """
(() => {
  const box = document.querySelector("[data-scroller]").getBoundingClientRect();
  const seen = [...document.querySelectorAll("li.message")].find((m) => m.getBoundingClientRect().top >= box.top);
  return {id: seen.dataset.id, top: seen.getBoundingClientRect().top - box.top};
})()
"""


def long_room(open_tab: OpenTab, installation: Installation, *, is_phone: bool = False) -> tuple[Tab, dict[str, Any]]:
    scene = installation.call("tests.journeys.inside", "pair", str(MESSAGES))
    tab = open_tab(is_phone=is_phone)
    tab.sign_in(scene["client"]["mail"])
    tab.open_room(scene["room"])
    return tab, scene


def count(tab: Tab) -> int:
    found: int = tab.evaluate("document.querySelectorAll('li.message').length")
    return found


def scroll_to_the_beginning(tab: Tab) -> int:
    """As a person does: wheel up until there is nothing earlier. How many times something was loaded."""
    tab.page.locator("[data-scroller]").hover()
    loads = 0
    for _ in range(200):
        before = count(tab)
        if before >= MESSAGES:
            break
        tab.page.mouse.wheel(0, -500)
        tab.page.wait_for_timeout(60)
        loads += count(tab) != before
    return loads


def test_history_loads_backwards_without_shifting(open_tab: OpenTab, installation: Installation) -> None:
    tab, _ = long_room(open_tab, installation)
    assert count(tab) < MESSAGES
    tab.evaluate("window.shifts.length = 0")
    assert scroll_to_the_beginning(tab) >= 3
    assert count(tab) == MESSAGES
    texts = tab.evaluate(
        "[...document.querySelectorAll('.message-text')].map((m) => m.textContent.match(/Page (\\d+)/)[1])"
    )
    assert [int(text) for text in texts] == list(range(MESSAGES))
    shifts = tab.evaluate("window.shifts")
    assert sum(shifts) <= MAX_SHIFT, shifts


def slowly(route: Route) -> None:
    """Answer so late that there is a before and an after."""
    answer = route.fetch()
    time.sleep(0.3)
    route.fulfill(response=answer)


def test_prepending_keeps_what_one_reads_in_its_place(open_tab: OpenTab, installation: Installation) -> None:
    tab, _ = long_room(open_tab, installation)
    loaded = count(tab)
    tab.page.route("**/history/**", slowly)
    tab.evaluate("document.querySelector('[data-scroller]').scrollTop = -1e6")
    tab.page.wait_for_timeout(100)
    before = tab.evaluate(IN_VIEW)
    tab.page.wait_for_function("(loaded) => document.querySelectorAll('li.message').length > loaded", arg=loaded)
    tab.page.wait_for_timeout(200)
    top = tab.evaluate(
        "(id) => document.getElementById(`m-${id}`).getBoundingClientRect().top"
        " - document.querySelector('[data-scroller]').getBoundingClientRect().top",
        before["id"],
    )
    assert abs(top - before["top"]) <= 2


def test_page_opens_at_the_newest_message_on_a_phone(open_tab: OpenTab, installation: Installation) -> None:
    tab, _ = long_room(open_tab, installation, is_phone=True)
    newest = tab.message(f"Page {MESSAGES - 1}.")
    expect(newest).to_be_in_viewport()
    expect(tab.page.locator("#composer-text")).to_be_in_viewport()
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_search_jumps_to_a_message_far_back(open_tab: OpenTab, installation: Installation) -> None:
    tab, _ = long_room(open_tab, installation)
    tab.page.locator("[data-search-opener]").click()
    tab.page.locator("#search-words").fill("page 7.")
    hit = tab.page.locator("[data-search-hits] :is(a, button)", has_text="Page 7.").first
    expect(hit).to_be_visible()
    hit.click()
    expect(tab.message("Page 7.")).to_be_in_viewport()


def test_reader_of_old_messages_is_told_of_new_ones(open_tab: OpenTab, installation: Installation) -> None:
    tab, scene = long_room(open_tab, installation)
    other = open_tab()
    other.sign_in(scene["freelancer"]["mail"])
    other.open_room(scene["room"])
    tab.evaluate("document.querySelector('[data-scroller]').scrollTop -= 2500")
    tab.page.wait_for_timeout(300)
    before = tab.evaluate(IN_VIEW)
    other.say("Something new.")
    expect(tab.page.locator("[data-newest]")).to_be_visible()
    expect(tab.message("Something new.")).not_to_be_in_viewport()
    assert tab.evaluate(IN_VIEW)["id"] == before["id"]
    tab.page.locator("[data-newest]").click()
    expect(tab.message("Something new.")).to_be_in_viewport()
