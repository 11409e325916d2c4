"""What is looked after every so often by every worker, without a job of its own."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

log = logging.getLogger(__name__)


@dataclass
class Sweep:
    """Something to look after every so often; safe to run in several processes at once."""

    run: Callable[[], object]
    every_seconds: float
    due_at: float = field(default=0.0)


_sweeps: list[Sweep] = []


def register_sweep(run: Callable[[], object], *, every_seconds: float) -> None:
    """Have `run` called about every `every_seconds` by each worker. Called from AppConfig.ready."""
    if all(sweep.run is not run for sweep in _sweeps):
        _sweeps.append(Sweep(run, every_seconds))


def run_due_sweeps(at: float) -> None:
    """Run what is due at monotonic second `at`; one failing sweep does not stop the others."""
    for sweep in _sweeps:
        if at < sweep.due_at:
            continue
        sweep.due_at = at + sweep.every_seconds
        try:
            sweep.run()
        except Exception:
            log.exception("the sweep %s failed and will be tried again", sweep.run.__qualname__)


def run_all_sweeps() -> int:
    """Run every sweep now; how many there were."""
    for sweep in _sweeps:
        sweep.due_at = 0.0
    run_due_sweeps(at=0.0)
    return len(_sweeps)
