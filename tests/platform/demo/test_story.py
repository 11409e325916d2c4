"""The files of the story fit together."""

from datetime import UTC, datetime, timedelta

import pytest

from armslength.platform.config.demo.story import Talk, characters, days_before, projects, talks
from armslength.platform.profiles.rules import is_timezone

TOLD_AT = datetime(2026, 3, 10, 0, 5, tzinfo=UTC)  # five past midnight: nothing may lie in what is left of the day
FATES = {"delivered", "refused", "held", "returned", "edited", "deleted"}
KEYS = [character.key for character in characters()]


def test_cast_is_about_a_dozen_of_several_trades_and_places() -> None:
    assert 12 <= len(KEYS) == len(set(KEYS))
    assert len({character.name for character in characters()}) == len(KEYS)
    assert len({character.timezone for character in characters()}) >= 10
    assert sum(character.is_client for character in characters()) >= 6
    assert sum(character.is_freelancer for character in characters()) >= 6
    assert all(is_timezone(character.timezone) for character in characters())


def test_nobody_has_an_address_that_could_exist() -> None:
    assert all(character.mail.endswith(".example") for character in characters())


def test_projects_have_clients_and_proposals_freelancers() -> None:
    cast = {character.key: character for character in characters()}
    assert len(projects()) >= 12
    assert sum(len(row.get("proposal", ())) for row in projects()) >= 15
    for row in projects():
        assert cast[row["client"]].is_client
        assert cast[row["client"]].here_for > row["ago"]
        for offer in row.get("proposal", ()):
            assert cast[offer["by"]].is_freelancer
            assert offer["by"] != row["client"]
            assert 0 < offer["ago"] <= row["ago"] < cast[offer["by"]].here_for


@pytest.mark.parametrize("talk", talks(), ids=lambda talk: talk.project)
def test_lines_follow_each_other_after_the_proposal_and_before_now(talk: Talk) -> None:
    row = next(row for row in projects() if row["key"] == talk.project)
    offer = next(offer for offer in row["proposal"] if offer["by"] == talk.freelancer)
    lines = list(talk.lines(TOLD_AT))
    moments = [line.at for line in lines]
    assert moments == sorted(moments)
    assert days_before(TOLD_AT, offer["ago"], "16:30") < moments[0]
    assert moments[-1] < TOLD_AT
    assert {line.side for line in lines} == {"c", "f"}
    assert {line.fate for line in lines} <= FATES
    assert all(line.later_text for line in lines if line.fate == "edited")
    assert all(TOLD_AT - line.at < timedelta(hours=4) for line in lines if line.fate == "held")


def test_one_room_is_long_enough_to_load_in_parts() -> None:
    counts = sorted(len(list(talk.lines(TOLD_AT))) for talk in talks())
    assert len(counts) >= 8
    assert counts[-1] > 200
    assert counts[-2] > 40


def test_episodes_use_all_that_they_name() -> None:
    (long,) = [talk for talk in talks() if talk.project == "podcast"]
    texts = [line.text for line in long.lines(TOLD_AT)]
    assert not [text for text in texts if "{" in text or "}" in text]
    assert any("Kaministiquia" in text for text in texts)
