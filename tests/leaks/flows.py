"""Everything that people do on the platform, done once by people whose details are watched."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from tests.caller import Answer
from tests.leaks.planted import Planted
from tests.leaks.visitor import Visitor
from tests.mailbox import Mailbox
from tests.people import PASSWORD

MAILED_LINK = re.compile(r"https?://\S+")
NEW_PASSWORD = "an even longer sentence"
ROOM_ID = re.compile(r"/rooms/([\w-]{16})/")
ID = re.compile(r"/(?:people|projects)/([\w-]{16})/")


@dataclass
class Person:
    """Somebody with a browser and details of their own."""

    browser: Visitor
    planted: Planted


def expect(answer: Answer, *statuses: int) -> Answer:
    """The answer, if it is one of these; a flow that does not go as it should proves nothing."""
    assert answer.status in statuses, f"{answer.status}: {answer.text[:2000]}"
    return answer


def mailed_path(mailbox: Mailbox, address: str, *, count: int) -> str:
    """The path of the first link in the `count`-th mail to `address`."""
    found = MAILED_LINK.search(mailbox.wait_for(address, count=count).text)
    assert found is not None, "the mail has no link"
    return urlsplit(found.group()).path


def join(person: Person, mailbox: Mailbox, purpose: str) -> None:
    """Sign up (wrongly at first), verify, reset the password, sign in (wrongly at first)."""
    browser, mail = person.browser, person.planted.mail
    expect(browser.get("/sign-up/"), 200)
    choices = {"mail": mail, "purpose": purpose, "timezone": "Europe/Berlin"}
    expect(browser.post_form("/sign-up/", {**choices, "password": "short"}), 200)
    expect(browser.post_form("/sign-up/", {**choices, "password": PASSWORD}), 302)
    expect(browser.get("/sign-up/check-mail/"), 200)
    expect(browser.post_form("/sign-in/", {"mail": mail, "password": PASSWORD}), 200)
    verify = mailed_path(mailbox, mail, count=1)
    expect(browser.get(verify), 200)
    expect(browser.post_form(verify, {}), 302)
    expect(browser.get(verify), 410)
    expect(browser.post_form("/sign-out/", {}), 302)


def lose_password(person: Person, mailbox: Mailbox) -> None:
    """Sign up again with the same address, ask for a new password, set it, and sign in."""
    browser, mail = person.browser, person.planted.mail
    choices = {"mail": mail, "password": PASSWORD, "purpose": "both", "timezone": "UTC"}
    expect(browser.get("/sign-up/"), 200)
    expect(browser.post_form("/sign-up/", choices), 302)
    mailbox.wait_for(mail, count=2)
    expect(browser.post_form("/sign-in/", {"mail": mail, "password": "wrong horse battery"}), 200)
    expect(browser.get("/reset/"), 200)
    expect(browser.post_form("/reset/", {"mail": mail}), 302)
    expect(browser.get("/reset/sent/"), 200)
    reset = mailed_path(mailbox, mail, count=3)
    expect(browser.get(reset), 200)
    expect(browser.post_form(reset, {"password": "short"}), 200)
    expect(browser.post_form(reset, {"password": NEW_PASSWORD}), 302)
    expect(browser.get("/sign-in/"), 200)
    expect(browser.post_form("/sign-in/", {"mail": mail, "password": NEW_PASSWORD}), 302)


def keep_details(person: Person) -> None:
    """Put the own details into the vault, wrongly at first, and one of them out and in again."""
    browser, planted = person.browser, person.planted
    expect(browser.post_form("/settings/private/phone/", {"value": f"{planted.legal_name} 12"}), 200)
    expect(browser.post_form("/settings/private/phone/", {"value": planted.phone}), 302)
    expect(browser.post_form("/settings/private/legal_name/", {"value": planted.legal_name}), 302)
    expect(browser.post_form("/settings/private/legal_name/remove/", {}), 302)
    expect(browser.post_form("/settings/private/legal_name/", {"value": planted.legal_name}), 302)
    expect(browser.get("/settings/private/"), 200)


def secure_account(person: Person, other_browser: Visitor, mailbox: Mailbox) -> None:
    """Sign in elsewhere too, end that, change the password."""
    browser, mail = person.browser, person.planted.mail
    for ending in ("one", "others"):
        expect(other_browser.get("/sign-in/"), 200)
        expect(other_browser.post_form("/sign-in/", {"mail": mail, "password": NEW_PASSWORD}), 302)
        page = expect(browser.get("/settings/security/"), 200).text
        found = re.search(r"/settings/security/sessions/[\w-]{16}/end/", page)
        assert found is not None, "the other session is not listed"
        path = found.group() if ending == "one" else "/settings/security/sessions/end-others/"
        expect(browser.post_form(path, {}), 302)
        expect(other_browser.get("/settings/security/"), 302)
    passwords = {"current": "not this one", "password": PASSWORD}
    expect(browser.post_form("/settings/security/password/", passwords), 200)
    expect(browser.post_form("/settings/security/password/", {**passwords, "current": NEW_PASSWORD}), 302)
    mailbox.wait_for(mail, count=4)


def show_face(person: Person, name: str) -> str:
    """Fill the profile, trying to put the own details into it at first; the public id."""
    browser, planted = person.browser, person.planted
    fields = {"name": name, "headline": "Pages that load", "bio": "Ten years of small shops.", "skills": "HTML, CSS"}
    fields |= {"timezone": "Europe/Berlin", "hours_start": "09:00", "hours_end": "17:00"}
    expect(browser.get("/settings/profile/"), 200)
    expect(browser.post_form("/settings/profile/", {**fields, "bio": f"Write to {planted.mail}"}), 200)
    expect(browser.post_form("/settings/profile/", {**fields, "name": planted.mail}), 200)
    masked = {**fields, "bio": f"Write to {planted.mail}.", "confirm_masked": "1"}
    saved = expect(browser.post_form("/settings/profile/", masked), 200, 302)
    if saved.status == 200:  # one's own address is refused even masked
        saved = expect(browser.post_form("/settings/profile/", fields), 302)
    expect(browser.post_form("/settings/profile/picture/", {}), 302)
    found = ID.search(saved.location)
    assert found is not None
    return found[1]


def post_project(person: Person) -> str:
    """Post a project, with the own details at first; its path."""
    browser, planted = person.browser, person.planted
    fields: dict[str, Any] = {
        "title": "A page for a small bakery",
        "text": "One page, two languages.",
        "skills": "HTML",
    }
    fields |= {"budget": "1200", "currency": "EUR", "deadline": str(date.today() + timedelta(days=20))}  # noqa: DTZ011 - a day far enough away in every zone
    expect(browser.get("/projects/new/"), 200)
    expect(browser.post_form("/projects/new/", {**fields, "text": f"Call {planted.phone} please."}), 200)
    expect(browser.post_form("/projects/new/", {**fields, "title": f"Mail {planted.mail}"}), 200)
    path = expect(browser.post_form("/projects/new/", fields), 302).location
    expect(browser.post_form(f"{path}close/", {}), 302)
    expect(browser.post_form(f"{path}reopen/", {}), 302)
    return path


def propose(person: Person, project: str) -> str:
    """Make a proposal, with the own details at first, and open its room; the room's path."""
    browser, planted = person.browser, person.planted
    fields = {"text": "I would begin with the words.", "price": "1100", "days": "10"}
    expect(browser.get(f"{project}propose/"), 200)
    expect(browser.post_form(f"{project}propose/", {**fields, "text": f"My number is {planted.phone}"}), 200)
    expect(browser.post_form(f"{project}propose/", fields), 302)
    page = expect(browser.get(project), 200).text
    found = re.search(r"/projects/proposals/[\w-]{16}/room/", page)
    assert found is not None, "the proposal has no room to open"
    return expect(browser.post_form(found.group(), {}), 302).location


def say(browser: Visitor, room: str, text: str) -> dict[str, Any]:
    """Try a text, then send it; the answer."""
    expect(browser.post_json(f"{room}check/", {"text": text}), 200)
    sent = expect(browser.post_json(f"{room}messages/", {"client_id": secrets.token_urlsafe(12), "text": text}), 200)
    found: dict[str, Any] = sent.json
    return found


def say_own_detail(person: Person, room: str, detail: str) -> str:
    """Be stopped with one's own detail; the message's id."""
    person.browser.typed.add(detail)
    stopped = say(person.browser, room, f"You can reach me at {detail}")
    assert stopped["state"] in ("held", "refused"), stopped["state"]
    return str(stopped["id"])


def talk(client: Person, freelancer: Person, room: str) -> None:
    """Speak, edit, delete, be refused with one's own details, take back, read, search."""
    ours, theirs = client.browser, freelancer.browser
    first = say(ours, room, "Good morning! The photos are in the folder.")
    second = say(theirs, room, "Thank you, I will look at them today.")
    expect(theirs.post_json(f"{room}messages/{second['id']}/edit/", {"text": "Thank you, I look at them now."}), 200)
    edited = {"text": f"Thank you, write to {freelancer.planted.mail}"}
    assert expect(theirs.post_json(f"{room}messages/{second['id']}/edit/", edited), 200).json["state"] == "refused"
    third = say(theirs, room, "This one goes.")
    expect(theirs.post_json(f"{room}messages/{third['id']}/delete/", {}), 200)
    say_own_detail(client, room, client.planted.phone)
    stopped = say_own_detail(freelancer, room, freelancer.planted.mail)
    expect(theirs.post_json(f"{room}messages/{stopped}/take-back/", {}), 200)
    say(ours, room, "what's your whatsapp?")
    expect(theirs.post_json(f"{room}read/", {"up_to": first["id"]}), 200)
    expect(theirs.post_json(f"{room}typing/", {}), 204)
    expect(theirs.get(f"{room}search/?q=photos"), 200)
    expect(theirs.get(f"{room}history/?around={first['id']}"), 200)
    expect(ours.post_form(f"{room}messages/", {"client_id": secrets.token_urlsafe(12), "text": "By form."}), 302)


def go_astray(visitor: Visitor, planted: Planted, paths: list[str]) -> None:
    """Errors of every kind, with details in what is sent."""
    visitor.get(f"/nothing/{planted.mail}/")
    visitor.get(f"/projects/?q={planted.mail}")
    visitor.get(f"/sign-in/?next=/{planted.mail}")
    visitor.get(f"/stream/since/?after={planted.mail}")
    for path in paths:
        visitor.post_form(path, {"text": planted.mail, "mail": planted.mail, "value": planted.phone})
        visitor.post_json(path, {"text": [planted.mail]})
        visitor.cookies["csrftoken"] = "wrong"
        visitor.post_form(path, {"text": planted.mail, "mail": planted.mail})
        visitor.cookies.pop("csrftoken")
        visitor.get("/sign-in/")
