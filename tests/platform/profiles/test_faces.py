"""Everyone has a face from the first look on."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from armslength.platform.core.errors import NotFoundError
from armslength.platform.profiles import queries
from armslength.platform.profiles.models import Profile
from armslength.platform.profiles.queries import faces_of, get_profile
from tests.cast import Cast

NOBODY = 10**9


def test_profile_is_drawn_once(members: Cast) -> None:
    first = get_profile(members.client.pk)
    assert get_profile(members.client.pk) == first
    assert Profile.objects.count() == 1
    assert first.name == get_profile(members.client.pk).name
    assert first.avatar_seed


def test_nobody_has_no_profile(members: Cast) -> None:
    with pytest.raises(NotFoundError):
        get_profile(NOBODY)
    assert faces_of([NOBODY, members.client.pk]).keys() == {members.client.pk}


def test_taken_name_is_drawn_again(members: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    names: Iterator[str] = iter(["Quiet Heron", "QUIET HERON", "Calm Otter"])
    attempts: list[int] = []

    def draw(attempt: int) -> str:
        attempts.append(attempt)
        return next(names)

    monkeypatch.setattr(queries, "draw_pseudonym", draw)
    assert get_profile(members.client.pk).name == "Quiet Heron"
    assert get_profile(members.freelancer.pk).name == "Calm Otter"
    assert attempts == [0, 0, 1]


def test_faces_take_one_query(members: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    everyone = [members.client.pk, members.freelancer.pk, members.stranger.pk]
    faces_of(everyone)
    with django_assert_num_queries(1):
        faces = faces_of(everyone)
    assert len({face.name for face in faces.values()}) == 3


def test_no_faces_take_no_query(django_assert_num_queries: DjangoAssertNumQueries, db: None) -> None:
    with django_assert_num_queries(0):
        assert faces_of([]) == {}


def test_face_tells_their_time(members: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "now", lambda: datetime(2026, 3, 2, 12, 0, tzinfo=UTC))
    members.client.timezone = "Asia/Tokyo"
    members.client.save()
    profile = get_profile(members.client.pk)
    profile.hours_start, profile.hours_end = time(10), time(19)
    profile.save()
    face = faces_of([members.client.pk])[members.client.pk]
    assert (face.local_time, face.hours_text, face.is_open_now) == ("21:00", "10:00–19:00", False)
    assert face.public_id == members.client.public_id
    assert face.avatar_url.endswith(f"/avatar.svg?v={profile.avatar_seed[:8]}")


@pytest.mark.parametrize("hours", [{"hours_start": time(9)}, {"hours_end": time(9)}])
def test_database_wants_both_hours_or_none(members: Cast, hours: dict[str, time]) -> None:
    get_profile(members.client.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Profile.objects.update(**hours)
    assert Profile.objects.filter(hours_start=None, hours_end=None).count() == 1
