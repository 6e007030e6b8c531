"""The shapes of authoring: App, Draft, OperationBatch, AppVersion, ImportUpload, ImportedTable.

A draft is a log of operation batches; `Draft.document` is the log folded into one document, so reading never replays.
An `AppVersion` is frozen for good: a submission, an approval and a release name it by its digest.
"""

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import F, Q

from core.ids import new_id


class DataFolder(FileSystemStorage):
    """The folder of the settings, asked for at each use: fields are made before a test names a folder of its own."""

    @property
    def base_location(self) -> str:
        return str(settings.STORAGE_DIR)

    @property
    def location(self) -> str:
        return self.base_location


def storage() -> FileSystemStorage:
    """Where uploads and rows lie: names are ours, nothing is served from here."""
    return DataFolder()


class App(models.Model):
    """One app of a workspace: who answers for it, and its key, which never changes once the app has been deployed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=30)
    title = models.CharField(max_length=120)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        """One key per workspace; nobody stands in for herself."""

        ordering = ("-changed_at", "id")
        permissions = (
            ("see_app", "May see the app and its versions"),
            ("edit_app", "May edit the draft"),
            ("submit_app", "May submit the app for review"),
            ("roll_back_app", "May move the app to an earlier release"),
        )
        constraints = (
            models.UniqueConstraint(fields=["workspace", "key"], name="builder_app_key_once"),
            models.CheckConstraint(
                condition=Q(deputy=None) | ~Q(deputy=F("owner")), name="builder_app_deputy_is_another"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Draft(models.Model):
    """The document being written, and how many batches have been applied to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    app = models.OneToOneField(App, on_delete=models.CASCADE, related_name="draft")
    document = models.JSONField()
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of {self.app_id} at revision {self.revision}"


class BatchKind(models.TextChoices):
    """Why a batch was sent: typed, or stepping through one's own history."""

    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"


class BatchState(models.TextChoices):
    """What became of a batch. A refused batch is kept, so nothing typed is ever lost."""

    APPLIED = "applied"
    REFUSED = "refused"


class OperationBatch(models.Model):
    """One step of one person: an entry of the draft's log. Append-only.

    `operations` is what was applied (or, refused, what was asked for); `sent` keeps the original where the two differ.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="batches")
    batch_id = models.UUIDField()
    kind = models.CharField(max_length=8, choices=BatchKind)
    state = models.CharField(max_length=8, choices=BatchState)
    label = models.CharField(max_length=200)
    target = models.UUIDField(null=True)
    base_revision = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(null=True)
    operations = models.JSONField()
    sent = models.JSONField(null=True)
    inverse = models.JSONField(default=list)
    conflicts = models.JSONField(default=list)
    refusal = models.CharField(max_length=40, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """A batch counts once, and every revision comes from exactly one batch."""

        ordering = (
            "revision",
            "at",
            "id",
        )
        constraints = (
            models.UniqueConstraint(fields=["draft", "batch_id"], name="builder_batch_once"),
            models.UniqueConstraint(fields=["draft", "revision"], name="builder_revision_once"),
            models.CheckConstraint(
                condition=Q(state="applied", revision__isnull=False) | Q(state="refused", revision=None),
                name="builder_applied_has_revision",
            ),
            models.CheckConstraint(
                condition=Q(kind="edit", target=None) | Q(kind__in=["undo", "redo"], target__isnull=False),
                name="builder_undo_has_target",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.batch_id}"


class AppVersion(models.Model):
    """A draft frozen under its digest. Never updated: what was approved is what these bytes say."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    app = models.ForeignKey(App, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    revision = models.PositiveIntegerField()
    document = models.JSONField()
    artefact = models.JSONField()
    authors = models.JSONField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Numbers and digests name one version of an app each."""

        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["app", "number"], name="builder_version_number_once"),
            models.UniqueConstraint(fields=["app", "digest"], name="builder_version_digest_once"),
        )

    def __str__(self) -> str:
        return f"version {self.number} ({self.digest[:8]})"


class UploadState(models.TextChoices):
    """Whether the reader understood the table."""

    READY = "ready"
    REFUSED = "refused"


class ImportUpload(models.Model):
    """A table somebody brought: its stored bytes and what the reader found in them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="imports/uploads", storage=storage, max_length=200)
    state = models.CharField(max_length=8, choices=UploadState)
    inspection = models.JSONField()
    app = models.ForeignKey(App, on_delete=models.SET_NULL, null=True, related_name="uploads")

    class Meta:
        """Newest first."""

        ordering = (
            "-uploaded_at",
            "id",
        )

    def __str__(self) -> str:
        return self.name


class ImportedTable(models.Model):
    """The rows of one imported sheet, waiting for the first deployment of their entity.

    `rows` holds one JSON object per line: {"row": 14, "values": {"fld_x": value}}, values as records store them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    app = models.ForeignKey(App, on_delete=models.CASCADE, related_name="tables")
    upload = models.ForeignKey(ImportUpload, on_delete=models.PROTECT, related_name="tables")
    entity_id = models.CharField(max_length=40)
    sheet = models.CharField(max_length=200)
    columns = models.JSONField()
    report = models.JSONField()
    row_count = models.PositiveIntegerField()
    rows = models.FileField(upload_to="imports/rows", storage=storage, max_length=200)
    sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta:
        """An entity starts from one table."""

        ordering = (
            "imported_at",
            "id",
        )
        constraints = (models.UniqueConstraint(fields=["app", "entity_id"], name="builder_table_per_entity"),)

    def __str__(self) -> str:
        return f"{self.sheet}, {self.row_count} rows"
