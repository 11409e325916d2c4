"""Folding, decoding, link classes, lexicons: the parts that cases alone would not pin down."""

from __future__ import annotations

import pytest

from armslength.guard import Guard, Kind, LexiconError, LinkClass, ThresholdError
from armslength.guard.detectors.url import classify
from armslength.guard.lexicons.load import known_languages, read_language
from armslength.guard.text.fold import fold

GUARD = Guard()
LANGUAGES = {
    "ar", "bn", "de", "en", "es", "fr", "hi", "id", "it", "ja", "pl", "pt", "ru", "tl", "tr", "uk", "ur", "vi", "zh",
}  # fmt: skip
FOLDED = {
    "Straße": "strasse",
    "ｍａｉｌ＠ｘ．ｄｅ": "mail@x.de",
    "①②③": "123",
    "٠١٢": "012",
    "t\u200be\u00adl": "tel",
    "gмаіl": "gmail",
    "привет": "привет",
    "カタカナ": "かたかな",
    "Łódź": "lodz",
    "ʜɪ": "hi",
    "1️⃣2️⃣": "12",
    "“quoted” – yes…": '"quoted" - yes...',
}
CLASSES = {
    "github.com/pallets/flask": LinkClass.WORK,
    "github.com/someone": LinkClass.PORTFOLIO,
    "docs.python.org/3": LinkClass.WORK,
    "wa.me/491512345": LinkClass.MESSENGER,
    "calendly.com/someone": LinkClass.BOOKING,
    "calendly.com": LinkClass.WORK,
    "meet.google.com/abc-defg-hij": LinkClass.MEETING,
    "paypal.me/someone": LinkClass.PAYMENT,
    "bit.ly/3abc": LinkClass.SHORTENER,
    "instagram.com/someone": LinkClass.SOCIAL,
    "instagram.com/p/abc123": LinkClass.WORK,
    "behance.net/someone": LinkClass.PORTFOLIO,
    "someone.example/contact": LinkClass.CONTACT,
    "jobs.someone.example": LinkClass.CONTACT,
    "someone.example": LinkClass.UNKNOWN,
}


@pytest.mark.parametrize(("text", "expected"), FOLDED.items())
def test_folding(text: str, expected: str) -> None:
    assert fold(text).text == expected


@pytest.mark.parametrize("text", FOLDED)
def test_folded_characters_know_where_they_came_from(text: str) -> None:
    reading = fold(text)
    spans = [reading.locate(at, at + 1) for at in range(len(reading.text))]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize(("link", "expected"), CLASSES.items())
def test_link_class(link: str, expected: LinkClass) -> None:
    assert classify(link) is expected


def test_work_links_are_listed_and_not_found() -> None:
    report = GUARD.check("see https://docs.python.org/3/library/re.html please")
    assert report.findings == ()
    assert [(link.url, link.link_class) for link in report.links] == [
        ("docs.python.org/3/library/re.html", LinkClass.WORK)
    ]


def test_unknown_link_is_found_but_does_not_flag() -> None:
    report = GUARD.check("the shop is at https://flowershop.example/roses")
    assert [finding.link_class for finding in report.findings] == [LinkClass.UNKNOWN]
    assert not report.is_flagged


def test_candidates_are_canonical() -> None:
    text = "Jane.Doe@Example.COM or 00 49 151 2345 6789 or telegram @Wild_Heron"
    values = {(candidate.kind, candidate.value) for candidate in GUARD.check(text).candidates}
    assert {(Kind.EMAIL, "jane.doe@example.com"), (Kind.PHONE, "4915123456789")} <= {
        (Kind.PHONE if value.isdigit() else kind, value) for kind, value in values
    }
    assert "wild_heron" in {value for _, value in values}


def test_detail_of_a_job_is_still_a_candidate() -> None:
    report = GUARD.check('const phone = "+1 202 555 0143"; // test data')
    assert not report.is_flagged
    assert "12025550143" in {candidate.value for candidate in report.candidates}


def test_every_language_is_there() -> None:
    assert set(known_languages()) >= LANGUAGES


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_language_file_covers_what_rules_speak_of(language: str) -> None:
    cues = {sense.cue.value for _, sense in read_language(language)}
    assert {"at", "dot", "number", "phone_noun", "email_noun", "want", "have", "reach_me", "move", "elsewhere"} <= cues
    assert {"pay", "direct", "fee", "avoid", "refusal", "work_noun", "ask_phone", "invite", "bypass"} <= cues


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_language_counts_to_nine(language: str) -> None:
    values = {sense.value for _, sense in read_language(language) if sense.cue == "number"}
    assert {str(digit) for digit in range(10)} <= values


def test_guard_of_one_language_reads_only_that() -> None:
    german = Guard(languages=["de"])
    assert german.check("gibst du mir deine handynummer?").is_flagged
    assert not german.check("¿me pasas tu número?").is_flagged


def test_unknown_language_and_threshold_are_refused() -> None:
    with pytest.raises(LexiconError) as caught:
        Guard(languages=["xx"])
    assert caught.value.source == "xx"
    with pytest.raises(ThresholdError):
        Guard(threshold=1.5)
