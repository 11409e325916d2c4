"""Spans checked by processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from armslength.archive.check import Checked, Options, check_span
from armslength.archive.errors import WorkerLostError
from armslength.archive.scan import Answers
from armslength.archive.spans import Span

_SPANS_PER_WORKER: Final = 3
"""So many are on their way, so that a worker that is done finds the next one waiting."""


def check_on_cores(spans: Iterator[Span], options: Options, *, jobs: int) -> Answers:
    """The answers of so many processes, in the order of the spans. Raises WorkerLostError when one of them dies."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _watch_parent) as pool:
        waiting: deque[tuple[Span, Future[Checked]]] = deque()
        try:
            for span in spans:
                waiting.append((span, _submit(pool, span, options)))
                if len(waiting) >= jobs * _SPANS_PER_WORKER:
                    yield _take(waiting)
            while waiting:
                yield _take(waiting)
        except BrokenProcessPool as broken:
            raise WorkerLostError from broken
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _take(waiting: deque[tuple[Span, Future[Checked]]]) -> tuple[Span, Checked]:
    span, future = waiting.popleft()
    return span, future.result()


def _submit(pool: ProcessPoolExecutor, span: Span, options: Options) -> Future[Checked]:
    """Hand a span over.

    A worker that is started for it inherits the mask: a terminal sends Ctrl-C to every process, and the parent answers.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(check_span, span, options)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _watch_parent() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed parent closes no queue that its workers wait at, so they would wait forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
