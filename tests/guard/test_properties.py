"""What holds for any text whatever."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from armslength.guard import MAX_STATE_BYTES, Act, Guard, Report

GUARD = Guard()
FRAGMENTS = st.sampled_from(
    [
        *("jane", "doe", "@", " at ", "(at)", " dot ", "gmail", ".com", "555", "0199", "call me ", "telegram", "+44 "),
        *("five ", "my number is ", "вотсап", "微信", "रुपये", "نقطة", "\u200b", "\ud800", "é", "ﬃ", "İ", "１２３", "🄰"),
        *(" ", "\n", "://", "wa.me/", "%40", "amFuZUBnbWFpbC5jb20=", "moc.liamg@", '"', "「", "const x = ", "\u202e"),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(FRAGMENTS, max_size=40).map("".join))
NEUTRAL = " The curtains in the second scene are a bit too dark."


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_offsets_lie_in_the_text_as_given(text: str) -> None:
    report = GUARD.check(text)
    spans = [(s.start, s.end) for s in report.findings] + [(s.start, s.end) for s in report.candidates]
    for start, end in spans + [(s.start, s.end) for s in report.links]:
        assert 0 <= start < end <= len(text)
    assert all(0 <= finding.confidence <= 1 for finding in report.findings)


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_same_text_gives_the_same_report(text: str) -> None:
    assert GUARD.check(text) == Guard().check(text)


@given(st.lists(TEXTS, max_size=8))
@settings(max_examples=100, deadline=None)
def test_memory_never_grows(texts: list[str]) -> None:
    state: bytes | None = None
    for index, text in enumerate(texts):
        report, state = GUARD.check_in_thread(text, sender="ab"[index % 2], state=state, at=60.0 * index)
        assert isinstance(report, Report)
        assert len(state) == MAX_STATE_BYTES


@given(st.sampled_from(["jane.doe@example.com", "(212) 555-0178", "https://wa.me/4915123456789"]), st.integers(0, 30))
def test_what_is_plain_stays_found_among_neutral_text(detail: str, repeats: int) -> None:
    report = GUARD.check(f"{detail} {NEUTRAL * repeats}")
    assert any(f.act is Act.SHARE and f.start == 0 and f.end == len(detail) for f in report.findings)
    assert report.is_flagged


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_flag_is_what_findings_and_threshold_say(text: str) -> None:
    report = Guard(threshold=0.7).check(text)
    assert report.is_flagged == any(f.is_flaggable and f.confidence >= 0.7 for f in report.findings)
