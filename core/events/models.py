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


class EventStream(models.Model):
    """The head of one stream: what the next entry is chained to. Its row lock puts writers in a queue."""

    name = models.CharField(primary_key=True, max_length=80)
    position = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)


class EventDelivery(models.Model):
    """That a handler has handled an event; written in the transaction of the handler's own changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    handler = models.CharField(max_length=160)
    delivered_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["event", "handler"], name="event_delivery_once"),)
