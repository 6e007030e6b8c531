"""The ledger's tables. Shape only; `core.jobs.ledger` holds the verbs."""

from django.db import models
from django.db.models import Q

from core.ids import new_id


class JobState(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"
    NEEDS_REVIEW = "needs-review"


class Job(models.Model):
    """One piece of work. `fence` grows with every claim: a write that names an older fence matches no row.

    `attempts` counts claims that neither finished nor asked for later. All moments are the database's clock.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=80)
    subject_id = models.UUIDField(null=True)
    payload = models.JSONField(default=dict)
    payload_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=16, choices=JobState.choices, default=JobState.QUEUED)
    step = models.CharField(max_length=80, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    max_attempts = models.PositiveIntegerField(default=5)
    run_after = models.DateTimeField()
    lease_owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveBigIntegerField(default=0)
    dedupe_key = models.CharField(max_length=200, unique=True)
    created_by_id = models.UUIDField(null=True)
    trace_id = models.CharField(max_length=64, blank=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("run_after", "id")
        indexes = (
            models.Index(fields=["run_after", "id"], name="job_due", condition=Q(state="queued")),
            models.Index(fields=["lease_until"], name="job_leased", condition=Q(state="running")),
            models.Index(fields=["kind", "state", "-finished_at"], name="job_kind_state"),
            models.Index(fields=["subject_id"], name="job_subject"),
        )


class JobEffect(models.Model):
    """An effect outside the database (a mail, a call): intended, then done. Key of the effect = `job:step`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="effects")
    step = models.CharField(max_length=80)
    is_done = models.BooleanField(default=False)
    intended_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["job", "step"], name="job_effect_once"),)


class ScheduleSlot(models.Model):
    """One moment of a schedule. The unique pair makes any number of schedulers start each slot once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    schedule = models.CharField(max_length=80)
    slot_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["schedule", "slot_at"], name="schedule_slot_once"),)
