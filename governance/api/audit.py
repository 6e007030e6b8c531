"""The audit log over HTTP, and its screen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.person import signed_in
from core.errors import ErrorAt, Invalid
from core.http.endpoint import Endpoint, show
from core.http.pages import page
from governance.api.serializers import PersonOut
from governance.services.audit import (
    AuditFilter,
    audit_chain,
    audit_page,
    auditable_workspace,
)
from governance.services.audit_words import WORDINGS, Area

_LAST_POSITION = 2**63 - 1


class AuditQuery(serializers.Serializer[object]):
    """The filters in the address. Moments without a zone are UTC; a bare date is its midnight."""

    person = serializers.UUIDField(required=False)
    system = serializers.BooleanField(required=False, help_text="Only what no person did. Not together with person.")
    kind = serializers.ChoiceField(choices=sorted(WORDINGS), required=False)
    since = serializers.DateTimeField(required=False, help_text="At this moment or later.")
    until = serializers.DateTimeField(required=False, help_text="Before this moment.")
    before = serializers.IntegerField(
        required=False, min_value=1, max_value=_LAST_POSITION, help_text="`older` of the page before."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("system") and attrs.get("person"):
            raise serializers.ValidationError({"system": "Ask for a person or for the system, not for both."})
        if "since" in attrs and "until" in attrs and attrs["since"] >= attrs["until"]:
            raise serializers.ValidationError({"until": "The end lies before the beginning."})
        return attrs


class AuditObjectOut(serializers.Serializer[object]):
    kind = serializers.ChoiceField(choices=["app", "submission", "release"])
    title = serializers.CharField()
    url = serializers.CharField(allow_null=True)


class AuditEntryOut(serializers.Serializer[object]):
    number = serializers.IntegerField()
    at = serializers.DateTimeField()
    name = serializers.CharField()
    who = PersonOut(allow_null=True)
    system = serializers.BooleanField()
    sentence = serializers.CharField()
    object = AuditObjectOut(allow_null=True)
    digest = serializers.CharField(allow_blank=True)


class AuditKindOut(serializers.Serializer[object]):
    name = serializers.CharField()
    title = serializers.CharField()
    area = serializers.ChoiceField(choices=[area.value for area in Area])


class AuditOut(serializers.Serializer[object]):
    entries = AuditEntryOut(many=True)
    older = serializers.IntegerField(allow_null=True)
    people = PersonOut(many=True)
    kinds = AuditKindOut(many=True)


class AuditChainOut(serializers.Serializer[object]):
    first = serializers.IntegerField()
    last = serializers.IntegerField()
    broken_at = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)


class AuditView(Endpoint):
    @extend_schema(operation_id="audit", parameters=[AuditQuery], responses=AuditOut, tags=["governance"])
    def get(self, request: Request) -> Response:
        """The log of the person's workspace in words, newest first, 50 entries a page."""
        found = audit_page(actor=signed_in(request), wanted=_wanted(request))
        kinds = [{"name": name, "title": words.label, "area": words.area} for name, words in WORDINGS.items()]
        body = {"entries": found.entries, "older": found.older, "people": found.people, "kinds": kinds}
        return show(AuditOut, body)


class AuditChainView(Endpoint):
    @extend_schema(operation_id="audit_chain", responses=AuditChainOut, tags=["governance"])
    def get(self, request: Request) -> Response:
        """How far the hash chain of the workspace's log holds; the newest 5,000 entries are walked."""
        return show(AuditChainOut, audit_chain(actor=signed_in(request)))


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """S21: the audit log. Raises Forbidden."""
    auditable_workspace(signed_in(request))
    return page(request, entry="studio", title="Audit", data={"screen": "audit"})


def _wanted(request: Request) -> AuditFilter:
    """The filters of the address. Raises Invalid for unknown, repeated or unreadable ones."""
    asked = request.query_params
    known = AuditQuery().fields
    wrong = [
        ErrorAt(pointer=f"/{name}", code=code, message=message)
        for name, values in sorted(asked.lists())
        for is_wrong, code, message in (
            (name not in known, "unknown-key", "This filter is not known here."),
            (len(values) > 1, "repeated-key", "Give this filter once."),
        )
        if is_wrong
    ]
    if wrong:
        raise Invalid(detail="Correct the filters in the address.", errors=tuple(wrong))
    query = AuditQuery(data=asked.dict())
    query.is_valid(raise_exception=True)
    return AuditFilter(**query.validated_data)
