"""The whole way of two people who have never been here: join, post, propose, talk."""

import re
import secrets
import statistics
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.installation import Installation
from tests.journeys.conftest import OpenTab
from tests.journeys.guarding import expect_delivered, expect_stopped
from tests.journeys.tab import Tab
from tests.people import PASSWORD

STOPPED = (
    "mail me at jane.doe (at) gmail (dot) com",
    "my number is five five five, 0199 203",
    "what's your whatsapp?",
)
DELIVERED = (
    "I don't work outside this site",
    "the WhatsApp button on the landing page is broken, see main.py line 80",
)
MAX_MEDIAN_MS = 300
TIMED_MESSAGES = 50

NOTE_ARRIVALS = """
window.arrivals = {};
new MutationObserver((changes) => {
  const at = performance.timeOrigin + performance.now();
  for (const change of changes) for (const node of change.addedNodes) {
    const text = node.querySelector?.(".message-text")?.textContent.trim();
    if (text) window.arrivals[text] ??= at;
  }
}).observe(document.querySelector("[data-messages]"), {childList: true});
"""
SEND = """
(text) => {
  const field = document.querySelector("#composer-text");
  field.value = text;
  field.dispatchEvent(new InputEvent("input", {bubbles: true}));
  const at = performance.timeOrigin + performance.now();
  field.form.requestSubmit();
  return at;
}
"""


def join(tab: Tab, installation: Installation, purpose: str) -> None:
    mail = f"{secrets.token_hex(5)}@first-day.example"
    tab.go("/")
    tab.page.get_by_role("link", name=re.compile("Join|Create", re.IGNORECASE)).first.click()
    tab.page.get_by_label("E-mail address").fill(mail)
    tab.page.get_by_label("Password").fill(PASSWORD)
    tab.page.get_by_label(purpose).check()
    tab.page.get_by_role("main").get_by_role("button", name="Join").click()
    tab.page.wait_for_url("**/check-mail/")
    link = re.search(r"http\S+/verify/\S+", installation.mailbox.wait_for(mail).text)
    assert link is not None
    tab.page.goto(link.group())
    tab.page.get_by_role("main").get_by_role("button").first.click()
    tab.page.wait_for_url("**/projects/")


def post_project(tab: Tab, title: str) -> None:
    tab.go("/projects/new/")
    tab.page.get_by_label("Title").fill(title)
    tab.page.get_by_label("What is to be done").fill("One page in two languages. The photos are there.")
    tab.page.get_by_label("Skills").fill("HTML, copywriting")
    tab.page.get_by_label("Budget").fill("1200")
    tab.page.get_by_label("Deadline").fill(str(date.today() + timedelta(days=30)))  # noqa: DTZ011 - far enough in every zone
    tab.page.locator("main form button[type=submit], main form button:not([type])").last.click()
    tab.page.get_by_role("heading", name=title).wait_for()


def propose(tab: Tab, title: str) -> None:
    tab.go("/projects/")
    tab.page.get_by_role("link", name=title).first.click()
    tab.page.get_by_role("link", name=re.compile("propos", re.IGNORECASE)).first.click()
    tab.page.get_by_label("Your proposal").fill("I would begin with the words and let the page follow.")
    tab.page.get_by_label("Price").fill("1100")
    tab.page.get_by_label("Days").fill("12")
    tab.page.locator("main form button[type=submit], main form button:not([type])").last.click()
    tab.page.get_by_role("button", name="Open the room").click()
    tab.page.wait_for_url("**/rooms/*/")


def enter_room_of(tab: Tab, title: str) -> None:
    tab.go("/projects/?show=mine")
    tab.page.get_by_role("link", name=title).first.click()
    tab.page.get_by_role("button", name="Open the room").click()
    tab.page.wait_for_url("**/rooms/*/")


@pytest.fixture
def newcomers(open_tab: OpenTab, installation: Installation) -> tuple[Tab, Tab]:
    """A client and a freelancer who came by the front door and met in a room."""
    client, freelancer = open_tab(), open_tab()
    title = f"A page for a bakery {secrets.token_hex(3)}"
    join(client, installation, "I want to hire")
    post_project(client, title)
    join(freelancer, installation, "I want to work")
    propose(freelancer, title)
    enter_room_of(client, title)
    for tab in (client, freelancer):
        tab.open_room(tab.page.url.removeprefix(tab.origin))
    return client, freelancer


def test_two_strangers_meet_and_talk(newcomers: tuple[Tab, Tab]) -> None:
    client, freelancer = newcomers
    client.say("Good morning! Shall we begin with the words?")
    expect(freelancer.message("Shall we begin")).to_be_visible()
    for text in STOPPED:
        expect_stopped(freelancer, client, text)
    for text in DELIVERED:
        expect_delivered(freelancer, client, text)
    expect_delivered(freelancer, client, "my number starts 0770")
    expect_stopped(freelancer, client, "the rest is 900 123")
    client.say("Noted.")
    expect(freelancer.message("Noted.")).to_be_visible()
    assert "900 123" not in client.page.content()


def test_message_is_on_the_other_side_at_once(pair: tuple[Tab, Tab]) -> None:
    client, freelancer = pair
    freelancer.evaluate(NOTE_ARRIVALS)
    sent_at = {}
    for index in range(TIMED_MESSAGES):
        text = f"Line {index} of the copy reads well now."
        sent_at[text] = client.evaluate(SEND, text)
        freelancer.page.wait_for_function("(text) => text in window.arrivals", arg=text, polling=10)
    arrivals = freelancer.evaluate("window.arrivals")
    took = [arrivals[text] - at for text, at in sent_at.items()]
    median = statistics.median(took)
    print(f"\n{TIMED_MESSAGES} messages, page to page: median {median:.0f} ms, slowest {max(took):.0f} ms")
    assert median < MAX_MEDIAN_MS
