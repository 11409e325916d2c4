"""What one person does in a room: write, change their mind, lose the connection, use the keyboard alone."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.journeys.conftest import OpenTab
from tests.journeys.tab import Tab

HELD = "maybe we could use another app"
REFUSED = "mail me at jane.doe (at) gmail (dot) com"


def test_draft_survives_a_reload(pair: tuple[Tab, Tab]) -> None:
    client, _ = pair
    client.write("A thought that is not finis")
    client.page.wait_for_function("() => Object.keys(localStorage).some((key) => key.includes('draft'))")
    client.page.reload()
    field = client.page.locator("#composer-text")
    expect(field).to_have_value("A thought that is not finis")
    field.fill("A thought that is finished.")
    field.press("Enter")
    expect(client.message("A thought that is finished.")).to_have_attribute("data-state", "delivered")
    client.page.reload()
    expect(client.page.locator("#composer-text")).to_have_value("")


def test_what_was_written_without_connection_goes_out_once_it_is_back(pair: tuple[Tab, Tab]) -> None:
    client, freelancer = pair
    client.context.set_offline(True)
    client.say("Written in a tunnel.")
    waiting = client.message("Written in a tunnel.")
    expect(waiting).to_have_attribute("data-state", "failed")
    expect(waiting.get_by_role("status")).not_to_be_empty()
    client.context.set_offline(False)
    expect(client.message("Written in a tunnel.")).to_have_attribute("data-state", "delivered")
    expect(freelancer.page.locator("li.message", has_text="Written in a tunnel.")).to_have_count(1)


def test_what_failed_is_sent_again_by_hand(pair: tuple[Tab, Tab]) -> None:
    client, freelancer = pair
    client.page.clock.install()  # so that the automatic retry does not come first
    client.page.route("**/messages/", lambda route: route.abort())
    client.say("Stuck for a moment.")
    stuck = client.message("Stuck for a moment.")
    expect(stuck).to_have_attribute("data-state", "failed")
    client.page.unroute("**/messages/")
    stuck.get_by_role("button", name="Try again").click()
    expect(client.message("Stuck for a moment.")).to_have_attribute("data-state", "delivered")
    expect(freelancer.page.locator("li.message", has_text="Stuck for a moment.")).to_have_count(1)


def test_what_waits_survives_a_reload(pair: tuple[Tab, Tab]) -> None:
    client, freelancer = pair
    client.page.route("**/messages/", lambda route: route.abort())
    client.say("This one has to wait.")
    expect(client.message("This one has to wait.")).to_have_attribute("data-state", "failed")
    client.page.unroute("**/messages/")
    client.page.reload()
    expect(client.message("This one has to wait.")).to_have_attribute("data-state", "delivered")
    expect(freelancer.page.locator("li.message", has_text="This one has to wait.")).to_have_count(1)


def test_held_message_says_until_when_and_can_be_taken_back(pair: tuple[Tab, Tab]) -> None:
    client, freelancer = pair
    client.say(HELD)
    held = client.message(HELD)
    expect(held).to_have_attribute("data-state", "held")
    expect(held.locator("[data-until]")).to_be_visible()
    held.get_by_role("button", name="Take it back").click()
    expect(client.page.locator("#composer-text")).to_have_value(HELD)
    expect(client.page.locator("li.message")).to_have_count(0)
    client.say("We could use the shared board here.")
    expect(freelancer.message("the shared board here")).to_be_visible()
    assert HELD not in freelancer.page.content()


def test_refused_message_offers_a_way_and_stays_with_its_writer(pair: tuple[Tab, Tab]) -> None:
    client, freelancer = pair
    client.say(REFUSED)
    refused = client.message(REFUSED)
    expect(refused).to_have_attribute("data-state", "refused")
    expect(refused.locator("mark")).to_be_visible()
    expect(refused.locator(".verdict a").first).to_have_attribute("href", re.compile("/rules/"))
    client.page.reload()
    expect(client.message("jane.doe")).to_have_attribute("data-state", "refused")
    freelancer.page.reload()
    expect(freelancer.page.locator("li.message")).to_have_count(0)


def test_detail_leaves_the_draft_and_the_rest_stays(pair: tuple[Tab, Tab]) -> None:
    client, freelancer = pair
    field = client.page.locator("#composer-text")
    client.write("The draft is ready (mail jane.doe@gmail.com). Shall I go on?")
    client.page.get_by_role("button", name="Take it out, keep the rest").click()
    expect(field).to_have_value("The draft is ready (mail [removed]). Shall I go on?")
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("The draft is ready (mail jane.doe@gmail.com). Shall I go on?")
    client.page.get_by_role("button", name="Take it out, keep the rest").click()
    field.press("Enter")
    expect(freelancer.message("Shall I go on?")).to_be_visible()
    assert "jane.doe" not in freelancer.page.content()


def test_message_is_edited_for_both(pair: tuple[Tab, Tab]) -> None:
    client, freelancer = pair
    client.say("The draft is in the fodler.")
    expect(freelancer.message("fodler")).to_be_visible()
    client.page.locator("#composer-text").press("ArrowUp")
    expect(client.page.locator("#composer-text")).to_have_value("The draft is in the fodler.")
    client.page.locator("#composer-text").fill("The draft is in the folder.")
    client.page.locator("#composer-text").press("Enter")
    expect(freelancer.message("The draft is in the folder.")).to_be_visible()
    expect(freelancer.message("The draft is in the folder.").locator(".message-edited")).to_be_visible()
    assert "fodler" not in freelancer.page.content()


def test_edit_into_a_detail_changes_nothing(pair: tuple[Tab, Tab]) -> None:
    client, freelancer = pair
    client.say("The draft is ready.")
    expect(freelancer.message("The draft is ready.")).to_be_visible()
    client.page.locator("#composer-text").press("ArrowUp")
    client.page.locator("#composer-text").fill(REFUSED)
    client.page.locator("#composer-text").press("Enter")
    expect(client.page.locator("[data-sentence]")).not_to_be_empty()
    client.page.locator("#composer-text").press("Escape")
    expect(client.page.locator("#composer-text")).to_have_value("")
    expect(client.message("The draft is ready.")).to_have_attribute("data-state", "delivered")
    assert "jane.doe" not in freelancer.page.content()


def test_message_is_deleted_for_both_after_being_asked_once(pair: tuple[Tab, Tab]) -> None:
    client, freelancer = pair
    client.say("Sent too early.")
    expect(freelancer.message("Sent too early.")).to_be_visible()
    client.message("Sent too early.").hover()
    client.message("Sent too early.").locator("summary").click()
    client.message("Sent too early.").get_by_role("button", name="Delete for both").click()
    client.page.get_by_role("dialog").get_by_role("button", name="Delete for both").click()
    expect(freelancer.page.locator("li.message[data-state=deleted]")).to_be_visible()
    expect(client.page.locator("li.message[data-state=deleted]")).to_be_visible()
    assert "Sent too early." not in freelancer.page.content() + client.page.content()


def test_receipt_and_typing_are_seen(pair: tuple[Tab, Tab]) -> None:
    client, freelancer = pair
    freelancer.page.bring_to_front()
    client.say("Have you seen the map?")
    expect(client.message("Have you seen the map?").locator("[data-read=true]")).to_be_attached()
    freelancer.write("Yes, I ")
    expect(client.page.locator("[data-typing] span").first).to_be_visible()


def test_lines_break_with_shift_and_text_stays_text(pair: tuple[Tab, Tab]) -> None:
    client, freelancer = pair
    field = client.page.locator("#composer-text")
    field.press_sequentially("<b>one</b>")
    field.press("Shift+Enter")
    field.press_sequentially("مرحبا two")
    field.press("Enter")
    shown = freelancer.message("two").locator(".message-text")
    expect(shown).to_have_text(re.compile(r"<b>one</b>\s*مرحبا two"))
    assert shown.locator("b").count() == 0


def test_stopped_while_typing_never_takes_the_focus_or_moves_the_text(pair: tuple[Tab, Tab]) -> None:
    client, _ = pair
    client.evaluate("window.shifts.length = 0")
    field = client.page.locator("#composer-text")
    client.write(REFUSED)
    expect(client.page.locator(".composer .mirror mark").first).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value(REFUSED)
    mirrored, written = client.evaluate(
        "[document.querySelector('.composer .mirror'), document.querySelector('#composer-text')]"
        ".map((part) => { const s = getComputedStyle(part); return [s.font, s.lineHeight, s.padding]; })"
    )
    assert mirrored == written
    assert client.evaluate("document.querySelector('.composer .mirror').textContent.trim()") == REFUSED


def test_room_is_used_by_keyboard_alone(open_tab: OpenTab, scene: dict[str, Any]) -> None:
    tab = open_tab()
    tab.sign_in(scene["client"]["mail"])
    tab.open_room(scene["room"])
    tab.evaluate("document.activeElement.blur()")
    reached = []
    for _ in range(40):
        tab.page.keyboard.press("Tab")
        reached.append(tab.evaluate("document.activeElement.id || document.activeElement.tagName"))
        if reached[-1] == "composer-text":
            break
    assert reached[-1] == "composer-text", reached
    assert tab.evaluate("getComputedStyle(document.activeElement.closest('.composer-box')).outlineStyle") is not None
    tab.page.keyboard.type("By keyboard.")
    tab.page.keyboard.press("Enter")
    expect(tab.message("By keyboard.")).to_have_attribute("data-state", "delivered")
    tab.page.keyboard.press("ArrowUp")
    expect(tab.page.locator("#composer-text")).to_have_value("By keyboard.")
    tab.page.keyboard.press("Escape")
    expect(tab.page.locator("#composer-text")).to_have_value("")
    tab.evaluate("document.activeElement.blur()")
    tab.page.keyboard.press("?")
    expect(tab.page.locator("#keyboard")).to_be_visible()
    tab.page.keyboard.press("Escape")
    expect(tab.page.locator("#keyboard")).to_be_hidden()


def test_second_tab_of_one_person_learns_the_same_over_one_stream(pair: tuple[Tab, Tab], scene: dict[str, Any]) -> None:
    client, freelancer = pair
    second = client.context.new_page()
    second.goto(client.origin + scene["room"])
    expect(second.locator("#composer-text")).to_be_visible()
    freelancer.say("To all your tabs.")
    for page in (client.page, second):
        expect(page.locator("li.message", has_text="To all your tabs.")).to_have_count(1)
    client.page.close()
    freelancer.say("And to the one that is left.")
    expect(second.locator("li.message", has_text="the one that is left")).to_have_count(1)
    second.close()


def test_ended_session_ends_the_page(open_tab: OpenTab, scene: dict[str, Any]) -> None:
    here, elsewhere = open_tab(), open_tab()
    for tab in (here, elsewhere):
        tab.sign_in(scene["client"]["mail"])
    here.open_room(scene["room"])
    elsewhere.go("/settings/security/")
    elsewhere.page.get_by_role("button", name="Sign out everywhere else").click()
    here.page.wait_for_url("**/sign-in/**")
    assert "/sign-in/" in here.page.url


def test_room_works_without_modules(browser: Any, installation: Any, scene: dict[str, Any]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{installation.origin}/sign-in/")
    page.get_by_label("E-mail address").fill(scene["client"]["mail"])
    page.get_by_label("Password").fill("correct horse battery")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.goto(installation.origin + scene["room"])
    page.locator("#composer-text").fill("Without any script.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("li.message", has_text="Without any script.")).to_have_attribute("data-state", "delivered")
    context.close()
