"""The shapes of judging: Submission, Review, Comment, Viewed.

A submission keeps what its checks found and what its reviewers saw; reviews name the digest they are about.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.ids import new_id

# The same words as governance.transitions and governance.gate, which models may not import; a test compares them.
OPEN_STATES = ("changes_requested", "checking", "must_fix", "waiting")
CLOSED_STATES = ("approved", "superseded", "withdrawn")
VERDICTS = ("approve", "request_changes")


class Submission(models.Model):
    """One version asking to go live."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey("accounts.Workspace", on_delete=models.PROTECT, related_name="+")
    app = models.ForeignKey("builder.App", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("builder.AppVersion", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    live_digest = models.CharField(max_length=64, blank=True)
    summary = models.TextField(max_length=4000, blank=True)
    authors = models.JSONField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=[(word, word) for word in (*OPEN_STATES, *CLOSED_STATES)])
    checked_at = models.DateTimeField(null=True)
    checks = models.JSONField(null=True)
    findings = models.JSONField(null=True)
    changes = models.JSONField(null=True)
    plan = models.JSONField(null=True)
    tier = models.PositiveSmallIntegerField(null=True)
    tier_words = models.JSONField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """One open submission per app; nothing is approved that was not checked."""

        ordering = ("-submitted_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["app"], condition=Q(state__in=OPEN_STATES), name="governance_one_open_submission"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(tier__isnull=False, checked_at__isnull=False, findings__isnull=False, closed_at__isnull=False),
                name="governance_approved_was_checked",
            ),
            models.CheckConstraint(condition=Q(tier=None) | Q(tier__lte=3), name="governance_tier_0_to_3"),
        )
        indexes = (models.Index(fields=["workspace", "state", "submitted_at"], name="governance_queue"),)

    def __str__(self) -> str:
        return f"{self.app_id} {self.number} {self.state}"


class Review(models.Model):
    """One decision of one person about one digest. Append-only: the latest of a person counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reviews")
    digest = models.CharField(max_length=64)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=16, choices=[(word, word) for word in VERDICTS])
    comment = models.TextField(max_length=4000, blank=True)
    roles = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.verdict} by {self.reviewer_id}"


class Comment(models.Model):
    """A remark pinned to an object of the app. `change_hash` is the change it was about, if any."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="comments")
    app = models.ForeignKey("builder.App", on_delete=models.PROTECT, related_name="+")
    target = models.CharField(max_length=40, blank=True)
    change_hash = models.CharField(max_length=64, blank=True)
    text = models.TextField(max_length=4000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Oldest first."""

        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"on {self.target or 'the app'}"


class Viewed(models.Model):
    """A tick: this person has looked at this exact change. It holds for any submission that contains the change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    app = models.ForeignKey("builder.App", on_delete=models.PROTECT, related_name="+")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    change_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """One tick per person and change."""

        ordering = ("at", "id")
        constraints = (models.UniqueConstraint(fields=["app", "viewer", "change_hash"], name="governance_viewed_once"),)

    def __str__(self) -> str:
        return self.change_hash
