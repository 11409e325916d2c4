"""Fixtures of the platform's tests. DATABASE_URL decides on which database they run."""

from collections.abc import Callable, Iterator

import tests.django_setup  # isort: skip  # noqa: F401 - before anything imports a model
import pytest
from django.test import Client

from armslength.platform.accounts.models import Member
from armslength.platform.core.limits import reset_limits
from armslength.platform.messaging.models import Room
from tests.cast import Cast, make_cast, make_room

SignIn = Callable[[Member], Client]


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """No test meets what another has used up."""
    reset_limits()
    yield
    reset_limits()


@pytest.fixture
def members(db: None) -> Cast:
    """The fixed cast: Ada the client, Ben the freelancer, Cleo a stranger, Mona the moderator, Otto the operator."""
    return make_cast()


@pytest.fixture
def room(members: Cast) -> Room:
    """A room of Ada and Ben."""
    return make_room(members.client, members.freelancer)


@pytest.fixture
def signed_in() -> SignIn:
    """`signed_in(member)` is a browser in which the member is signed in."""

    def sign_in(member: Member) -> Client:
        client = Client()
        client.force_login(member)
        return client

    return sign_in
