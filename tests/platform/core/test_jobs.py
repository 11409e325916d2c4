"""Jobs: in the caller's transaction, at least once, again after a failure or a crash."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from armslength.platform.core.clock import now
from armslength.platform.core.jobs import (
    DONE_KEPT_FOR,
    FAILED_KEPT_FOR,
    LEASE,
    RETRY_AFTER,
    forget_old_jobs,
    rescue_jobs,
    run_ready_jobs,
)
from armslength.platform.core.sweeps import Sweep, run_due_sweeps

pytestmark = pytest.mark.django_db(transaction=True)

ran: list[str] = []
failures_left: list[int] = []


@task
def note_down(name: str) -> None:
    if failures_left:
        failures_left.pop()
        raise RuntimeError("not this time")
    ran.append(name)


@pytest.fixture(autouse=True)
def nothing_ran() -> None:
    ran.clear()
    failures_left.clear()


def test_job_runs_once() -> None:
    note_down.enqueue(name="a")
    run_ready_jobs()
    run_ready_jobs()
    assert ran == ["a"]


def test_job_of_a_transaction_that_failed_never_was() -> None:
    with transaction.atomic():
        note_down.enqueue(name="a")
        transaction.set_rollback(True)
    run_ready_jobs()
    assert ran == []


def test_failed_job_runs_again_later() -> None:
    failures_left.append(1)
    note_down.enqueue(name="a")
    run_ready_jobs()
    assert rescue_jobs() == 0
    DBTaskResult.objects.update(finished_at=now() - RETRY_AFTER[0])
    assert rescue_jobs() == 1
    run_ready_jobs()
    assert ran == ["a"]


def test_job_that_always_fails_is_given_up_and_stays_on_record() -> None:
    note_down.enqueue(name="a")
    for _ in range(10):
        failures_left.append(1)
        run_ready_jobs()
        DBTaskResult.objects.update(finished_at=now() - timedelta(days=1))
        rescue_jobs()
    job = DBTaskResult.objects.get()
    assert job.status == TaskResultStatus.FAILED
    assert len(job.worker_ids) == len(RETRY_AFTER) + 1


def test_job_of_a_dead_worker_is_given_back_after_its_lease() -> None:
    note_down.enqueue(name="a")
    job = DBTaskResult.objects.get()
    job.claim("a worker that dies now")
    run_ready_jobs()
    assert ran == []
    DBTaskResult.objects.update(started_at=now() - LEASE - timedelta(seconds=1))
    assert rescue_jobs() == 1
    run_ready_jobs()
    assert ran == ["a"]


def test_one_failing_sweep_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("broken")

    sweeps = [Sweep(fail, 10), Sweep(lambda: ran.append("swept"), 10)]
    monkeypatch.setattr("armslength.platform.core.sweeps._sweeps", sweeps)
    run_due_sweeps(at=100)
    run_due_sweeps(at=105)
    assert ran == ["swept"]
    run_due_sweeps(at=110)
    assert ran == ["swept", "swept"]


@pytest.mark.parametrize(
    ("status", "age", "is_kept"),
    [
        (TaskResultStatus.SUCCESSFUL, DONE_KEPT_FOR - timedelta(hours=1), True),
        (TaskResultStatus.SUCCESSFUL, DONE_KEPT_FOR + timedelta(hours=1), False),
        (TaskResultStatus.FAILED, DONE_KEPT_FOR + timedelta(hours=1), True),
        (TaskResultStatus.FAILED, FAILED_KEPT_FOR + timedelta(hours=1), False),
        (TaskResultStatus.READY, FAILED_KEPT_FOR + timedelta(hours=1), True),
        (TaskResultStatus.RUNNING, FAILED_KEPT_FOR + timedelta(hours=1), True),
    ],
)
def test_job_is_kept_while_somebody_may_ask_for_it(status: TaskResultStatus, age: timedelta, is_kept: bool) -> None:
    note_down.enqueue(name="a")
    DBTaskResult.objects.update(status=status, finished_at=now() - age)
    assert forget_old_jobs() == (not is_kept)
    assert DBTaskResult.objects.exists() is is_kept
