"""The learned part: what it adds, what it may overrule, and what it does without."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path

import pytest

from armslength.guard import Guard
from armslength.guard.errors import ModelError
from armslength.guard.learned.decide import LEARNED
from armslength.guard.learned.gate import BUCKET_CHARS, ZERO, Gate
from armslength.guard.learned.grams import Found, GramFinder, plain_form
from armslength.guard.learned.model import WEIGHTS, Model, load_model
from armslength.guard.learned.windows import MAX_WINDOW_CHARS, windows
from armslength.guard.lexicons.load import digest_lexicons
from armslength.guard.scan import Knowledge, scan_text
from armslength.guard.text.lexicon import load_lexicon

GUARD = Guard()


def test_model_was_made_with_the_lexicons_that_are_here() -> None:
    """In a text with words of a changed file the model denies nothing: after a change, `make train`."""
    known = load_model().lexicons
    assert {key: digest for key, digest in digest_lexicons().items() if known.get(key, digest) != digest} == {}


def test_model_finds_what_no_rule_knows() -> None:
    asked = "where do you hang out online, so i can write there"
    by_rules = scan_text(asked, Knowledge(load_lexicon(None)))
    by_both = GUARD.check(asked)
    assert not any(f.is_flaggable and f.confidence >= GUARD.threshold for f in by_rules.findings)
    assert by_both.is_flagged
    assert any(f.rule.startswith(LEARNED) for f in by_both.findings)


def test_guard_for_chosen_languages_goes_by_rules_alone() -> None:
    report = Guard(languages=["en"]).check("mail me: jane dot doe at gmail dot com")
    assert report.is_flagged
    assert not any(f.rule.startswith(LEARNED) for f in report.findings)


def test_model_denies_nothing_in_a_language_that_it_does_not_know() -> None:
    spoken = "Nummer: zwo zwo eins, fünf fünf, null acht null acht"
    lexicon, model = load_lexicon(None), load_model()
    by_rules = scan_text(spoken, Knowledge(lexicon))
    strange = scan_text(spoken, Knowledge(lexicon, model, frozenset({"de"})))
    told = {(f.rule, f.confidence) for f in strange.findings if not f.rule.startswith(LEARNED)}
    assert told == {(f.rule, f.confidence) for f in by_rules.findings}


@pytest.mark.parametrize(
    "asked", ["skype?", "qual è il tuo numero?", "numaran ne?", "换个地方说吧", "do you use signal"]
)
def test_word_that_rules_go_by_opens_whatever_the_gate_thinks(asked: str) -> None:
    assert scan_text(asked, Knowledge(load_lexicon(None), load_model())).passage is not None


@pytest.mark.parametrize("name", ["gate.json", "acts.json", "kinds.json", "keys.json"])
@pytest.mark.parametrize("damage", ["", "{}", '{"grams": "a\\nb", "weights": "AA==", "lanes": {}}'])
def test_damaged_weights_are_said(tmp_path: Path, name: str, damage: str) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    (folder / name).write_text(damage, encoding="utf-8")
    with pytest.raises(ModelError):
        _ = [Model(folder).acts, Model(folder).kinds, Model(folder).keys]


def _gate(weights: dict[str, int], needed: int) -> Gate:
    packed = base64.b64encode(bytes(weight + ZERO for weight in weights.values())).decode("ascii")
    return Gate({"grams": "\n".join(weights), "weights": packed, "needed": needed, "needed_far": needed // 2})


def test_gate_weighs_the_heaviest_stretch() -> None:
    gate = _gate({"abc": 10, "xyz": -10}, needed=20)
    assert gate.opens("abc abc")
    assert not gate.opens("abc xyz")
    assert gate.opens("abc abc" + " " * 3 * BUCKET_CHARS + "xyz" * 20), "what is harmless elsewhere takes nothing away"
    assert gate.opens("xyz" * 20 + " " * 3 * BUCKET_CHARS + "abc abc")


def test_far_scripts_need_less() -> None:
    gate = _gate({"abc": 10, "微信": 10}, needed=20)
    assert not gate.opens("abc")
    assert gate.opens("微信")


@pytest.mark.parametrize("asked", ["how can i reach you outside of here?", "what's your whatsapp?", "你的手机号多少？"])
@pytest.mark.parametrize(
    "frame", ["{}", "The error file is fixed. {} Please check the button.", "{}\nThe header is done."]
)
def test_harmless_words_beside_a_question_do_not_hide_it(asked: str, frame: str) -> None:
    assert GUARD.check(frame.format(asked)).is_flagged


def test_grams_of_a_stretch_are_those_that_lie_in_it() -> None:
    formed = plain_form("ab 12 ab")
    found = Found(GramFinder(["ab", " 00", "b "]).find(formed))
    assert formed == " ab 00 ab "
    assert [number for number, _, _ in found.within(0, 8)] == [0, 2, 1, 0, 2]
    assert [number for number, _, _ in found.within(6, 8)] == [0, 2]


def test_windows_cover_the_text_and_each_sentence() -> None:
    text = "One sentence is here. " * 30
    breaks = [at + 1 for at, char in enumerate(text) if char == "."]
    cut = [(low, high) for low, high, _ in windows(len(text), breaks)]
    assert set(range(len(text))) == {at for low, high in cut for at in range(low, high)}
    assert all(high - low <= MAX_WINDOW_CHARS for low, high in cut)
    assert sum(high - low for low, high in cut) <= 3 * len(text)


def test_weights_are_text_that_names_no_number() -> None:
    """Digits are all read as 0, so that no message can be read out of the weights by its numbers."""
    for name in ("gate.json", "acts.json", "kinds.json", "keys.json"):
        grams = json.loads((WEIGHTS / name).read_text(encoding="utf-8"))["grams"]
        assert not set("123456789") & set(grams)
