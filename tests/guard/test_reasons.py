"""Explanations: catalogues, languages, what moderators alone may see, wordings without the detail."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from armslength.guard import (
    Act,
    Decision,
    Finding,
    Guard,
    Kind,
    Surface,
    Verdict,
    decide,
    explain,
    explain_verdict,
    name_technique,
    reason_languages,
    suggest_wording,
)
from armslength.guard.command import answer_lines, describe, to_row
from armslength.guard.errors import LexiconError
from armslength.guard.reasons import catalogue
from armslength.guard.reasons.catalogue import closest_language, read_catalogue
from armslength.guard.wording import MAX_DROPPED

ASKED_FOR = {"ar", "de", "en", "es", "fr", "hi", "ru", "zh"}
TECHNIQUES = ("plain", "spelled", "spaced", "lookalike", "encoded", "reversed", "split", "known", "other")
KINDS = tuple(kind.value for kind in Kind)
KEYS = {
    "wording": ("removed",),
    "share": KINDS,
    "share-in-thread": KINDS,
    "ask": KINDS,
    "act": ("circumvent", "refuse", "report", "work"),
    "verdict": ("own-detail", "incomplete"),
    "technique": TECHNIQUES,
}
SENTENCES = ("share", "share-in-thread", "ask", "act", "verdict")
MAX_SENTENCE_CHARS = 170
SPELLED = "mail me: jane dot doe at gmail dot com"
DECODED = "jane.doe@gmail.com"

guard = Guard()


def finding(start: int, end: int, act: Act = Act.SHARE, kind: Kind = Kind.PHONE) -> Finding:
    return Finding(act, kind, start, end, 0.95, "phone.figures", "plain", "")


def findings_in(text: str, *details: str, act: Act = Act.SHARE) -> list[Finding]:
    return [finding(text.index(detail), text.index(detail) + len(detail), act) for detail in details]


# ---- catalogues


def test_languages_that_were_asked_for_are_there() -> None:
    assert set(reason_languages()) >= ASKED_FOR


@pytest.mark.parametrize("language", reason_languages())
def test_catalogue_has_every_key_and_no_other(language: str) -> None:
    tables = read_catalogue(language)
    assert {name: set(table) for name, table in tables.items()} == {name: set(keys) for name, keys in KEYS.items()}


@pytest.mark.parametrize("language", reason_languages())
def test_sentences_are_short_whole_and_without_placeholders(language: str) -> None:
    tables = read_catalogue(language)
    for name, table in tables.items():
        for key, phrase in table.items():
            where = f"{language} {name}.{key}"
            assert phrase == phrase.strip() != "", where
            assert not set("{}%<>") & set(phrase), where
            assert len(phrase) <= MAX_SENTENCE_CHARS, where
            if name in SENTENCES:
                assert phrase[-1] in ".。।", where


@pytest.mark.parametrize("language", sorted(set(reason_languages()) - {"en"}))
def test_nothing_was_left_in_english(language: str) -> None:
    english = read_catalogue("en")
    for name, table in read_catalogue(language).items():
        assert not [key for key, phrase in table.items() if phrase == english[name][key]]


@pytest.mark.parametrize("language", reason_languages())
def test_kinds_are_told_apart(language: str) -> None:
    for name in ("share", "share-in-thread", "ask"):
        assert len(set(read_catalogue(language)[name].values())) == len(KINDS)


@pytest.mark.parametrize("language", reason_languages())
def test_mark_of_a_language_is_nothing_to_the_guard(language: str) -> None:
    mark = read_catalogue(language)["wording"]["removed"]
    assert not guard.check(f"Hello, {mark} {mark}").is_flagged


def test_file_that_is_not_sound_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_FOLDER", tmp_path)
    for name, content in (("xx", "not toml"), ("xy", "share = 1"), ("xz", "[share]\nemail = 1")):
        (tmp_path / f"{name}.toml").write_text(content)
        with pytest.raises(LexiconError, match=name):
            read_catalogue(name)


def test_sentence_that_a_language_lacks_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    english = read_catalogue("en")
    monkeypatch.setattr(catalogue, "reason_languages", lambda: ("en", "xx"))
    monkeypatch.setattr(catalogue, "read_catalogue", lambda code: english if code == "en" else {"ask": {}})
    assert explain(finding(0, 1), "xx") == english["share"]["phone"]


# ---- languages


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de", "de"),
        ("DE", "de"),
        ("de-AT", "de"),
        ("de_DE.UTF-8", "de"),
        ("zh-Hans-CN", "zh"),
        ("es-419", "es"),
        ("pt-BR", "en"),
        ("tlh", "en"),
        ("", "en"),
        ("C", "en"),
        ("-", "en"),
        ("../languages/de", "en"),
        ("\x00\ud800", "en"),
    ],
)
def test_unknown_language_falls_back_along_its_tag(tag: str, language: str) -> None:
    assert closest_language(tag) == language
    assert explain(finding(0, 1), tag) == read_catalogue(language)["share"]["phone"]


@given(st.text())
def test_no_tag_raises(tag: str) -> None:
    assert explain(finding(0, 1), tag)


def test_wider_language_serves_a_narrower_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "reason_languages", lambda: ("en", "pt", "pt-br"))
    assert [closest_language(tag) for tag in ("pt-BR", "pt_BR", "pt-PT", "pt")] == ["pt-br", "pt-br", "pt", "pt"]


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("language", reason_languages())
def test_every_finding_is_explained(language: str, act: Act) -> None:
    for kind in Kind:
        assert explain(finding(0, 1, act, kind), language)
        assert explain(replace(finding(0, 1, act, kind), completes_thread=True), language)


def test_reason_of_a_finding_is_the_english_sentence() -> None:
    for text in (SPELLED, "Can I get your WhatsApp number?", "Let's pay via PayPal directly to avoid fees"):
        for found in guard.check(text).findings:
            assert found.reason == explain(found)


def test_detail_in_pieces_is_explained_with_what_was_said_before() -> None:
    _, state = guard.check_in_thread("my number starts 0770", sender="a", state=None, at=0)
    report, _ = guard.check_in_thread("0900 123", sender="a", state=state, at=60)
    joined = next(found for found in report.findings if found.completes_thread)
    assert explain(joined, "de").startswith("Zusammen mit früheren Nachrichten")
    assert name_technique(joined.technique, "de") == "auf mehrere Nachrichten verteilt"


def test_technique_without_a_name_is_unusual() -> None:
    assert name_technique("knotted", "fr") == "écrit de façon inhabituelle"
    assert {name_technique(technique) for technique in TECHNIQUES[:-1]}.isdisjoint({name_technique("knotted")})


def test_verdict_speaks_the_language() -> None:
    report = guard.check(SPELLED)
    verdict = decide(report, surface=Surface.MESSAGE)
    assert explain_verdict(verdict) == verdict.reason
    assert explain_verdict(verdict, "es") == explain(report.findings[0], "es")
    own = decide(report, surface=Surface.MESSAGE, own_detail=True)
    assert explain_verdict(own, "ru") == read_catalogue("ru")["verdict"]["own-detail"]
    unread = decide(replace(report, findings=(), is_complete=False), surface=Surface.MESSAGE)
    assert explain_verdict(unread, "zh") == read_catalogue("zh")["verdict"]["incomplete"]
    assert explain_verdict(Verdict(Decision.DELIVER), "de") is None


def test_reason_of_somebody_else_stays_as_it_is() -> None:
    verdict = Verdict(Decision.REFUSE, (finding(0, 1),), "The house is full.", "house")
    assert explain_verdict(verdict, "de") == "The house is full."


# ---- what moderators alone may see


def test_finding_holds_what_it_decoded() -> None:
    (found,) = guard.check(SPELLED).findings
    assert found.decoded == DECODED
    (asked,) = guard.check("Can I get your WhatsApp number?").findings
    assert asked.decoded is None


def test_decoded_detail_is_not_printed() -> None:
    report = guard.check(SPELLED)
    assert DECODED not in repr(report.findings)
    assert DECODED not in repr(decide(report, surface=Surface.MESSAGE))
    assert DECODED not in describe(SPELLED, report, is_coloured=False)


def test_decoded_detail_is_not_in_answers() -> None:
    line = json.dumps({"id": 1, "text": SPELLED}).encode()
    assert DECODED not in json.dumps(list(answer_lines([line], guard)))
    assert "decoded" not in json.dumps(to_row(guard.check(SPELLED)))


def test_reason_repeats_nothing_that_was_written() -> None:
    (found,) = guard.check(SPELLED).findings
    assert all("jane" not in explain(found, language) for language in reason_languages())


# ---- wordings


@pytest.mark.parametrize(
    ("text", "detail", "expected"),
    [
        ("call me on (212) 555-0178", "(212) 555-0178", "call me on [removed]"),
        ("my number is +4917612345678.", "+4917612345678", "my number is [removed]."),
        ("Done. +4917612345678. Thanks!", "+4917612345678", "Done. Thanks!"),
        ("Done. +4917612345678", "+4917612345678", "Done."),
        ("+4917612345678. Done.", "+4917612345678", "Done."),
        ("Done (+4917612345678). Bye", "+4917612345678", "Done. Bye"),
        ("Ask me ( +4917612345678 ) about it", "+4917612345678", "Ask me about it"),
        ("Ask me [(+4917612345678)] about it", "+4917612345678", "Ask me about it"),
        ("Done (call +4917612345678)?", "+4917612345678", "Done (call [removed])?"),
        ("Thanks, +4917612345678!", "+4917612345678", "Thanks!"),
        ("Figma, +4917612345678, and Sketch", "+4917612345678", "Figma, and Sketch"),
        ("Hi Anna,\n+4917612345678\nBest", "+4917612345678", "Hi Anna,\nBest"),
        ("Hi Anna,\n- +4917612345678\nBest", "+4917612345678", "Hi Anna,\nBest"),
        ("Hi Anna,\nBest\n+4917612345678", "+4917612345678", "Hi Anna,\nBest"),
        ("  Two  blanks stay: +4917612345678  ", "+4917612345678", "  Two  blanks stay: [removed]  "),
        ("see jane.doe@gmail.com,", "jane.doe@gmail", "see [removed],"),
        ("完成了。jane8899。谢谢。", "jane8899", "完成了。谢谢。"),
        ("+4917612345678", "+4917612345678", ""),
        ("(+4917612345678)", "+4917612345678", ""),
    ],
)
def test_detail_goes_and_the_rest_stays(text: str, detail: str, expected: str) -> None:
    assert suggest_wording(text, findings_in(text, detail)) == expected


def test_several_details_go_together() -> None:
    text = "Contact: jane@doe.example / +4917612345678, thanks"
    assert (
        suggest_wording(text, findings_in(text, "jane@doe.example", "+4917612345678")) == "Contact: [removed], thanks"
    )


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("It is ready. Can I get your WhatsApp? More tonight.", "your WhatsApp", "It is ready. More tonight."),
        ("It is ready.\nWhat is your WhatsApp\nBye", "your WhatsApp", "It is ready.\nBye"),
        ("做好了。加你微信可以吗？谢谢。", "加你微信", "做好了。谢谢。"),
        ("Can I get your WhatsApp?", "your WhatsApp", ""),
    ],
)
def test_question_goes_with_its_sentence(text: str, asked: str, expected: str) -> None:
    assert suggest_wording(text, findings_in(text, asked, act=Act.ASK)) == expected


def test_words_that_lead_to_a_detail_go_with_it() -> None:
    text = "Hi, my telegram is @janedoe99 and the files are in the zip"
    found = findings_in(text, "@janedoe99") + findings_in(text, "my telegram", act=Act.ASK)
    assert suggest_wording(text, found) == "Hi, [removed] and the files are in the zip"


def test_mark_is_of_the_language() -> None:
    text = "Meine Nummer ist 0176 1234567, danke"
    found = findings_in(text, "0176 1234567")
    assert suggest_wording(text, found, language="de-AT") == "Meine Nummer ist [entfernt], danke"
    assert suggest_wording(text, found, language="tlh") == "Meine Nummer ist [removed], danke"


def test_what_is_no_offence_stays() -> None:
    text = "Please don't send me your number, 555 0178 99 is enough for the flyer"
    assert suggest_wording(text, findings_in(text, "555 0178 99", act=Act.WORK)) == text


def test_flood_of_details_gets_no_wording() -> None:
    text = "number 5550178, " * (MAX_DROPPED + 1)
    spans = [finding(at * 16 + 7, at * 16 + 14) for at in range(MAX_DROPPED + 1)]
    assert suggest_wording(text, spans) == ""


WORDS = st.lists(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1, max_size=6), max_size=8)


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", ", ", ". ", " (", "\n", ": "])), max_size=6), st.data())
def test_every_letter_outside_the_details_stays(parts: list[tuple[list[str], str]], data: st.DataObject) -> None:
    text, spans, outside = "", [], ""
    for words, sign in parts:
        text += " ".join(words) + sign
        outside += "".join(words)
        if data.draw(st.booleans()):
            spans.append(finding(len(text), len(text) + 12))
            text += "+44770090012" + data.draw(st.sampled_from([" ", ". ", ") ", "\n", ""]))
    wording = suggest_wording(text, [span for span in spans if text[span.end : span.end + 1] in tuple(" .)\n")])
    kept = wording.replace("[removed]", "").replace("+44770090012", "")
    assert wording == "" or "".join(char for char in kept if char.isalnum()) == outside


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from(list(Act)))))
def test_no_text_and_no_spans_raise(text: str, places: list[tuple[int, int, Act]]) -> None:
    found = [finding(min(at, len(text)), min(at + length, len(text)), act) for at, length, act in places]
    wording = suggest_wording(text, found)
    assert set(wording) <= set(text) | set("[removed]")


SHARES = (
    ("en", "The draft is ready. My number is (212) 555-0178, call me anytime."),
    ("en", "The draft is ready. mail me: jane dot doe at gmail dot com please"),
    ("en", "The draft is ready (jane@x-studio.com / +1 212 444 0178). Thanks!"),
    ("en", "The draft is ready. My WhatsApp is +44 7700 900123, text me there."),
    ("es", "Mi correo es jane.doe@gmail.com y mañana entrego el logo."),
    ("de", "Meine Nummer ist 0176 1234567, ruf mich an. Der Entwurf ist fertig."),
    ("fr", "Mon mail : jane.doe@gmail.com. Le logo est prêt."),
    ("ru", "Привет! Мой номер +7 916 123-45-67, звоните. Макет готов."),
    ("ar", "مرحبا، رقمي هو 0501234567. التصميم جاهز."),
    ("hi", "मेरा नंबर 9876543210 है। काम पूरा हो गया है।"),
    ("zh", "我的微信是 jane8899，加我。草稿已经完成了。"),
)


@pytest.mark.parametrize(("language", "text"), SHARES)
def test_suggested_wording_passes(language: str, text: str) -> None:
    report = guard.check(text)
    assert report.is_flagged
    wording = guard.suggest_wording(text, decide(report, surface=Surface.MESSAGE).findings, language=language)
    assert wording not in ("", text)
    assert not guard.check(wording).is_flagged


def test_message_that_only_asks_has_no_other_wording() -> None:
    text = "Can I get your WhatsApp number?"
    assert guard.suggest_wording(text, guard.check(text).findings) == ""


# ---- the command line


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-m", "armslength", "check", *arguments]
    return subprocess.run(
        command, input=given, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60
    )


def test_person_reads_reason_technique_and_wording_in_their_language() -> None:
    shown = run("--language", "de", "Der Entwurf ist fertig (jane punkt doe at gmail punkt com). Danke!").stdout
    assert "Das sieht nach einer E-Mail-Adresse aus." in shown
    assert "in Worten ausgeschrieben" in shown
    assert "Instead: Der Entwurf ist fertig. Danke!" in shown


def test_lines_carry_reasons_in_the_language() -> None:
    messages = [{"sender": "a", "text": SPELLED}]
    given = "\n".join(json.dumps(row) for row in ({"id": 1, "text": SPELLED}, {"id": 2, "messages": messages}))
    alone, talk = (
        json.loads(line) for line in run("--jsonl", "-", "--language", "zh", given=given).stdout.splitlines()
    )
    expected = read_catalogue("zh")["share"]["email"]
    assert alone["findings"][0]["reason"] == talk["messages"][0]["findings"][0]["reason"] == expected


def test_unknown_language_is_answered_in_english() -> None:
    done = run("--language", "tlh", SPELLED)
    assert done.returncode == 0
    assert "Addresses stay private here." in done.stdout
