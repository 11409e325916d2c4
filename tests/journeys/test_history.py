"""Long conversations: what is earlier comes without anything jumping."""

from typing import Any

from playwright.sync_api import expect

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


def scroll_to_the_beginning(tab: Tab) -> None:
    """As a person does: wheel up until there is nothing earlier; after each load, what was in view is where it was."""
    scroller = tab.page.locator("[data-scroller]")
    scroller.hover()
    for _ in range(200):
        if tab.evaluate("document.querySelectorAll('li.message').length") >= MESSAGES:
            break
        before = tab.evaluate("document.querySelectorAll('li.message').length")
        tab.page.mouse.wheel(0, -500)
        tab.page.wait_for_timeout(60)
        seen = tab.evaluate(IN_VIEW)
        if tab.evaluate("document.querySelectorAll('li.message').length") != before:
            tab.page.wait_for_timeout(150)
            assert tab.evaluate("document.querySelector('[data-scroller]').scrollTop") > 0, "it jumped to the top"
            assert tab.page.locator(f"#m-{seen['id']}").is_visible()


def test_history_loads_backwards_without_shifting(open_tab: OpenTab, installation: Installation) -> None:
    tab, _ = long_room(open_tab, installation)
    assert tab.evaluate("document.querySelectorAll('li.message').length") < MESSAGES
    tab.evaluate("window.shifts.length = 0")
    scroll_to_the_beginning(tab)
    assert tab.evaluate("document.querySelectorAll('li.message').length") == MESSAGES
    texts = tab.evaluate(
        "[...document.querySelectorAll('.message-text')].map((m) => m.textContent.match(/\\((\\d+)\\)/)[1])"
    )
    assert [int(text) for text in texts] == list(range(MESSAGES))
    shifts = tab.evaluate("window.shifts")
    assert sum(shifts) <= MAX_SHIFT, shifts


def test_prepending_keeps_what_one_reads_in_its_place(open_tab: OpenTab, installation: Installation) -> None:
    tab, _ = long_room(open_tab, installation)
    tab.evaluate("document.querySelector('[data-scroller]').scrollTop = 1200")
    tab.page.wait_for_timeout(100)
    before = tab.evaluate(IN_VIEW)
    count = tab.evaluate("document.querySelectorAll('li.message').length")
    with tab.page.expect_response("**/history/**"):
        tab.evaluate("document.querySelector('[data-scroller]').scrollTop -= 1")
        tab.evaluate("document.querySelector('[data-earlier] a').click()")
    tab.page.wait_for_function("(count) => document.querySelectorAll('li.message').length > count", arg=count)
    after = tab.evaluate(
        "(id) => document.getElementById(`m-${id}`).getBoundingClientRect().top"
        " - document.querySelector('[data-scroller]').getBoundingClientRect().top",
        before["id"],
    )
    assert abs(after - before["top"]) <= 2


def test_page_opens_at_the_newest_message_on_a_phone(open_tab: OpenTab, installation: Installation) -> None:
    tab, _ = long_room(open_tab, installation, is_phone=True)
    newest = tab.message(f"({MESSAGES - 1})")
    expect(newest).to_be_in_viewport()
    expect(tab.page.locator("#composer-text")).to_be_in_viewport()
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_search_jumps_to_a_message_far_back(open_tab: OpenTab, installation: Installation) -> None:
    tab, _ = long_room(open_tab, installation)
    tab.page.locator("[data-search-opener]").click()
    tab.page.locator("#search-words").fill("(7)")
    hit = tab.page.locator("[data-search-hits] a, [data-search-hits] button").first
    expect(hit).to_be_visible()
    hit.click()
    expect(tab.message("(7)")).to_be_in_viewport()


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
