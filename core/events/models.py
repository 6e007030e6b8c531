"""The append-only event log: audit trail and outbox in one table."""

from django.db import models

from core.ids import new_id


class Event(models.Model):
    """One thing that happened. Rows are only ever inserted; `stream` + `position` is a hash-chained series."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stream = models.CharField(max_length=80)
    position = models.PositiveBigIntegerField()
    name = models.CharField(max_length=80)
    workspace_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    payload = models.JSONField()
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("stream", "position")
        constraints = (models.UniqueConstraint(fields=["stream", "position"], name="event_stream_position"),)
        indexes = (models.Index(fields=["workspace_id", "at"], name="event_workspace_at"),)
