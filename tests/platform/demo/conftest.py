"""The story, told once for all tests that only look at it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from armslength.platform.config.demo.seed import seed


@pytest.fixture(scope="package")
def told_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Everything that the seed leaves behind, until the tests of the demo are over."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def told(told_once: None, db: None) -> None:
    """The story, in a transaction of the test's own inside."""
