"""Spans checked on Ray Data: for archives that one machine is too small for.

Workers read the spans themselves, so the files must lie where all of them can, under the same path. Ray keeps the order
of the spans, and each answer names its span: one that is lost, doubled or out of place ends the scan.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from typing import Any, Final

from armslength.archive.check import Checked, Counts, Options, check_span
from armslength.archive.errors import RayMissingError
from armslength.archive.scan import Answers
from armslength.archive.spans import Span

_WINDOW_SPANS: Final = 10_000
"""So many are handed to Ray at a time; bounds the memory of the driver."""
_MAX_TASKS: Final = 1_000


def check_on_ray(spans: Iterator[Span], options: Options) -> Answers:
    """The answers of the Ray cluster at hand, or of one started on this machine, in the order of the spans."""
    with _ray_at_hand() as ray:
        while window := list(islice(spans, _WINDOW_SPANS)):
            items = [asdict(span) for span in window]
            dataset = ray.data.from_items(items, override_num_blocks=min(len(items), _MAX_TASKS))
            answers = dataset.map(_check, fn_args=(options,)).iter_rows()
            for span, answer in zip(window, answers, strict=True):
                yield span, _checked(span, answer)


@contextmanager
def _ray_at_hand() -> Iterator[Any]:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray reports to its makers unless told not to
    try:
        import ray  # noqa: PLC0415 - an extra, and slow to import
        import ray.data  # noqa: PLC0415 - as above
    except ModuleNotFoundError as missing:
        raise RayMissingError from missing
    is_ours = not ray.is_initialized()
    if is_ours:
        ray.init(include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    logging.getLogger("ray.data").setLevel(logging.ERROR)  # it tells of every step; the scan has a bar of its own
    context = ray.data.DataContext.get_current()
    context.execution_options.preserve_order = True
    context.enable_progress_bars = False
    try:
        yield ray
    finally:
        if is_ours:
            ray.shutdown()


def _check(item: dict[str, Any], options: Options) -> dict[str, Any]:
    checked = check_span(Span(**item), options)
    return {"file": item["file"], "start": item["start"], "lines": checked.lines, **asdict(checked.counts)}


def _checked(span: Span, answer: dict[str, Any]) -> Checked:
    if (answer["file"], answer["start"]) != (span.file, span.start):
        raise AssertionError(f"Ray answered another span than {span}")
    return Checked(answer["lines"], Counts(answer["rows"], answer["flagged"], answer["errors"]))
