"""The same scan on Ray: the same output, byte for byte."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from armslength.archive.check import Options
from armslength.archive.errors import RayMissingError
from armslength.archive.on_ray import _checked, check_on_ray
from armslength.archive.spans import Span
from tests.archive.archives import repeat_texts, run_scan, scan_command, write_lines, write_table
from tests.archive.test_command import wait_for

ROWS = 5_500


@pytest.fixture(autouse=True)
def local_ray(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Ray of the test's own, whatever runs on this machine."""
    monkeypatch.setenv("RAY_ADDRESS", "local")


def test_ray_writes_what_the_cores_write_and_either_goes_on_for_the_other(tmp_path: Path) -> None:
    texts = repeat_texts(ROWS)
    files = [write_lines(tmp_path / "in.jsonl", texts), write_table(tmp_path / "in.csv", texts)]
    whole, out, broken = tmp_path / "whole", tmp_path / "out", tmp_path / "broken"
    assert run_scan(*files, "--out", whole, "--full").returncode == 0
    with subprocess.Popen(scan_command(*files, "--out", broken, "--full")) as running:
        wait_for(lambda: broken.exists() and broken.stat().st_size > 0)
        running.send_signal(signal.SIGINT)
    assert running.returncode == 130
    for path in (out, broken):
        done = run_scan(*files, "--out", path, "--full", "--ray")
        assert (done.returncode, "Traceback" in done.stderr) == (0, False)
        assert f"{2 * ROWS:,} rows, 1,100 flagged, 0 not checked" in done.stderr
        assert path.read_bytes() == whole.read_bytes()


def test_answer_for_another_span_ends_the_scan() -> None:
    span = Span(0, "in.jsonl", 100, 200, 1, 5)
    answer = {"file": 0, "start": 100, "lines": b"{}\n", "rows": 5, "flagged": 1, "errors": 0}
    assert _checked(span, answer).counts.rows == 5
    with pytest.raises(AssertionError, match="another span"):
        _checked(span, {**answer, "start": 200})


def test_missing_ray_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(RayMissingError, match=r"armslength\[ray\]"):
        next(check_on_ray(iter(()), Options(0.5)))
