"""What is timed: the same messages on every run, long texts of one length, and no folder passed over."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.eval.scoring import Judged, Reading
from bench.eval.sets import CHAT, NEEDED, LabelledSet, Message, SetMissingError
from bench.eval.tools import Outcome
from bench.speed.__main__ import EXIT_USAGE, main
from bench.speed.long_texts import (
    HOSTILE_UNITS,
    LONG_CHARS,
    LongReading,
    fill,
    make_hostile,
    make_ordinary,
    rank,
    to_set,
)
from bench.speed.messages import MADE_MESSAGES, MIXED_MESSAGES, load_sets, make_messages, mix, to_messages

ROWS = (
    '{"id": "m", "label": "ask", "text": "Number?"}\n',
    '{"id": "t", "label": "clean", "messages": [{"sender": "a", "text": "ok"}]}\n',
    '{"id": "r", "label": "clean", "text": "We hire."}\n',
)


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    for name, row in zip((*NEEDED, CHAT), (*ROWS, "hi\nthere\n"), strict=True):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(row, encoding="utf-8")
    return tmp_path


def test_made_messages_are_the_same_on_every_run_and_few_hold_a_detail() -> None:
    messages = make_messages(400)
    assert messages == make_messages(400)
    assert 0 < sum("gmail" in message or "call me" in message for message in messages) < 40


def test_made_messages_are_read_without_a_folder() -> None:
    [made] = load_sets(None)
    assert (made.name, len(made.messages)) == ("made-up", MADE_MESSAGES)


def test_folder_adds_its_messages_and_no_conversation(samples: Path) -> None:
    made, given, real, chat = load_sets(samples)
    assert [s.name for s in (made, given, real, chat)] == ["made-up", "samples", "real", "chat"]
    assert [message.text for message in chat.messages] == ["hi", "there"]
    assert not given.conversations


@pytest.mark.parametrize("name", [*NEEDED, CHAT])
def test_missing_file_is_missed_aloud(samples: Path, name: str) -> None:
    (samples / name).unlink()
    with pytest.raises(SetMissingError, match=Path(name).name):
        load_sets(samples)


def test_missing_folder_ends_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", "--samples", str(tmp_path / "nowhere")])
    assert main() == EXIT_USAGE
    assert "nowhere" in capsys.readouterr().err


def test_mix_is_drawn_from_every_set_and_bounded() -> None:
    sets = [LabelledSet(name, "", to_messages([name] * MIXED_MESSAGES)) for name in ("one", "two")]
    assert len(mix(sets)) == MIXED_MESSAGES
    assert set(mix(sets)) == {"one", "two"}
    assert mix(sets) == mix(sets)


def test_long_texts_have_one_length_and_a_name_each() -> None:
    sets = [LabelledSet("made-up", "", to_messages(["yes", "no"])), LabelledSet("chat", "", to_messages(["hm"] * 10))]
    ordinary = make_ordinary(sets)
    assert len(make_hostile()) == len(HOSTILE_UNITS) >= 10
    assert {len(text) for text in (*make_hostile().values(), *ordinary.values())} == {LONG_CHARS}
    assert {"made-up", "dev, de", "chat, 1", "chat, 5"} <= ordinary.keys()
    assert sum(name.startswith("dev, ") for name in ordinary) >= 19


def test_texts_follow_one_another_and_begin_anew() -> None:
    assert fill(["ab", "c"]).startswith("ab\nc\nab\nc\n")


def test_each_long_text_stands_as_often_as_it_is_timed() -> None:
    assert [message.id for message in to_set("hostile", {"a": "aa", "b": "bb"}, 2).messages] == ["a", "a", "b", "b"]


def test_best_time_counts_and_the_worst_text_comes_first() -> None:
    def read(name: str, us: float, *, is_complete: bool = True) -> Judged:
        return Judged(Message(name, "", "clean", "", ""), Reading(False, us=us, is_complete=is_complete))

    rows = [read("a", 3000.0), read("a", 2000.0, is_complete=False), read("b", 9000.0), read("b", 8000.0)]
    assert rank(Outcome(rows, [])) == [LongReading("b", 8.0, True), LongReading("a", 2.0, False)]
