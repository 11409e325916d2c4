"""Mail: the one place that knows addresses, and keeps them out of everything that is stored."""

import smtplib
import traceback
from email.message import Message
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django_tasks_db.models import DBTaskResult

from armslength.platform.accounts.errors import MailNotSentError
from armslength.platform.accounts.letters import send_password_changed_mail, send_reset_mail, send_sign_up_mail
from armslength.platform.accounts.mail import send_member_mail
from armslength.platform.accounts.models import MailToken, Member
from tests.cast import Cast
from tests.platform.accounts.conftest import ADDRESS, Newcomer, link_in, run_jobs

FAILURES: dict[str, Exception] = {
    "refused": smtplib.SMTPRecipientsRefused({"ada@cast.example": (550, b"no ada@cast.example here")}),
    "answered": smtplib.SMTPDataError(554, b"ada@cast.example is blocked"),
    "cut off": ConnectionResetError("while talking about ada@cast.example"),
    "unreadable": UnicodeEncodeError("ascii", "ada@cast.example", 0, 1, "no"),
}


@pytest.fixture(params=list(FAILURES))
def failing_server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    def fail(self: EmailMessage, fail_silently: bool = False) -> int:
        try:
            raise ValueError("ada@cast.example")
        except ValueError as cause:
            raise FAILURES[request.param] from cause

    monkeypatch.setattr(EmailMessage, "send", fail)
    return str(request.param)


def test_failure_tells_its_kind_and_no_address(members: Cast, failing_server: str) -> None:
    with pytest.raises(MailNotSentError) as caught:
        send_member_mail(member_id=members.client.pk, template="reset", context={"link": "x"})
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert type(FAILURES[failing_server]).__name__ in caught.value.reason
    assert "cast.example" not in shown
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


def test_failed_job_stores_no_address(members: Cast, failing_server: str) -> None:
    send_reset_mail.enqueue(members.client.pk)
    run_jobs()
    job = DBTaskResult.objects.get()
    assert job.status == "FAILED"
    assert "MailNotSentError" in job.traceback
    assert "cast.example" not in repr(vars(job))


def test_jobs_hold_ids_alone(newcomer: Newcomer) -> None:
    newcomer.sign_up()
    newcomer.client.post("/reset/", {"mail": ADDRESS})
    member = Member.objects.get()
    jobs = [job.args_kwargs for job in DBTaskResult.objects.all()]
    assert jobs == [{"args": [member.pk], "kwargs": {}}] * 2
    letters = run_jobs()
    stored = repr([vars(job) for job in DBTaskResult.objects.all()])
    for letter in letters:
        assert link_in(letter).split("/")[2] not in stored
    assert ADDRESS not in stored


def test_link_secret_is_stored_hashed(newcomer: Newcomer) -> None:
    newcomer.sign_up()
    (letter,) = run_jobs()
    secret = link_in(letter).split("/")[2]
    token = MailToken.objects.get()
    assert len(secret) == 43
    assert secret.encode() not in bytes(token.digest)
    assert secret not in repr(vars(token))


def test_job_that_runs_twice_sends_links_that_work(newcomer: Newcomer) -> None:
    newcomer.sign_up()
    member_id = Member.objects.get().pk
    run_jobs()
    send_sign_up_mail.call(member_id)
    assert newcomer.client.post(link_in(mail.outbox[0])).status_code == 302
    assert newcomer.is_in
    assert newcomer.client.post(link_in(mail.outbox[1])).status_code == 410


@pytest.mark.parametrize("job", [send_sign_up_mail, send_reset_mail, send_password_changed_mail])
def test_mail_to_nobody_is_no_error(db: None, job: Any) -> None:
    job.call(0)
    job.call(99)
    assert mail.outbox == []
    assert not MailToken.objects.exists()


def test_mail_looks_like_one(members: Cast) -> None:
    send_reset_mail.call(members.client.pk)
    (letter,) = mail.outbox
    message: Message = letter.message()
    assert letter.to == ["ada@cast.example"]
    assert letter.subject == "Choose a new password"
    assert letter.body.startswith("Somebody, probably you")
    assert "http://127.0.0.1:8000/reset/" in letter.body
    assert message["Auto-Submitted"] == "auto-generated"
    assert "&" not in letter.body
    assert "{" not in letter.body
