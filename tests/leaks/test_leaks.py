"""Nobody's contact details appear anywhere, and if they did, this would notice."""

import base64
import html
import json

import pytest

from tests.leaks.crawl import Findings, crawl
from tests.leaks.planted import Planted, plant
from tests.leaks.routes import NOT_CALLED, all_routes
from tests.leaks.watch import Leak, Watch


@pytest.fixture(scope="module")
def findings() -> Findings:
    return crawl()


def test_no_detail_appears_anywhere(findings: Findings) -> None:
    assert findings.leaks == set()


def test_every_route_was_called(findings: Findings) -> None:
    assert all_routes() - findings.routes - NOT_CALLED.keys() == set()


def test_reasons_are_given_for_routes_that_exist_and_are_not_called(findings: Findings) -> None:
    assert NOT_CALLED.keys() <= all_routes() - findings.routes


def test_nothing_broke_on_the_way(findings: Findings) -> None:
    assert findings.errors == []


def test_there_was_something_to_read(findings: Findings) -> None:
    assert findings.mails >= 7
    assert findings.events >= 10
    assert findings.searched_bytes > 1_000_000


@pytest.fixture(scope="module")
def leaks_on_purpose() -> set[Leak]:
    return crawl(leak="template log").leaks


def test_a_template_that_shows_an_address_is_noticed(leaks_on_purpose: set[Leak]) -> None:
    shown = {leak for leak in leaks_on_purpose if leak.place.startswith("GET person for")}
    assert {leak.person for leak in shown} >= {"client", "freelancer"}


def test_a_log_line_that_prints_an_address_is_noticed(leaks_on_purpose: set[Leak]) -> None:
    logged = {leak for leak in leaks_on_purpose if leak.place == "the log"}
    assert {leak.person for leak in logged} >= {"client", "freelancer", "stranger"}


def test_what_leaks_on_purpose_leaks_nowhere_else(leaks_on_purpose: set[Leak]) -> None:
    places = {leak.place.partition(" for ")[0] for leak in leaks_on_purpose}
    assert places == {"GET person", "the log"}


def disguises(person: Planted) -> list[bytes]:
    mail, phone = person.mail, person.phone
    return [
        mail.upper().encode(),
        mail.partition("@")[0].encode(),
        json.dumps({"mail": mail}).replace("@", "\\u0040").encode(),
        "".join(f"&#{ord(character)};" for character in mail).encode(),
        html.escape(person.legal_name).encode(),
        mail.encode("utf-16-le"),
        mail.encode().hex().encode(),
        b"_" + base64.b64encode(b"x" + mail.encode() + b"y"),
        mail.replace("@", "%40").encode(),
        f"tel {phone[:3]} {phone[3:6]} {phone[6:]}".encode(),
        person.payout.encode(),
    ]


@pytest.mark.parametrize("index", range(11))
def test_disguised_detail_is_noticed(index: int) -> None:
    person = plant("somebody")
    watch = Watch([person])
    watch.search("a page", b"<p>something " + disguises(person)[index] + b" and more</p>")
    assert {leak.place for leak in watch.leaks} == {"a page"}


def test_ordinary_page_is_no_leak() -> None:
    watch = Watch([plant("somebody")])
    watch.search("a page", b"<p>write to zq-leak or call 0151, says the DE office of leak.example</p>")
    assert watch.leaks == set()
