"""Transactional jobs: enqueued in the caller's transaction, run at least once.

`django-tasks-db` stores and claims them; what it leaves to the project stands here: a job
whose worker died is given back after its lease, and one that failed is tried again, later
each time. A job's function must be idempotent, and its arguments must hold no contact
detail, because they are stored in the clear: pass ids.
"""

import logging
import threading
import time
from datetime import timedelta

from django.db import close_old_connections
from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from armslength.platform.core.clock import now
from armslength.platform.core.ids import new_id
from armslength.platform.core.sweeps import register_sweep, run_due_sweeps

LEASE = timedelta(minutes=5)
RETRY_AFTER = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
POLL_SECONDS = 0.5
DONE_KEPT_FOR = timedelta(days=7)
FAILED_KEPT_FOR = timedelta(days=30)  # long enough for somebody to look why

log = logging.getLogger(__name__)


def rescue_jobs() -> int:
    """Make stranded and failed jobs ready again; how many."""
    moment = now()
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=moment - LEASE)
    rescued = running.update(status=TaskResultStatus.READY, run_after=moment)
    for job in DBTaskResult.objects.filter(status=TaskResultStatus.FAILED):
        attempts = len(job.worker_ids)
        if attempts <= len(RETRY_AFTER) and job.finished_at + RETRY_AFTER[attempts - 1] <= moment:
            job.status = TaskResultStatus.READY
            job.save(update_fields=["status"])
            rescued += 1
    return rescued


def forget_old_jobs() -> int:
    """Delete jobs that ended long ago, which nobody will run again; how many."""
    moment = now()
    done = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=moment - DONE_KEPT_FOR)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=moment - FAILED_KEPT_FOR)
    deleted, _ = DBTaskResult.objects.filter(done | failed).delete()
    return deleted


def run_ready_jobs() -> None:
    """Run every job that is ready now, then return."""
    # Looking first keeps an idle worker from taking SQLite's write lock twice a second.
    if not DBTaskResult.objects.ready().exists():
        return
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=new_id(),
        excluded_queue_names=[],
    )
    worker.run()


class JobThread(threading.Thread):
    """The embedded worker: jobs and sweeps in one daemon thread of the server process."""

    def __init__(self) -> None:
        super().__init__(name="jobs", daemon=True)
        self._stopping = threading.Event()

    def stop(self, timeout_seconds: float = 5.0) -> None:
        """Finish the job under way and end."""
        self._stopping.set()
        self.join(timeout_seconds)

    def run(self) -> None:
        """Work until stopped; a database that is away for a while only delays."""
        register_sweep(rescue_jobs, every_seconds=30)
        register_sweep(forget_old_jobs, every_seconds=3600)
        while not self._stopping.wait(POLL_SECONDS):
            try:
                close_old_connections()
                run_ready_jobs()
                run_due_sweeps(time.monotonic())
            except Exception:
                log.exception("the worker will try again")
                self._stopping.wait(POLL_SECONDS * 4)
