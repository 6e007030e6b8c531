"""The record API of a live app: parse, call, show."""

from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.response import Response

from core.clock import now
from core.http.endpoint import Endpoint
from core.http.lane import JSON, json_answer, lane
from runtime.api.request import id_of, key_of, object_of, params_of, serving_of
from runtime.services.reading import people_options, record_get, record_history, record_list, record_options
from runtime.services.records import read_version, record_create, record_delete, record_update


def _list(request: HttpRequest, app: str, entity: str) -> HttpResponse:
    """A page of records, filtered, searched and sorted."""
    listed = record_list(serving_of(request, app), entity, params_of(request))
    return json_answer(
        {
            "results": listed.results,
            "next": listed.next,
            "previous": listed.previous,
            "count": {"value": listed.count, "exact": listed.count_is_exact},
        }
    )


def _add(request: HttpRequest, app: str, entity: str) -> HttpResponse:
    """Add a record; with an Idempotency-Key at most once."""
    serving, sent = serving_of(request, app), object_of(request)
    answer = record_create(serving, entity, sent, key=key_of(request), now=now())
    headers = {"Location": answer.location, "ETag": '"1"'}
    if answer.is_replayed:
        headers["Idempotency-Replayed"] = "true"
    return HttpResponse(answer.body, status=answer.status, content_type=JSON, headers=headers)


def _one(request: HttpRequest, app: str, entity: str, record_id: str) -> HttpResponse:
    """One record."""
    record = record_get(serving_of(request, app), entity, id_of(record_id))
    return json_answer(record, headers={"ETag": f'"{record["version"]}"'})


def _change(request: HttpRequest, app: str, entity: str, record_id: str) -> HttpResponse:
    """Change some values; If-Match names the version that was read."""
    serving, sent = serving_of(request, app), object_of(request)
    version = read_version(request.headers.get("If-Match"), is_required=True)
    record = record_update(serving, entity, id_of(record_id), sent, version=version, now=now())
    return json_answer(record, headers={"ETag": f'"{record["version"]}"'})


def _delete(request: HttpRequest, app: str, entity: str, record_id: str) -> HttpResponse:
    """Mark a record as deleted."""
    serving = serving_of(request, app)
    version = read_version(request.headers.get("If-Match"), is_required=False)
    record_delete(serving, entity, id_of(record_id), version=version, now=now())
    return HttpResponse(status=204)


records_view = lane({"GET": _list, "POST": _add})
record_view = lane({"GET": _one, "PATCH": _change, "DELETE": _delete})


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
