"""The shapes of the governance API. Serializers describe; they never write."""

from collections.abc import Mapping

from rest_framework import serializers

from builder.api.serializers import AppOut, Fields, Labelled
from definition.diff import property_name

Json = serializers.JSONField


class SubmitBody(serializers.Serializer[object]):
    """The draft revision the person saw, and the change summary."""

    revision = serializers.IntegerField(min_value=0, max_value=2_000_000_000)
    summary = serializers.CharField(max_length=4000, allow_blank=True, default="")


class CommentBody(serializers.Serializer[object]):
    """A remark on an object of the app; an empty target is the app as a whole."""

    target = serializers.RegexField(
        r"^(?:(?:ent|fld|pag|nod|rul|rol|gra|txt)_[0-9a-z]{2,26})?$", allow_blank=True, default="", max_length=40
    )
    text = serializers.CharField(max_length=4000)


class ViewedBody(serializers.Serializer[object]):
    """Hashes of changes that were looked at."""

    hashes = serializers.ListField(child=serializers.CharField(max_length=64), max_length=5000)


class DecisionBody(serializers.Serializer[object]):
    """The verdict, and the digest the reviewer was looking at."""

    decision = serializers.ChoiceField(choices=["approve", "request_changes"])
    comment = serializers.CharField(max_length=4000, allow_blank=True, default="")
    digest = serializers.RegexField(r"^[0-9a-f]{64}$")


class EmptyBody(serializers.Serializer[object]):
    """No keys."""


class PersonOut(serializers.Serializer[object]):
    """Who it is."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    initials = serializers.CharField()


class WhereOut(Labelled):
    """An object of the app and the place in the document."""

    object_id = serializers.CharField(allow_null=True)
    pointer = serializers.CharField()


class RepairOut(Labelled):
    """Operations that put it right."""

    operations = serializers.ListField(child=serializers.DictField())


class FindingOut(serializers.Serializer[object]):
    """One thing a policy found."""

    policy = serializers.CharField()
    severity = serializers.ChoiceField(choices=["must_fix", "advice"])
    message = serializers.CharField()
    where = WhereOut()
    why = serializers.CharField()
    repair = RepairOut(allow_null=True)


class RouteOut(serializers.Serializer[object]):
    """One stop of the route: a role, and how many different people."""

    role = serializers.CharField()
    count = serializers.IntegerField()
    words = serializers.CharField()


class TierOut(serializers.Serializer[object]):
    """The risk tier with its reasons, what would drop it, and the route it takes."""

    tier = serializers.IntegerField()
    name = serializers.CharField()
    reasons = serializers.ListField(child=serializers.CharField())
    to_drop = serializers.ListField(child=serializers.CharField())
    route = RouteOut(many=True)


class CheckOut(serializers.Serializer[object]):
    """What the rules say about the draft."""

    revision = serializers.IntegerField()
    problems = serializers.ListField(child=serializers.DictField())
    findings = FindingOut(many=True)
    must_fix = serializers.IntegerField()
    passed = serializers.IntegerField()
    tier = TierOut(allow_null=True)


class ChangeOut(serializers.Serializer[object]):
    """One change since the live version, in words. `class` is additive, risky or destructive; `property_name` is null
    for an object as a whole."""

    id = serializers.CharField()
    area = serializers.CharField()
    object_id = serializers.CharField()
    kind = serializers.CharField()
    property = serializers.CharField(allow_null=True)
    property_name = serializers.SerializerMethodField()
    sentence = serializers.CharField()
    before = Json(allow_null=True)
    after = Json(allow_null=True)
    hash = serializers.CharField()

    def get_property_name(self, change: Mapping[str, str | None]) -> str | None:
        path = change["property"]
        return property_name(path) if path else None

    def get_fields(self) -> Fields:
        """Add `class`, which Python keeps for itself."""
        return {**super().get_fields(), "class": serializers.CharField()}


class PlanOut(serializers.Serializer[object]):
    """What happens to tables, in words and as statements; and which rows of imported sheets come with it."""

    sentences = serializers.ListField(child=serializers.CharField())
    statements = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.CharField())


class PreviewOut(CheckOut):
    """The submit page."""

    changes = ChangeOut(many=True)
    summary = serializers.CharField(allow_blank=True)
    plan = PlanOut(allow_null=True)
    can_submit = serializers.BooleanField()
    why_not = serializers.CharField(allow_null=True)
    open_submission = serializers.UUIDField(allow_null=True)


class AppShort(serializers.Serializer[object]):
    """The app a submission belongs to."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()


class VersionOut(serializers.Serializer[object]):
    """The frozen version under review."""

    id = serializers.UUIDField()
    number = serializers.IntegerField()
    digest = serializers.CharField()


class SubmissionShort(serializers.Serializer[object]):
    """A submission as lists show it. `state` as in governance.transitions."""

    id = serializers.UUIDField()
    app = AppShort()
    version = VersionOut()
    state = serializers.CharField()
    tier = serializers.IntegerField(allow_null=True)
    summary = serializers.CharField(allow_blank=True)
    submitted_by = PersonOut()
    submitted_at = serializers.DateTimeField()
    checked_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)


class SubmissionsOut(serializers.Serializer[object]):
    """Submissions, newest first; those to review heaviest tier first. `more` counts those that are not listed."""

    submissions = SubmissionShort(many=True)
    more = serializers.IntegerField()


class StopOut(RouteOut):
    """One stop of the route: who has given it, and how many are missing."""

    given = PersonOut(many=True)
    missing = serializers.IntegerField()


class CheckRunOut(serializers.Serializer[object]):
    """One check of the submission."""

    name = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=["waiting", "running", "passed", "failed"])
    detail = serializers.CharField(allow_blank=True)


class CommentOut(serializers.Serializer[object]):
    """A remark; `outdated` when the change it was about is gone, `number` the version it was made on."""

    id = serializers.UUIDField()
    target = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    by = PersonOut()
    at = serializers.DateTimeField()
    number = serializers.IntegerField()
    outdated = serializers.BooleanField()


class DecisionOut(serializers.Serializer[object]):
    """One decision, the role it was made in, and the version it was about by number and digest."""

    by = PersonOut()
    decision = serializers.CharField()
    comment = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()
    role = serializers.CharField(allow_blank=True)
    digest = serializers.CharField()
    number = serializers.IntegerField()


class CanOut(serializers.Serializer[object]):
    """What the reader may do with it."""

    approve = serializers.BooleanField()
    withdraw = serializers.BooleanField()
    comment = serializers.BooleanField()
    why_not = serializers.CharField(allow_null=True)


class SubmissionOut(serializers.Serializer[object]):
    """Everything the review page shows. `tier` is null until the checks have run.

    `earlier`: why versions before this one were sent back since one was last approved.
    """

    id = serializers.UUIDField()
    app = AppShort()
    version = VersionOut()
    state = serializers.CharField()
    summary = serializers.CharField(allow_blank=True)
    submitted_by = PersonOut()
    submitted_at = serializers.DateTimeField()
    checked_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    tier = TierOut(allow_null=True)
    route = StopOut(many=True)
    reasons = serializers.ListField(child=serializers.CharField())
    checks = CheckRunOut(many=True)
    findings = FindingOut(many=True)
    changes = ChangeOut(many=True)
    viewed = serializers.ListField(child=serializers.CharField())
    plan = PlanOut()
    before = Json(allow_null=True)
    after = Json(allow_null=True)
    live_digest = serializers.CharField(allow_blank=True)
    authors = PersonOut(many=True)
    comments = CommentOut(many=True)
    decisions = DecisionOut(many=True)
    earlier = DecisionOut(many=True)
    can = CanOut()


class WaitingOut(serializers.Serializer[object]):
    """One thing that waits for the reader."""

    kind = serializers.ChoiceField(choices=["review", "returned", "draft", "release"])
    title = serializers.CharField()
    words = serializers.CharField()
    url = serializers.CharField()
    since = serializers.DateTimeField()


class UsedAppOut(serializers.Serializer[object]):
    """A live app the reader may use."""

    title = serializers.CharField()
    summary = serializers.CharField(allow_blank=True)
    url = serializers.CharField()


class NewsOut(serializers.Serializer[object]):
    """What became of an app: `live`, people use it; `approved`, its deployment is under way or failed."""

    kind = serializers.ChoiceField(choices=["live", "approved"])
    app_id = serializers.UUIDField()
    title = serializers.CharField()
    number = serializers.IntegerField(allow_null=True)
    is_first = serializers.BooleanField()
    url = serializers.CharField()
    at = serializers.DateTimeField()
    approved_by = PersonOut(many=True)


class SavedForLaterOut(serializers.Serializer[object]):
    """A form the reader began and saved for later."""

    title = serializers.CharField()
    app_title = serializers.CharField()
    url = serializers.CharField()
    saved_at = serializers.DateTimeField()


class HomeOut(serializers.Serializer[object]):
    """The home page. News of the last 14 days and saved forms, newest first, at most 10 each."""

    waiting = WaitingOut(many=True)
    news = NewsOut(many=True)
    saved = SavedForLaterOut(many=True)
    apps = UsedAppOut(many=True)


class LiveShort(serializers.Serializer[object]):
    """The version people use."""

    number = serializers.IntegerField(allow_null=True)
    digest = serializers.CharField()
    at = serializers.DateTimeField(allow_null=True)
    url = serializers.CharField()


class OpenShort(serializers.Serializer[object]):
    """The submission that is not decided yet."""

    id = serializers.UUIDField()
    state = serializers.CharField()
    tier = serializers.IntegerField(allow_null=True)


class PortfolioAppOut(AppOut):
    """An app with what is live and what is under review."""

    live = LiveShort(allow_null=True)
    submission = OpenShort(allow_null=True)


class PortfolioOut(serializers.Serializer[object]):
    """The apps a person may see, last changed first."""

    apps = PortfolioAppOut(many=True)
