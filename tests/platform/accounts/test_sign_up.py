"""Joining: one way in, the same for every address, and nobody's address for somebody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from armslength.platform.accounts.actions import joining
from armslength.platform.accounts.models import MailToken, Member, MemberSession, VaultEntry
from armslength.platform.accounts.sweeps import forget_stale_rows
from armslength.platform.accounts.vault import find_owner
from armslength.platform.audit.models import Entry
from armslength.platform.realtime.models import Sequence
from tests.cast import Cast
from tests.platform.accounts.conftest import ADDRESS, PASSWORD, Newcomer, link_in, run_jobs

Another = Callable[[Newcomer], Newcomer]


def test_joining_opens_an_account(newcomer: Newcomer) -> None:
    newcomer.join()
    assert newcomer.is_in
    member = Member.objects.get()
    assert member.is_here
    assert find_owner(ADDRESS) == member
    assert Sequence.objects.get(member=member).last_number == 0
    assert Entry.objects.get(action="member.verified").subject == member.public_id


@pytest.mark.parametrize(
    ("purpose", "is_client", "is_freelancer"), [("hire", True, False), ("work", False, True), ("both", True, True)]
)
def test_purpose_decides_the_sides(newcomer: Newcomer, purpose: str, is_client: bool, is_freelancer: bool) -> None:
    newcomer.sign_up(purpose=purpose)
    member = Member.objects.get()
    assert (member.is_client, member.is_freelancer, member.is_moderator) == (is_client, is_freelancer, False)


@pytest.mark.parametrize(
    ("sent", "kept"), [("Asia/Tokyo", "Asia/Tokyo"), ("", "UTC"), ("Mars/Olympus", "UTC"), ("../../etc", "UTC")]
)
def test_time_zone_is_the_browsers_if_it_is_one(newcomer: Newcomer, sent: str, kept: str) -> None:
    newcomer.sign_up(timezone=sent)
    assert Member.objects.get().timezone == kept


@pytest.mark.parametrize(
    "changes",
    [
        {"mail": ""},
        {"mail": "no address"},
        {"mail": f"{'a' * 260}@mail.example"},
        {"password": ""},
        {"password": "short"},
        {"password": "password123"},
        {"password": "123456789012"},
        {"password": "x" * 257},
        {"purpose": ""},
        {"purpose": "moderate"},
    ],
)
def test_form_that_cannot_be_used_makes_nothing(newcomer: Newcomer, changes: dict[str, str]) -> None:
    assert newcomer.sign_up(**changes) == 200
    assert not Member.objects.exists()
    assert not VaultEntry.objects.exists()
    assert run_jobs() == []


def test_password_is_never_shown_again(newcomer: Newcomer) -> None:
    answer = newcomer.client.post("/sign-up/", {"mail": "no address", "password": PASSWORD, "purpose": "both"})
    assert PASSWORD not in answer.content.decode()


def test_before_verifying_there_is_no_way_in(newcomer: Newcomer) -> None:
    newcomer.sign_up()
    assert not newcomer.sign_in()
    assert MemberSession.objects.filter(member__isnull=False).count() == 0


def test_opening_the_link_changes_nothing(newcomer: Newcomer) -> None:
    newcomer.sign_up()
    (letter,) = run_jobs()
    assert newcomer.client.get(link_in(letter)).status_code == 200
    assert newcomer.client.head(link_in(letter)).status_code == 405
    assert Member.objects.get().verified_at is None
    assert MailToken.objects.get().used_at is None


def test_link_works_once(newcomer: Newcomer) -> None:
    newcomer.sign_up()
    (letter,) = run_jobs()
    newcomer.client.post(link_in(letter))
    newcomer.client.post("/sign-out/")
    assert newcomer.client.get(link_in(letter)).status_code == 410
    assert newcomer.client.post(link_in(letter)).status_code == 410
    assert not newcomer.is_in


def test_link_is_good_for_two_days(newcomer: Newcomer) -> None:
    newcomer.sign_up()
    (letter,) = run_jobs()
    token = MailToken.objects.get()
    assert timedelta(hours=47) < token.expires_at - timezone.now() <= timedelta(hours=48)
    MailToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert newcomer.client.post(link_in(letter)).status_code == 410
    assert Member.objects.get().verified_at is None


@pytest.mark.parametrize("token", ["x", "x" * 43, "%00", "é", "sent"])
def test_invented_link_opens_nothing(newcomer: Newcomer, token: str) -> None:
    newcomer.sign_up()
    assert newcomer.client.post(f"/verify/{token}/").status_code == 410
    assert Member.objects.get().verified_at is None


def test_reset_link_does_not_verify_as_a_verification_link(newcomer: Newcomer) -> None:
    newcomer.sign_up()
    newcomer.client.post("/reset/", {"mail": ADDRESS})
    reset = next(letter for letter in run_jobs() if "/reset/" in letter.body)
    token = link_in(reset).split("/")[2]
    assert newcomer.client.post(f"/verify/{token}/").status_code == 410
    assert Member.objects.get().verified_at is None


def test_another_browser_is_asked_for_the_password(newcomer: Newcomer, other_browser: Another) -> None:
    newcomer.sign_up()
    (letter,) = run_jobs()
    phone = other_browser(newcomer)
    assert 'name="password"' in phone.client.get(link_in(letter)).content.decode()
    assert phone.client.post(link_in(letter)).status_code == 200
    assert phone.client.post(link_in(letter), {"password": "not this one"}).status_code == 200
    assert Member.objects.get().verified_at is None
    assert phone.client.post(link_in(letter), {"password": PASSWORD}).status_code == 302
    assert phone.is_in


def test_who_joins_with_anothers_address_gains_nothing(newcomer: Newcomer, other_browser: Another) -> None:
    thief = newcomer
    thief.sign_up(password="the password of a thief")
    owner = other_browser(newcomer)
    (letter,) = run_jobs()
    assert owner.client.post(link_in(letter)).status_code == 200  # asks for a password that the owner does not know
    assert Member.objects.get().verified_at is None
    owner.client.post("/reset/", {"mail": ADDRESS})
    (letter,) = run_jobs()
    assert owner.client.post(link_in(letter), {"password": PASSWORD}).status_code == 302
    assert owner.sign_in()
    assert not thief.sign_in("the password of a thief")


def test_newest_sign_up_counts_until_verified(newcomer: Newcomer, other_browser: Another) -> None:
    newcomer.sign_up(purpose="hire")
    again = other_browser(newcomer)
    again.sign_up(password="another quiet heron", purpose="work")
    letters = run_jobs()
    assert Member.objects.count() == 1
    assert again.client.post(link_in(letters[0])).status_code == 302
    assert again.sign_in("another quiet heron")
    assert Member.objects.get().is_freelancer
    assert not newcomer.sign_in(PASSWORD)


def answer_of(newcomer: Newcomer, address: str) -> tuple[int, str, str, int]:
    """Status, place, page that follows, and number of questions to the database."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = newcomer.client.post("/sign-up/", {"mail": address, "password": PASSWORD, "purpose": "hire"})
    asked = [query for query in queries.captured_queries if "SAVEPOINT" not in query["sql"]]
    page = newcomer.client.get(answer["Location"]).content.decode()
    return answer.status_code, answer["Location"], page, len(asked)


def test_known_address_gets_the_same_answer(members: Cast, newcomer: Newcomer, other_browser: Another) -> None:
    new = answer_of(newcomer, "nobody@mail.example")
    known = answer_of(other_browser(newcomer), "ada@cast.example")
    assert new == known


def test_known_address_is_told_by_mail_and_stays_as_it_was(members: Cast, newcomer: Newcomer) -> None:
    before = Member.objects.get(pk=members.client.pk)
    newcomer.address = "Ada@cast.example"
    newcomer.sign_up()
    (letter,) = run_jobs()
    assert letter.to == ["ada@cast.example"]
    assert letter.subject == "You already have an account"
    after = Member.objects.get(pk=members.client.pk)
    assert (after.password, after.is_client, after.is_freelancer) == (
        before.password,
        before.is_client,
        before.is_freelancer,
    )
    assert Member.objects.count() == 5
    assert not MailToken.objects.exists()


def test_ended_member_cannot_join_anew_with_the_address(members: Cast, newcomer: Newcomer) -> None:
    Member.objects.filter(pk=members.client.pk).update(ended_at=timezone.now())
    newcomer.address = "ada@cast.example"
    assert newcomer.sign_up() == 302
    assert run_jobs() == []
    assert not newcomer.sign_in()


def test_every_sign_up_hashes_once(members: Cast, newcomer: Newcomer, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    real = hashers.make_password

    def counting(password: str) -> str:
        hashed.append(password)
        return real(password)

    monkeypatch.setattr(joining, "make_password", counting)
    for address in ("ada@cast.example", "nobody@mail.example"):
        newcomer.address = address
        newcomer.sign_up()
    assert hashed == [PASSWORD, PASSWORD]


def test_mistyping_costs_no_attempt(newcomer: Newcomer) -> None:
    assert [newcomer.sign_up(password="short") for _ in range(12)] == [200] * 12
    assert newcomer.sign_up() == 302


def test_sign_ups_from_one_place_are_limited(newcomer: Newcomer) -> None:
    statuses = [newcomer.sign_up(mail=f"n{n}@mail.example") for n in range(11)]
    assert statuses == [302] * 10 + [429]
    assert Member.objects.count() == 10


def test_one_address_is_not_flooded(newcomer: Newcomer) -> None:
    assert [newcomer.sign_up() for _ in range(4)] == [302, 302, 302, 429]
    assert len(run_jobs()) == 3


def test_signed_in_member_does_not_join_again(jane: Newcomer) -> None:
    assert jane.client.get("/sign-up/").status_code == 302


def test_unfinished_sign_up_is_forgotten(newcomer: Newcomer) -> None:
    newcomer.sign_up()
    Member.objects.update(created_at=timezone.now() - timedelta(days=6))
    forget_stale_rows()
    assert find_owner(ADDRESS) is not None
    Member.objects.update(created_at=timezone.now() - timedelta(days=8))
    forget_stale_rows()
    assert find_owner(ADDRESS) is None
    assert not VaultEntry.objects.exists()


def test_link_of_a_second_attempt_outlives_the_first(newcomer: Newcomer) -> None:
    newcomer.sign_up()
    run_jobs()
    Member.objects.update(created_at=timezone.now() - timedelta(days=8))
    newcomer.sign_up()
    (letter,) = run_jobs()
    forget_stale_rows()
    assert newcomer.client.post(link_in(letter)).status_code == 302
    assert newcomer.is_in


def test_finished_sign_up_stays(jane: Newcomer) -> None:
    Member.objects.update(created_at=timezone.now() - timedelta(days=800))
    forget_stale_rows()
    assert jane.is_in


def test_no_mail_goes_before_the_job_runs(newcomer: Newcomer) -> None:
    newcomer.sign_up()
    assert mail.outbox == []
    assert not MailToken.objects.exists()
