"""Is it alive: for load balancers, without a session."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client

from core.jobs import api
from core.jobs.clock import database_now
from core.jobs.enqueue import enqueue
from core.jobs.housekeeping import CANARY
from core.jobs.models import Job, JobState


@pytest.mark.django_db
def test_the_web_is_healthy_while_its_database_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Client().get("/healthz").json() == {"status": "ok", "detail": "Web and database answer."}

    def refuse() -> None:
        raise DatabaseError

    monkeypatch.setattr(api, "database_now", refuse)
    assert Client().get("/healthz").status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("age", "status", "word"), [(None, 503, "starting"), (20, 200, "ok"), (120, 503, "unavailable")]
)
def test_a_worker_is_healthy_while_canaries_come_back(age: int | None, status: int, word: str) -> None:
    if age is not None:
        enqueue(CANARY, subject_id=None, dedupe_key="c")
        Job.objects.update(state=JobState.DONE, finished_at=database_now() - timedelta(seconds=age))
    answer = Client().get("/healthz/worker")
    assert (answer.status_code, answer.json()["status"]) == (status, word)
    assert answer.headers["Cache-Control"] == "no-store"
