"""All of the story or nothing; the clock comes back whatever happens."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from armslength.platform.accounts.models import Member
from armslength.platform.config.demo import seed as seeding
from armslength.platform.config.demo import story
from armslength.platform.config.demo.past import clock_at
from armslength.platform.core.clock import now
from armslength.platform.projects.models import Project

LONG_AGO = datetime(2001, 2, 3, tzinfo=UTC)


def test_clock_stands_and_comes_back() -> None:
    with clock_at(LONG_AGO):
        assert now() == LONG_AGO
    assert now().year > 2020


def test_clock_comes_back_from_an_error() -> None:
    with pytest.raises(RuntimeError), clock_at(LONG_AGO):
        raise RuntimeError
    assert now().year > 2020


@pytest.mark.django_db
def test_story_that_the_guard_refuses_is_not_half_told(monkeypatch: pytest.MonkeyPatch) -> None:
    row = story.projects()[0]
    client = next(character for character in story.characters() if character.key == row["client"])
    stranger = replace(client, key="stranger", name="Somebody Else")
    monkeypatch.setattr(seeding, "characters", lambda: [stranger])
    monkeypatch.setattr(
        seeding, "projects", lambda: [row | {"client": "stranger", "title": "Write to jane.doe@gmail.com"}]
    )
    before = Member.objects.count(), Project.objects.count()
    with pytest.raises(seeding.StoryError) as raised:
        seeding.seed()
    assert list(raised.value.problems) == ["title"]
    assert (Member.objects.count(), Project.objects.count()) == before
    assert now().year > 2020
