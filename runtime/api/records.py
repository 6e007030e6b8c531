"""The record API of a live app: parse, call, show."""

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from core.clock import now
from core.http.endpoint import Endpoint
from runtime.api.request import id_of, key_of, object_of, params_of, serving_of
from runtime.services.reading import people_options, record_get, record_history, record_list, record_options
from runtime.services.records import read_version, record_create, record_delete, record_update


class RecordsView(Endpoint):
    def get(self, request: Request, app: str, entity: str) -> Response:
        """A page of records, filtered, searched and sorted."""
        listed = record_list(serving_of(request, app), entity, params_of(request))
        return Response(
            {
                "results": listed.results,
                "next": listed.next,
                "previous": listed.previous,
                "count": {"value": listed.count, "exact": listed.count_is_exact},
            }
        )

    def post(self, request: Request, app: str, entity: str) -> HttpResponse:
        """Add a record; with an Idempotency-Key at most once."""
        answer = record_create(serving_of(request, app), entity, object_of(request), key=key_of(request), now=now())
        headers = {"Location": answer.location, "ETag": '"1"'}
        if answer.is_replayed:
            headers["Idempotency-Replayed"] = "true"
        return HttpResponse(answer.body, status=answer.status, content_type="application/json", headers=headers)


class RecordView(Endpoint):
    def get(self, request: Request, app: str, entity: str, record_id: str) -> Response:
        """One record."""
        record = record_get(serving_of(request, app), entity, id_of(record_id))
        return Response(record, headers={"ETag": f'"{record["version"]}"'})

    def patch(self, request: Request, app: str, entity: str, record_id: str) -> Response:
        """Change some values; If-Match names the version that was read."""
        serving, sent = serving_of(request, app), object_of(request)
        version = read_version(request.headers.get("If-Match"), is_required=True)
        record = record_update(serving, entity, id_of(record_id), sent, version=version, now=now())
        return Response(record, headers={"ETag": f'"{record["version"]}"'})

    def delete(self, request: Request, app: str, entity: str, record_id: str) -> Response:
        """Mark a record as deleted."""
        serving = serving_of(request, app)
        version = read_version(request.headers.get("If-Match"), is_required=False)
        record_delete(serving, entity, id_of(record_id), version=version, now=now())
        return Response(status=204)


class HistoryView(Endpoint):
    def get(self, request: Request, app: str, entity: str, record_id: str) -> Response:
        """What happened to a record, newest first."""
        return Response({"results": record_history(serving_of(request, app), entity, id_of(record_id))})


class OptionsView(Endpoint):
    def get(self, request: Request, app: str, entity: str) -> Response:
        """Records a link may lead to."""
        text = params_of(request).get("q", "")
        return Response({"results": record_options(serving_of(request, app), entity, text)})


class AppPeopleView(Endpoint):
    def get(self, request: Request, app: str) -> Response:
        """People a person field may name."""
        return Response({"results": people_options(serving_of(request, app), params_of(request).get("q", ""))})
