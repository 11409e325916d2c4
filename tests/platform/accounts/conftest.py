"""What the tests of the accounts share: the worker that sends mail, and forms as a browser sends them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

ADDRESS = "jane.doe@mail.example"
PASSWORD = "three quiet herons"


def run_jobs() -> list[EmailMessage]:
    """Run every ready job as the worker does, one by one; the mails that they sent."""
    sent_before = len(mail.outbox)
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    for job in DBTaskResult.objects.ready():
        job.claim("test")
        worker.run_task(job)
    return mail.outbox[sent_before:]


def link_in(letter: EmailMessage) -> str:
    """The path of the first link in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S*)", str(letter.body))
    assert found is not None, letter.body
    return found.group(1)


@dataclass
class Newcomer:
    """A browser, and what its person types."""

    client: Client
    address: str = ADDRESS
    password: str = PASSWORD

    def sign_up(self, **changes: str) -> int:
        """Send the form; the status of the answer."""
        fields = {"mail": self.address, "password": self.password, "purpose": "both", **changes}
        return self.client.post("/sign-up/", fields).status_code

    def join(self) -> None:
        """Sign up, open the mailed link, confirm."""
        assert self.sign_up() == 302
        (letter,) = run_jobs()
        assert self.client.post(link_in(letter)).status_code == 302

    def sign_in(self, password: str | None = None) -> bool:
        """Whether the address and the password open the account in this browser."""
        fields = {"mail": self.address, "password": password or self.password}
        self.client.post("/sign-in/", fields)
        return self.is_in

    @property
    def is_in(self) -> bool:
        """Whether this browser is signed in."""
        return self.client.get("/settings/security/").status_code == 200


@pytest.fixture
def newcomer(db: None) -> Newcomer:
    """Jane, who is not here yet."""
    return Newcomer(Client())


@pytest.fixture
def jane(newcomer: Newcomer) -> Newcomer:
    """Jane, who has joined and is signed in."""
    newcomer.join()
    return newcomer


@pytest.fixture
def other_browser() -> Callable[[Newcomer], Newcomer]:
    """The same person in another browser."""
    return lambda person: Newcomer(Client(), person.address, person.password)
