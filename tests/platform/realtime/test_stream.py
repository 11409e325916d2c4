"""The stream on the wire: who is let in, where it resumes, how a frame is written."""

import json
from typing import Any

import pytest

from armslength.platform.realtime.stream import _position, _session_key, encode_frame
from armslength.platform.realtime.types import Frame


def scope(query: bytes = b"", **headers: str) -> dict[str, Any]:
    pairs = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return {"query_string": query, "headers": pairs}


POSITIONS = [
    (scope(b"after=7"), 7),
    (scope(b"after=0"), 0),
    (scope(b"after=7", last_event_id="9"), 9),
    (scope(b"after=7", last_event_id="nonsense"), 7),
    (scope(b""), None),
    (scope(b"after=-1"), None),
    (scope(b"after=1e3"), None),
    (scope("after=٣".encode()), None),
    (scope(b"after=" + b"9" * 19), None),
]


@pytest.mark.parametrize(("asked", "position"), POSITIONS)
def test_position(asked: dict[str, Any], position: int | None) -> None:
    assert _position(asked) == position


COOKIES = [
    ("armslength_session=abc", "abc"),
    ("other=1; armslength_session=abc; more=2", "abc"),
    ("", ""),
    ("armslength_sessionx=abc", ""),
    ("=;;==;", ""),
    ("armslength_session=abc; bad cookie[]=1", "abc"),
    ("x=" + "y" * 20_000 + "; armslength_session=abc", ""),
]


@pytest.mark.parametrize(("cookie", "key"), COOKIES)
def test_session_key(cookie: str, key: str) -> None:
    assert _session_key(scope(cookie=cookie)) == key


@pytest.mark.parametrize("text", ["plain", "two\nlines\r\n", "data: 1\n\nevent: over", "\u2028 \u2029", "🙂", "\ud800"])
def test_no_text_can_break_out_of_its_frame(text: str) -> None:
    raw = encode_frame(Frame(5, "update", {"html": text})).decode()
    number, event, data, *rest = raw.split("\n")
    assert (number, event, rest) == ("id: 5", "event: update", ["", ""])
    if text != "\ud800":
        assert json.loads(data.removeprefix("data: ")) == {"html": text}


def test_whisper_does_not_move_the_position() -> None:
    assert b"id:" not in encode_frame(Frame(None, "whisper", {}))
