"""Releases and their steps. Shape only."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.ids import new_id


class ReleaseState(models.TextChoices):
    """`superseded`: replaced by another release, before it ran or after it was live (then `first_live_at` is set)."""

    QUEUED = "queued"
    RUNNING = "running"
    LIVE = "live"
    FAILED = "failed"
    SUPERSEDED = "superseded"


class StepState(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"


class Environment(models.Model):
    """Where releases go. A workspace starts with one, `live`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=30)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ("workspace", "key")
        constraints = (models.UniqueConstraint(fields=["workspace", "key"], name="environment_key_once"),)

    def __str__(self) -> str:
        return self.key


class Release(models.Model):
    """One approved digest in one environment. `live_release_id` is the runtime's row, once it is prepared.

    `attempt` counts how often a person started it; kills in between do not count.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    environment = models.ForeignKey(Environment, on_delete=models.PROTECT, related_name="releases")
    app = models.ForeignKey("builder.App", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("builder.AppVersion", on_delete=models.PROTECT, related_name="+")
    submission = models.ForeignKey("governance.Submission", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=ReleaseState.choices, default=ReleaseState.QUEUED)
    live_release_id = models.UUIDField(null=True)
    error = models.TextField(blank=True)
    attempt = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    first_live_at = models.DateTimeField(null=True)

    class Meta:
        """At most one release of an app is live in an environment, and at most one is under way."""

        ordering = ("-created_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=["environment", "submission"], name="release_submission_once"),
            models.UniqueConstraint(fields=["environment", "app"], condition=Q(state="live"), name="release_live_once"),
            models.UniqueConstraint(
                fields=["environment", "app"], condition=Q(state="running"), name="release_running_once"
            ),
        )

    def __str__(self) -> str:
        return f"release {self.number} ({self.state})"


class ReleaseStep(models.Model):
    """One step of a release: `log` is a list of plain sentences."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=StepState.choices, default=StepState.WAITING)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    log = models.JSONField(default=list)

    class Meta:
        ordering = ("release", "position")
        constraints = (models.UniqueConstraint(fields=["release", "key"], name="release_step_once"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.state}"


class DeployLock(models.Model):
    """Who may change the tables and the pointer of one app; ends by itself when its holder is gone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    environment = models.ForeignKey(Environment, on_delete=models.CASCADE, related_name="+")
    app = models.ForeignKey("builder.App", on_delete=models.CASCADE, related_name="+")
    holder = models.UUIDField(null=True)
    fence = models.PositiveBigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["environment", "app"], name="deploy_lock_once"),)

    def __str__(self) -> str:
        return f"{self.app_id}: {self.holder or 'free'}"
