"""The story, told once for all tests of a module that only look at it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from armslength.platform.config.demo import seed as seeding
from armslength.platform.config.demo import story

FIRST_PROJECT = "bakery-site"


@pytest.fixture(scope="module")
def _whole_story(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        assert seeding.seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _first_room(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    projects = [row for row in story.projects() if row["key"] == FIRST_PROJECT]
    talks = [talk for talk in story.talks() if talk.project == FIRST_PROJECT]
    with django_db_blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(seeding, "projects", lambda: projects)
            patch.setattr(seeding, "talks", lambda: talks)
            assert seeding.seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def told(_whole_story: None, db: None) -> None:
    """Everything that the seed leaves behind; a test's own changes go with it."""


@pytest.fixture
def told_in_part(_first_room: None, db: None) -> None:
    """The whole cast, but one project and its room only: enough for pages, and quicker."""
