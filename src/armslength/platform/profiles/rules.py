"""Names, skills, hours: pure decisions about what a profile may say."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from armslength.platform.core.errors import InvalidInputError
from armslength.platform.core.search import fold_for_search

MAX_SKILLS = 20
MAX_SKILL_CHARS = 40
MIN_NAME_LETTERS = 2
MAX_NAME_KEY_CHARS = 160
# Words that would let a member pass for the house.
RESERVED_WORDS = frozenset(
    {"armslength", "admin", "administrator", "moderator", "operator", "support", "staff", "team"}
)

_PARTING = re.compile("[,;\n\u060c\u3001\uff0c]")  # commas of Latin, Arabic and East Asian writing
_NOT_LINE = ("Cc", "Cf", "Zl", "Zp", "Cs", "Co")  # what has no place in a single line of text
_JOINERS = "\u200c\u200d"  # Persian, Hindi and others spell with them
# Letters and marks that show nothing: Unicode's Default_Ignorable_Code_Point beyond Cf, and the blank Braille cell.
_BLANK = frozenset(
    chr(code)
    for first, last in (
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2800, 0x2800), (0x3164, 0x3164),
        (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
)  # fmt: skip


def tidy_line(text: str) -> str:
    """One line: composed, without control and direction characters, single spaces."""
    kept = (c if unicodedata.category(c) not in _NOT_LINE or c in _JOINERS else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def tidy_text(text: str) -> str:
    """Several lines: ends trimmed, one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def split_skills(text: str) -> list[str]:
    """The skills in a comma-separated text, each once however it is written; what has no letter is none."""
    seen: dict[str, str] = {}
    for part in _PARTING.split(text):
        skill = tidy_line(part)
        if any(character.isalnum() for character in skill):
            seen.setdefault(fold_for_search(skill), skill)
    return list(seen.values())


def check_skills(skills: Iterable[str]) -> None:
    """Raise InvalidInputError when there are too many, or one is a sentence rather than a skill."""
    skills = list(skills)
    if len(skills) > MAX_SKILLS:
        sentence = _("At most %(most)d skills; these are %(count)d. Keep the ones you want to be found by.")
        raise InvalidInputError("skills", sentence % {"most": MAX_SKILLS, "count": len(skills)})
    for skill in skills:
        if len(skill) > MAX_SKILL_CHARS:
            sentence = _("“%(skill)s…” is too long for a skill. Use a few words and part skills by commas.")
            raise InvalidInputError("skills", sentence % {"skill": skill[:MAX_SKILL_CHARS]})


def check_name(name: str) -> None:
    """Raise InvalidInputError when people could not read the name, or would take it for the house."""
    key = name_key(name)
    if sum(character.isalnum() for character in key) < MIN_NAME_LETTERS or len(key) > MAX_NAME_KEY_CHARS:
        raise InvalidInputError("name", _("A name needs at least two letters that everyone can see."))
    if RESERVED_WORDS & set(re.findall(r"\w+", key)):
        raise InvalidInputError("name", _("This name sounds as if you were running the place. Please choose another."))


def name_key(name: str) -> str:
    """What two names must not share: what is seen of them, whatever the case and width."""
    return fold_for_search("".join(c for c in unicodedata.normalize("NFKC", name) if not _is_unseen(c)))


def _is_unseen(character: str) -> bool:
    return character in _BLANK or unicodedata.category(character) == "Cf"


def is_open_at(start: time | None, end: time | None, local: time) -> bool:
    """Whether `local` lies in the working hours that a member named; never when there are none."""
    if start is None or end is None:
        return False
    if start <= end:
        return start <= local < end
    return local >= start or local < end


def say_hours(start: time | None, end: time | None) -> str:
    """Working hours as "09:00–17:00"; empty when there are none."""
    return f"{start:%H:%M}–{end:%H:%M}" if start is not None and end is not None else ""


def local_moment(timezone: str, at: datetime) -> datetime:
    """`at` on the wall clock of an IANA zone; UTC where the zone is unknown."""
    return at.astimezone(ZoneInfo(timezone if is_timezone(timezone) else "UTC"))


def is_timezone(name: str) -> bool:
    """Whether this is a zone that we know."""
    return name in _zones()


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=1)
def timezone_names() -> tuple[str, ...]:
    """The zones that people choose from: places, and UTC; in order."""
    regions = (
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    )
    return ("UTC", *sorted(name for name in _zones() if name.startswith(regions)))


def city_of(timezone: str) -> str:
    """What people call a zone: "America/Argentina/Buenos_Aires" is "Buenos Aires, Argentina"."""
    places = timezone.replace("_", " ").split("/")
    return ", ".join(reversed(places[1:])) or timezone
