"""Labelled sets are read as they are written, and a missing one is never passed over."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.eval.__main__ import main
from bench.eval.comparison import MAX_SHARED_MESSAGES, sample_set
from bench.eval.sets import NEEDED, LabelledSet, Message, SetMissingError, load_own, load_samples

MESSAGE = {"id": "m", "lang": "de", "tier": "plain", "label": "ask", "kinds": ["phone"], "text": "Nummer?"}
THREAD: dict[str, Any] = {"id": "t", "label": "share", "messages": [{"sender": "a", "text": "0151"}] * 3}


def write_lines(path: Path, *rows: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    borderline = {**MESSAGE, "id": "b", "borderline": True}
    write_lines(tmp_path / NEEDED[0], MESSAGE, borderline, {**MESSAGE, "id": "s", "text": "one\u2028line"})
    write_lines(tmp_path / NEEDED[1], THREAD, {**THREAD, "flag_by": 1}, {**THREAD, "label": "clean", "flag_by": None})
    write_lines(tmp_path / NEEDED[2], {"id": "r", "label": "clean", "text": "We hire.", "source": "x"})
    return tmp_path


def test_samples_are_read_without_what_is_borderline(samples: Path) -> None:
    given, real = load_samples(samples)
    assert [message.text for message in given.messages] == ["Nummer?", "one\u2028line"]
    assert [conversation.flag_by for conversation in given.conversations] == [2, 1, None]
    assert (real.messages[0].is_clean, real.messages[0].tier) == (True, "")


def test_real_text_is_read_where_it_is_there_and_presumed_clean(samples: Path) -> None:
    (samples / "data").mkdir()
    (samples / "data" / "chat.txt").write_text("one\n\ntwo\x0bsame line\n", encoding="utf-8")
    chat = load_samples(samples)[2]
    assert [(message.id, message.is_clean) for message in chat.messages] == [("1", True), ("3", True)]


@pytest.mark.parametrize("name", NEEDED)
def test_missing_file_of_samples_is_said(samples: Path, name: str) -> None:
    (samples / name).unlink()
    with pytest.raises(SetMissingError) as caught:
        load_samples(samples)
    assert caught.value.path == samples / name


def test_command_fails_when_the_folder_of_samples_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench.eval", "--samples", str(tmp_path / "nowhere")])
    assert main() == 2
    assert "nowhere" in capsys.readouterr().err


def test_own_sets_are_apart() -> None:
    kept_apart, _, developed_on = load_own()
    texts = [{message.text for message in own.messages} for own in (kept_apart, developed_on)]
    assert all(texts)
    assert texts[0].isdisjoint(texts[1])


def test_large_set_is_sampled_alike_every_time() -> None:
    large = LabelledSet("chat", "", tuple(Message(str(n), "…", "clean") for n in range(MAX_SHARED_MESSAGES + 100)))
    sampled = sample_set(large)
    assert len({message.id for message in sampled.messages}) == MAX_SHARED_MESSAGES
    assert sampled == sample_set(large)


def test_disguised_set_holds_techniques_that_never_train() -> None:
    made = load_own()[1]
    held = {message.technique for message in made.messages if message.is_held_out}
    known = {message.technique for message in made.messages if not message.is_held_out}
    assert held
    assert known
    assert held.isdisjoint(known)
    assert all(message.evidence[0] in message.text for message in made.messages)
