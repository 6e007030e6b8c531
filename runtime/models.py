"""Live apps: what is served, which tables belong to it, and what people did. Shape only.

The records themselves live in tables of their own, described by `runtime.tables`, never here.
"""

from django.db import models
from django.db.models import Q

from core.ids import new_id


class LiveApp(models.Model):
    """An app that was deployed at least once. `key` is its place in addresses and table names, for ever.

    `current` is the pointer: the one release that is served. A database trigger refuses a release of another app.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    app_id = models.UUIDField(unique=True)
    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40, unique=True)
    current = models.ForeignKey("LiveRelease", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    pointed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key


class LiveRelease(models.Model):
    """One compiled artefact of a live app. A trigger refuses any change of `digest` and `artefact`.

    `names` maps entity ids to tables and field ids to columns, fixed when the tables were expanded.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    live_app = models.ForeignKey(LiveApp, on_delete=models.PROTECT, related_name="releases")
    digest = models.CharField(max_length=64)
    artefact = models.JSONField()
    names = models.JSONField(null=True)
    created_at = models.DateTimeField()
    expanded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("live_app", "created_at")
        constraints = (models.UniqueConstraint(fields=["live_app", "digest"], name="live_release_digest"),)

    def __str__(self) -> str:
        return self.digest[:12]


class ManagedTable(models.Model):
    """A table that belongs to an entity since its first deployment. Its name is never used again for another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    live_app = models.ForeignKey(LiveApp, on_delete=models.PROTECT, related_name="tables")
    entity_id = models.CharField(max_length=40)
    name = models.CharField(max_length=63, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["live_app", "entity_id"], name="managed_table_entity"),)

    def __str__(self) -> str:
        return self.name


class ManagedColumn(models.Model):
    """A column that belongs to a field since its first deployment; another storage type is another column."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    table = models.ForeignKey(ManagedTable, on_delete=models.PROTECT, related_name="columns")
    field_id = models.CharField(max_length=40)
    storage = models.CharField(max_length=80)
    name = models.CharField(max_length=63)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("table", "created_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["table", "name"], name="managed_column_name"),
            models.UniqueConstraint(fields=["table", "field_id", "storage"], name="managed_column_field"),
        )

    def __str__(self) -> str:
        return self.name


class DataLoad(models.Model):
    """How far the rows of one source were loaded into one entity; moves in the transaction of each batch."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    live_app = models.ForeignKey(LiveApp, on_delete=models.PROTECT, related_name="+")
    entity_id = models.CharField(max_length=40)
    source = models.CharField(max_length=200)
    rows_done = models.PositiveIntegerField(default=0)
    emptied_count = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["live_app", "entity_id", "source"], name="data_load_source"),)

    def __str__(self) -> str:
        return f"{self.entity_id}: {self.rows_done}"


class HistoryAction(models.TextChoices):
    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    IMPORTED = "imported"


class RecordHistory(models.Model):
    """One change of one record: who, when, and each changed field by its id with the value before and after."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    live_app_id = models.UUIDField()
    entity_id = models.CharField(max_length=40)
    record_id = models.UUIDField()
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=16, choices=HistoryAction.choices)
    actor_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    release_digest = models.CharField(max_length=64)
    changes = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["record_id", "version"], name="record_history_version"),)

    def __str__(self) -> str:
        return f"{self.record_id} v{self.version} {self.action}"


class IdempotencyKey(models.Model):
    """A key that a person's POST used once, with the answer it got. Written in the transaction of the record."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    live_app_id = models.UUIDField()
    actor_id = models.UUIDField()
    key = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    location = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["actor_id", "live_app_id", "key"], name="idempotency_key_once"),)
        indexes = (models.Index(fields=["created_at"], name="idempotency_created"),)

    def __str__(self) -> str:
        return str(self.key)


class SavedEntry(models.Model):
    """Answers somebody saved for later: as typed, not yet checked, seen by nobody else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    live_app = models.ForeignKey(LiveApp, on_delete=models.PROTECT, related_name="+")
    user_id = models.UUIDField()
    page_id = models.CharField(max_length=40)
    values = models.JSONField()
    digest = models.CharField(max_length=64)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["live_app", "user_id", "page_id"], name="saved_entry_once"),)

    def __str__(self) -> str:
        return f"{self.page_id} of {self.user_id}"


class StoredFile(models.Model):
    """An uploaded file that is safely on disk. Without `record_id` only its uploader may read it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    live_app_id = models.UUIDField()
    entity_id = models.CharField(max_length=40)
    field_id = models.CharField(max_length=40)
    record_id = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    mime = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=80, unique=True)
    uploaded_by_id = models.UUIDField()
    uploaded_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["uploaded_at"], name="stored_file_loose", condition=Q(record_id__isnull=True)),)

    def __str__(self) -> str:
        return self.name


class RoleGrant(models.Model):
    """An administrator named a person into a role of the app whose audience is "granted"."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    live_app = models.ForeignKey(LiveApp, on_delete=models.PROTECT, related_name="+")
    role_id = models.CharField(max_length=40)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    granted_by_id = models.UUIDField()
    granted_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["live_app", "role_id", "user"], name="role_grant_once"),)

    def __str__(self) -> str:
        return f"{self.role_id} for {self.user_id}"


class ExportState(models.TextChoices):
    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


EXPORT_UNDER_WAY = (ExportState.WAITING, ExportState.RUNNING)


class RecordExport(models.Model):
    """Records on their way out as a file, for the one person who asked. Deleting the row is cancelling.

    `columns` are ids of fields, `question` the filters of a list. `rights` is a digest of what the person might see
    when they asked. `parts` are the files written so far, each as [fence, bytes]: what lies in one beyond its bytes, or
    in a file of another fence, does not count. `until_id` is the last record there was at the beginning.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    live_app = models.ForeignKey(LiveApp, on_delete=models.PROTECT, related_name="+")
    entity_id = models.CharField(max_length=40)
    actor_id = models.UUIDField()
    slot = models.PositiveSmallIntegerField()
    fingerprint = models.CharField(max_length=64)
    format = models.CharField(max_length=8)
    columns = models.JSONField()
    question = models.JSONField()
    rights = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=ExportState.choices, default=ExportState.WAITING)
    message = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    release_id = models.UUIDField(null=True)
    until_id = models.UUIDField(null=True)
    last_id = models.UUIDField(null=True)
    is_read = models.BooleanField(default=False)
    rows_total = models.PositiveBigIntegerField(null=True)
    rows_done = models.PositiveBigIntegerField(default=0)
    cut_count = models.PositiveBigIntegerField(default=0)
    parts = models.JSONField(default=list)
    place = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["actor_id", "slot"], condition=Q(state__in=EXPORT_UNDER_WAY), name="record_export_slot"
            ),
            models.UniqueConstraint(
                fields=["actor_id", "live_app", "fingerprint"],
                condition=Q(state__in=EXPORT_UNDER_WAY),
                name="record_export_once",
            ),
        )
        indexes = (models.Index(fields=["asked_at"], name="record_export_asked"),)

    def __str__(self) -> str:
        return f"{self.entity_id} as {self.format}: {self.state}"
