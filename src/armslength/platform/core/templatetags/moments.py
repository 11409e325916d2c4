"""Moments as people say them: relative when near, a date when far."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_WEEK_DAYS = 7


def say_when(at: datetime, *, now: datetime) -> str:
    """`at` as seen from `now`, in the zone in force: "5 minutes ago", "yesterday, 14:05", "3 Nov"."""
    distance = abs(at - now)
    if distance < _MINUTE:
        return gettext("just now")
    if distance < _HOUR:
        return _minutes(distance // _MINUTE, is_past=at < now)
    here, today = timezone.localtime(at), timezone.localtime(now)
    days = (here.date() - today.date()).days
    if days == 0:
        return _hours(distance // _HOUR, is_past=at < now)
    return _day(here, days=days, is_same_year=here.year == today.year)


def say_exactly(at: datetime) -> str:
    """The whole moment in the zone in force: "22 November 2026, 14:05 CET"."""
    here = timezone.localtime(at)
    return f"{date_format(here, 'j F Y, H:i')} {here.tzname()}"


def say_day(at: datetime, *, now: datetime) -> str:
    """The heading over a day's messages: "Today", "Yesterday", "Monday 3 November"."""
    here, today = timezone.localtime(at), timezone.localtime(now)
    days = (here.date() - today.date()).days
    if days in (0, -1):
        return gettext("Today") if days == 0 else gettext("Yesterday")
    return date_format(here, "l j F" if here.year == today.year else "l j F Y")


def _minutes(count: int, *, is_past: bool) -> str:
    if is_past:
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", count) % {"n": count}
    return ngettext("in %(n)d minute", "in %(n)d minutes", count) % {"n": count}


def _hours(count: int, *, is_past: bool) -> str:
    if is_past:
        return ngettext("%(n)d hour ago", "%(n)d hours ago", count) % {"n": count}
    return ngettext("in %(n)d hour", "in %(n)d hours", count) % {"n": count}


def _day(here: datetime, *, days: int, is_same_year: bool) -> str:
    clock = date_format(here, "H:i")
    if days == -1:
        return gettext("yesterday, %(time)s") % {"time": clock}
    if days == 1:
        return gettext("tomorrow, %(time)s") % {"time": clock}
    if abs(days) < _WEEK_DAYS:
        return f"{date_format(here, 'l')}, {clock}"
    return date_format(here, "j M" if is_same_year else "j M Y")
