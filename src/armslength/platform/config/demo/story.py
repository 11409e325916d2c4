"""The story that the demo begins with, read from the files in `story/`. Pure: no database."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

STORY = Path(__file__).parent / "story"
MAIL_DOMAIN = "cast.armslength.example"


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody invented. `here_for` counts days; `hours` is empty or two times like "09:00"."""

    key: str
    name: str
    is_client: bool
    is_freelancer: bool
    timezone: str
    hours: tuple[str, ...]
    here_for: int
    headline: str
    bio: str
    skills: tuple[str, ...]

    @property
    def mail(self) -> str:
        """The address in the vault; the domain is one that cannot exist."""
        return f"{self.key}@{MAIL_DOMAIN}"


@dataclass(frozen=True, slots=True)
class Line:
    """Something said in a room at a moment.

    `fate` is what becomes of it: delivered, refused, held, returned (held, then given back),
    edited (to `later_text`) or deleted.
    """

    side: str
    at: datetime
    text: str
    fate: str = "delivered"
    later_text: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """A room of the story: the project's key, the freelancer's, and the rows as written."""

    project: str
    freelancer: str
    opened_by: str
    unread_by: str
    rows: tuple[Sequence[Any], ...]

    def lines(self, told_at: datetime) -> Iterator[Line]:
        """The lines in order, with moments before `told_at`."""
        at = told_at
        for first, *rest in self.rows:
            match first:
                case "day":
                    at = days_before(told_at, rest[0], rest[1])
                case "ago":
                    at = told_at - timedelta(minutes=rest[0])
                case side:
                    at += timedelta(minutes=rest[0])
                    yield Line(side, at, *rest[1:])


def days_before(told_at: datetime, days: int, clock: str) -> datetime:
    """The moment `clock` ("HH:MM") on the day `days` before that of `told_at`, in its zone."""
    return datetime.combine(told_at.date() - timedelta(days=days), time.fromisoformat(clock), told_at.tzinfo)


@lru_cache(maxsize=1)
def characters() -> tuple[Character, ...]:
    """The cast, in the order in which it is shown."""
    return tuple(_character(row) for row in _read("people.toml")["person"])


def projects() -> list[dict[str, Any]]:
    """The projects as written, each with its proposals in `proposal`, the oldest first."""
    rows: list[dict[str, Any]] = _read("projects.toml")["project"]
    return sorted(rows, key=lambda row: -int(row["ago"]))


def talks() -> list[Talk]:
    """All rooms."""
    return [_talk(_read(f"rooms/{path.name}")) for path in sorted(STORY.glob("rooms/*.toml"))]


def _read(name: str) -> dict[str, Any]:
    with (STORY / name).open("rb") as file:
        return tomllib.load(file)


def _character(row: Mapping[str, Any]) -> Character:
    return Character(
        key=row["key"],
        name=row["name"],
        is_client="c" in row["roles"],
        is_freelancer="f" in row["roles"],
        timezone=row["timezone"],
        hours=tuple(row["hours"]),
        here_for=row["here_for"],
        headline=row["headline"],
        bio=row["bio"].strip(),
        skills=tuple(row["skills"]),
    )


def _talk(room: Mapping[str, Any]) -> Talk:
    rows = tuple(room["talk"]) if "talk" in room else tuple(_episodes(room))
    return Talk(room["project"], room["freelancer"], room["opened_by"], room.get("unread_by", ""), rows)


def _episodes(room: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    """The rows of a room whose episodes go through the same steps."""
    for turn, episode in enumerate(room["episode"]):
        for first, second, third in room["steps"]["each"]:
            if first == "day":
                yield first, episode["ago"] - second, third
            else:
                yield first, second, third[turn % len(third)].format(**episode)
