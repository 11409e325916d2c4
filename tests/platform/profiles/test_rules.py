"""Names, skills, hours."""

from datetime import UTC, datetime, time

import pytest

from armslength.platform.core.errors import InvalidInputError
from armslength.platform.profiles.rules import (
    MAX_SKILL_CHARS,
    MAX_SKILLS,
    check_name,
    check_skills,
    city_of,
    is_open_at,
    local_moment,
    name_key,
    say_hours,
    split_skills,
    tidy_line,
    tidy_text,
    timezone_names,
)


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("", []),
        (" , ,, ", []),
        ("Logo design", ["Logo design"]),
        ("Logo,logo, LOGO ,Figma", ["Logo", "Figma"]),
        ("ＬＯＧＯ, logo", ["ＬＯＧＯ"]),
        ("Стихи, СТИХИ", ["Стихи"]),
        ("تصميم، ترجمة", ["تصميم", "ترجمة"]),
        ("翻訳、校正，編集", ["翻訳", "校正", "編集"]),
        ("C++; C#\nGo", ["C++", "C#", "Go"]),
        ("  two   words ", ["two words"]),
        ("•••, Figma", ["Figma"]),
    ],
)
def test_skills_are_parted_and_kept_once(text: str, skills: list[str]) -> None:
    assert split_skills(text) == skills


@pytest.mark.parametrize("skills", [[], ["a" * MAX_SKILL_CHARS] * MAX_SKILLS])
def test_skills_within_bounds_pass(skills: list[str]) -> None:
    check_skills(skills)
    assert len(skills) <= MAX_SKILLS


@pytest.mark.parametrize("skills", [["a" * (MAX_SKILL_CHARS + 1)], [str(n) for n in range(MAX_SKILLS + 1)]])
def test_skills_out_of_bounds_do_not(skills: list[str]) -> None:
    with pytest.raises(InvalidInputError) as raised:
        check_skills(skills)
    assert raised.value.field == "skills"


@pytest.mark.parametrize("name", ["Quiet Heron", "Bo", "山田", "ليلى", "Anya-K. 2", "नीला पंछी"])
def test_readable_names_pass(name: str) -> None:
    check_name(name)
    assert name_key(name)


@pytest.mark.parametrize(
    "name",
    ["", "x", "...", "•••", "armslength", "Armslength Support", "the  MODERATOR", "ＡＤＭＩＮ", "ﷺ" * 20],
)
def test_other_names_do_not(name: str) -> None:
    with pytest.raises(InvalidInputError) as raised:
        check_name(name)
    assert raised.value.field == "name"


@pytest.mark.parametrize(("one", "other"), [("Quiet Heron", "QUIET heron"), ("Тимур", "ТИМУР"), ("Ｏtter", "otter")])
def test_names_that_differ_in_case_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize("unseen", ["\u200c", "\u200d", "\u034f", "\ufe0f", "\u3164", "\U000e0101", "\u00ad", "\uffa0"])
def test_what_nobody_sees_makes_no_other_name(unseen: str) -> None:
    assert name_key(f"Quiet{unseen} Heron{unseen}") == name_key("Quiet Heron")
    with pytest.raises(InvalidInputError):
        check_name(unseen * 4)
    with pytest.raises(InvalidInputError):
        check_name(f"ad{unseen}min")


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("  a \t b\n", "a b"),
        ("a\u202eb\u200bc", "a b c"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("e\u0301", "é"),
        ("a\0b", "a b"),
    ],
)
def test_line_is_tidied(text: str, tidy: str) -> None:
    assert tidy_line(text) == tidy


def test_text_keeps_its_lines() -> None:
    assert tidy_text("  one\r\n\r\ntwo\rthree\0 ") == "one\n\ntwo\nthree"


@pytest.mark.parametrize(
    ("start", "end", "local", "is_open"),
    [
        ("09:00", "17:00", "09:00", True),
        ("09:00", "17:00", "16:59", True),
        ("09:00", "17:00", "17:00", False),
        ("09:00", "17:00", "03:00", False),
        ("22:00", "06:00", "23:30", True),
        ("22:00", "06:00", "05:59", True),
        ("22:00", "06:00", "12:00", False),
    ],
)
def test_working_hours_may_pass_midnight(start: str, end: str, local: str, is_open: bool) -> None:
    clock = time.fromisoformat
    assert is_open_at(clock(start), clock(end), clock(local)) is is_open


def test_without_hours_nobody_is_said_to_work() -> None:
    assert not is_open_at(None, None, time(12))
    assert say_hours(None, None) == ""
    assert say_hours(time(9), time(17, 30)) == "09:00–17:30"


@pytest.mark.parametrize(("zone", "local"), [("Asia/Kolkata", "17:30"), ("UTC", "12:00"), ("Nowhere/At All", "12:00")])
def test_moment_is_told_on_their_clock(zone: str, local: str) -> None:
    assert f"{local_moment(zone, datetime(2026, 3, 1, 12, 0, tzinfo=UTC)):%H:%M}" == local


def test_zones_are_places() -> None:
    names = timezone_names()
    assert {"UTC", "Europe/Lisbon", "Asia/Kolkata", "America/Argentina/Buenos_Aires"} <= set(names)
    assert not [name for name in names if name.startswith(("Etc/", "posix", "right"))]


@pytest.mark.parametrize(
    ("zone", "city"),
    [("UTC", "UTC"), ("America/New_York", "New York"), ("America/Argentina/Buenos_Aires", "Buenos Aires, Argentina")],
)
def test_zone_is_called_by_its_city(zone: str, city: str) -> None:
    assert city_of(zone) == city
