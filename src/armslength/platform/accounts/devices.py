"""What a member recognises a browser by: "Firefox on Linux", never finer.

The user agent itself is not kept: together with a time it would tell people apart.
"""

import re

from django.utils.translation import gettext as _

MAX_READ_CHARS = 512

# The first that fits counts: most browsers also claim to be those further down.
_BROWSERS = (
    ("Edge", re.compile(r"\bEdg(?:e|A|iOS)?/")),
    ("Opera", re.compile(r"\b(?:OPR|OPT|Opera)/")),
    ("Samsung Internet", re.compile(r"\bSamsungBrowser/")),
    ("Vivaldi", re.compile(r"\bVivaldi/")),
    ("Firefox", re.compile(r"\b(?:Firefox|FxiOS)/")),
    ("Chrome", re.compile(r"\b(?:Chrome|CriOS|HeadlessChrome|Chromium)/")),
    ("Safari", re.compile(r"\bSafari/")),
)
_SYSTEMS = (
    ("iPad", re.compile(r"\biPad\b")),
    ("iPhone", re.compile(r"\biPhone\b")),
    ("Android", re.compile(r"\bAndroid\b")),
    ("Windows", re.compile(r"\bWindows\b")),
    ("ChromeOS", re.compile(r"\bCrOS\b")),
    ("macOS", re.compile(r"\bMac(?:intosh| OS X)\b")),
    ("Linux", re.compile(r"\b(?:Linux|X11)\b")),
)


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], agent: str) -> str | None:
    return next((name for name, pattern in table if pattern.search(agent)), None)


def describe_device(agent: str) -> str:
    """The browser and system in a User-Agent header; empty when neither is known."""
    agent = agent[:MAX_READ_CHARS]
    browser, system = _first(_BROWSERS, agent), _first(_SYSTEMS, agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or ""
