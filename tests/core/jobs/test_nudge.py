"""Wake-ups: after the commit, never in the way of a request, whatever the broker does."""

import threading
import time
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from core.jobs import nudge
from core.jobs.enqueue import enqueue
from core.jobs.nudge import Nudger
from core.jobs.tasks import wake
from tests.core.jobs.conftest import Probe


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end
        threading.Event().wait(0.01)


@pytest.mark.django_db
def test_the_wake_up_leaves_with_the_commit(
    probe: Probe, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    woken: list[UUID] = []
    monkeypatch.setattr(nudge, "_nudge", woken.append)
    with django_capture_on_commit_callbacks() as callbacks:
        job = enqueue("test.probe", subject_id=None, dedupe_key="one")
    assert woken == []
    callbacks[0]()
    assert woken == [job.id]


@pytest.mark.django_db
def test_a_rolled_back_job_wakes_nobody(
    probe: Probe, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        enqueue("test.probe", subject_id=None, dedupe_key="one")
        transaction.set_rollback(True)
    assert callbacks == []


def test_wake_ups_are_sent_from_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[UUID, str]] = []
    monkeypatch.setattr(nudge, "send_wake", lambda job: sent.append((job, threading.current_thread().name)))
    job = uuid4()
    assert Nudger().put(job)
    until(lambda: bool(sent))
    assert sent == [(job, "nudge")]


def test_a_hung_broker_holds_nobody_up_and_the_queue_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    free = threading.Event()
    sent: list[UUID] = []

    def hang(job: UUID) -> None:
        free.wait(10)
        sent.append(job)

    monkeypatch.setattr(nudge, "send_wake", hang)
    monkeypatch.setattr(nudge, "QUEUE_SIZE", 5)
    nudger = Nudger()
    started = time.monotonic()
    kept = [nudger.put(uuid4()) for _ in range(50)]
    assert time.monotonic() - started < 0.5
    assert sum(kept) in (5, 6)
    free.set()
    until(lambda: len(sent) == sum(kept))


def test_a_broker_that_refuses_is_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[UUID] = []

    def refuse(job: UUID) -> None:
        tried.append(job)
        raise ConnectionRefusedError

    monkeypatch.setattr(nudge, "send_wake", refuse)
    nudger = Nudger()
    nudger.put(uuid4())
    until(lambda: nudger.closed_until > 0)
    assert [nudger.put(uuid4()) for _ in range(3)] == [False, False, False]
    assert len(tried) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forged", [None, "", "no id", "'; drop table jobs_job; --", f"0193a2b4{'-0000' * 3}-000000000001"]
)
def test_a_forged_message_runs_only_what_is_due(probe: Probe, forged: str | None) -> None:
    enqueue("test.probe", subject_id=None, dedupe_key="due")
    wake(forged)
    assert probe.ran == [1]
