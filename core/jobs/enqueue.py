"""The one way to ask for work: a row in the caller's transaction, and a wake-up once it is committed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from core.canonical import sha256_hex
from core.jobs.clock import database_now
from core.jobs.kinds import JOBS
from core.jobs.models import Job
from core.jobs.nudge import nudge_after_commit


def enqueue(
    kind: str,
    *,
    subject_id: UUID | None,
    dedupe_key: str,
    payload: Mapping[str, object] | None = None,
    run_after: datetime | timedelta | None = None,
    created_by_id: UUID | None = None,
    trace_id: str = "",
) -> Job:
    """Ask for one run of `kind`; the same `dedupe_key` twice is the same job (its first payload stays).

    `payload` holds ids and other plain JSON values. `run_after` is a moment, or a delay from now by the database's
    clock. Joins the caller's transaction: rolled back with it, visible to workers when it commits.
    Raises RegistryError for a kind nobody registered.
    """
    entry = JOBS.get(kind)
    now = database_now()
    body = dict(payload or {})
    job = Job(
        kind=kind,
        subject_id=subject_id,
        payload=body,
        payload_digest=sha256_hex(body),
        max_attempts=entry.max_attempts,
        run_after=now + run_after if isinstance(run_after, timedelta) else run_after or now,
        dedupe_key=dedupe_key,
        created_by_id=created_by_id,
        trace_id=trace_id,
        created_at=now,
    )
    Job.objects.bulk_create([job], ignore_conflicts=True)
    stored = Job.objects.get(dedupe_key=dedupe_key)
    if stored.id == job.id and stored.run_after <= now:
        nudge_after_commit(stored.id)
    return stored
