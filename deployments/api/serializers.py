"""The shapes deployments answer with."""

from rest_framework import serializers


class ReleaseStepOut(serializers.Serializer[object]):
    key = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(choices=["waiting", "running", "done", "failed", "skipped"])
    seconds = serializers.FloatField(allow_null=True)
    log = serializers.ListField(child=serializers.CharField())


class ReleaseErrorOut(serializers.Serializer[object]):
    step = serializers.CharField()
    message = serializers.CharField()


class ReleaseAppOut(serializers.Serializer[object]):
    id = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()


class ReleaseSummaryOut(serializers.Serializer[object]):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    digest = serializers.CharField()
    state = serializers.ChoiceField(choices=["queued", "running", "live", "failed", "superseded"])
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    first_live_at = serializers.DateTimeField(allow_null=True)


class ReleaseCanOut(serializers.Serializer[object]):
    roll_back = serializers.BooleanField()
    activate = serializers.BooleanField()
    retry = serializers.BooleanField()


class MoveEffectsOut(serializers.Serializer[object]):
    """What people stop and start seeing, in sentences, before somebody confirms the move."""

    roll_back = serializers.ListField(child=serializers.CharField())
    activate = serializers.ListField(child=serializers.CharField())


class ReleaseOut(ReleaseSummaryOut):
    """A release with its steps. `live` is the release people use now; `previous` is where a roll back goes."""

    app = ReleaseAppOut()
    submission_id = serializers.UUIDField()
    steps = ReleaseStepOut(many=True)
    error = ReleaseErrorOut(allow_null=True)
    live = ReleaseSummaryOut(allow_null=True)
    live_digest = serializers.CharField(allow_null=True)
    live_url = serializers.CharField(allow_null=True)
    previous = ReleaseSummaryOut(allow_null=True)
    can = ReleaseCanOut()
    effects = MoveEffectsOut()


class ReleasesOut(serializers.Serializer[object]):
    releases = ReleaseSummaryOut(many=True)
