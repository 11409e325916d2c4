"""The whole crawl: people with watched details do everything, and everything that can be read is searched."""

import base64
import json
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from email.message import EmailMessage

from tests.event_reader import EventReader
from tests.installation import LIMITS, MEMBER_LIMITS, Installation, running_installation
from tests.leaks import flows
from tests.leaks.flows import Person
from tests.leaks.planted import Planted, plant
from tests.leaks.routes import route_of
from tests.leaks.visitor import Visitor
from tests.leaks.watch import Leak, Watch
from tests.people import PASSWORD

NAMES = ("client", "freelancer", "stranger", "moderator", "operator")
ROLES = {"stranger": ["client", "freelancer"], "moderator": ["moderator"], "operator": ["operator"]}


@dataclass(frozen=True)
class Findings:
    """What a crawl saw."""

    leaks: set[Leak]
    routes: set[str]
    errors: list[str]
    searched_bytes: int
    mails: int
    events: int


class Crawl:
    """One crawl of one installation."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.planted = {name: plant(name) for name in NAMES}
        self.watch = Watch(list(self.planted.values()))
        self.people = {name: Person(self._browser(name), planted) for name, planted in self.planted.items()}
        self.anonymous = self._browser("anonymous")
        self.elsewhere = self._browser("client elsewhere")
        self.events = 0

    def _browser(self, name: str) -> Visitor:
        return Visitor(self.installation.origin, name=name, watch=self.watch, route_of=route_of)

    def run(self) -> Findings:
        """Do everything, read everything."""
        room = self._live()
        self._listen()
        self._read_pages(room)
        self._read_storage()
        self._read_mails()
        browsers = self._browsers()
        return Findings(
            leaks=self.watch.leaks,
            routes=set().union(*(browser.routes for browser in browsers)),
            errors=[error for browser in browsers for error in browser.errors],
            searched_bytes=self.watch.searched_bytes,
            mails=len(self.installation.mailbox.letters),
            events=self.events,
        )

    def _browsers(self) -> list[Visitor]:
        return [*(person.browser for person in self.people.values()), self.anonymous, self.elsewhere]

    def close(self) -> None:
        """Close every browser."""
        for browser in self._browsers():
            browser.close()

    def _live(self) -> str:
        """The lives of the people so far; the path of a room."""
        client, freelancer, mailbox = self.people["client"], self.people["freelancer"], self.installation.mailbox
        grown = [
            {"person": name, "roles": roles, "details": self.planted[name].details()} for name, roles in ROLES.items()
        ]
        self.installation.call("tests.leaks.inside", "grow", json.dumps(grown))
        for name in ROLES:
            self.people[name].browser.sign_in(self.planted[name].mail, PASSWORD)
        for person, purpose in ((client, "hire"), (freelancer, "work")):
            flows.join(person, mailbox, purpose)
            flows.lose_password(person, mailbox)
            flows.keep_details(person)
        flows.secure_account(client, self.elsewhere, mailbox)
        faces = [flows.show_face(client, "Quiet Client"), flows.show_face(freelancer, "Brisk Maker")]
        self.starts = [f"/people/{face}/" for face in faces]
        project = flows.post_project(client)
        room = flows.propose(freelancer, project)
        flows.talk(client, freelancer, room)
        self.starts += ["/", "/healthy/", "/rules/", "/projects/", "/rooms/", project, room, f"{room}history/"]
        self.starts += ["/settings/profile/", "/settings/security/", "/settings/private/", "/stream/since/?after=0"]
        return room

    def _listen(self) -> None:
        """Every member's stream from its beginning."""
        for name, person in self.people.items():
            answer = person.browser.get("/stream/since/?after=0", accept="application/json")
            assert answer.status == 200, answer.text[:500]
            reader = EventReader(self.installation.origin, person.browser.cookie_header).start()
            reader.wait_until(answer.json["number"])
            reader.stop()
            self.events += len(reader.received)
            for frame in reader.received:
                content = json.dumps(frame.body, ensure_ascii=False).encode()
                self.watch.search(f"stream of the {name}", content, allowed=person.browser.typed)

    def _read_pages(self, room: str) -> None:
        """Every page for everybody: each follows the links of their own pages, then tries those of all others."""
        browsers = [*(person.browser for person in self.people.values()), self.anonymous]
        for browser in browsers:
            browser.crawl(*self.starts)
        everywhere = sorted(set().union(*(browser.paths for browser in browsers)))
        for browser in browsers:
            browser.crawl(*everywhere)
            flows.go_astray(browser, self.planted["client"], ["/reset/", f"{room}messages/", f"{room}check/"])

    def _read_storage(self) -> None:
        """Tables, sessions, cache, jobs, limits, the log, and the bytes of an embedded database."""
        for place, content in self.installation.call("tests.leaks.inside", "dump"):
            self.watch.search(f"storage: {place}", base64.b64decode(content))
        self.watch.search("the limits", (self.installation.folder / "limits.txt").read_bytes())
        self.watch.search("the log", self.installation.log.encode())
        for path in self.installation.folder.glob("*.sqlite3*"):
            self.watch.search(f"the file {path.name}", path.read_bytes())

    def _read_mails(self) -> None:
        """A mail goes to the one whose it is; nothing in it is about how to reach anybody."""
        owners: Mapping[str, Planted] = {planted.mail: planted for planted in self.planted.values()}
        for letter in self.installation.mailbox.letters:
            assert len(letter.to) == 1, "a mail goes to one person"
            owner = owners[letter.to[0]]
            self.watch.search(f"a mail to the {owner.person}", _without_recipient(letter.message))


def _without_recipient(message: EmailMessage) -> bytes:
    del message["To"]
    content: str = message.get_content()
    return message.as_bytes() + content.encode()


def crawl(*, leak: str = "") -> Findings:
    """A crawl of a fresh installation; `leak` names the parts of it that leak on purpose."""
    variables = {"DJANGO_SETTINGS_MODULE": "tests.leaks.settings", "ARMSLENGTH_LEAK": leak}
    with ExitStack() as stack:
        installation = stack.enter_context(running_installation(variables, unlimited=LIMITS + MEMBER_LIMITS))
        crawling = Crawl(installation)
        stack.callback(crawling.close)
        return crawling.run()
