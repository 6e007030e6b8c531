"""Taking records out of a live app as a file: parse, call, show."""

from django.http import FileResponse
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.clock import now
from core.http.endpoint import Endpoint, read
from definition.json_types import JsonValue
from runtime.api.request import id_of, serving_of
from runtime.fieldtypes.datetime import show_moment
from runtime.models import ExportState, RecordExport
from runtime.services.exports import (
    KEPT,
    MOST_QUESTIONS,
    Wanted,
    export_drop,
    export_fetch,
    export_get,
    export_list,
    export_start,
    file_name,
    format_of,
)
from runtime.services.serving import Serving


class ExportBody(serializers.Serializer[object]):
    format = serializers.CharField(max_length=8)
    columns = serializers.ListField(child=serializers.CharField(max_length=40), allow_null=True, max_length=500)
    filters = serializers.DictField(child=serializers.CharField(max_length=5_000), required=False)

    def validate_filters(self, value: dict[str, str]) -> dict[str, str]:
        if len(value) > MOST_QUESTIONS:
            raise serializers.ValidationError(f"At most {MOST_QUESTIONS} filters can be asked for at once.")
        return value


class ExportsView(Endpoint):
    def get(self, request: Request, app: str, entity: str) -> Response:
        """This person's exports of the last day, newest first."""
        serving = serving_of(request, app)
        found = export_list(serving, entity, now=now())
        return Response({"results": [_shown(serving, entity, export) for export in found]})

    def post(self, request: Request, app: str, entity: str) -> Response:
        """Begin to write records into a file; the same asked twice at once is one export."""
        serving, body = serving_of(request, app), read(ExportBody, request)
        wanted = Wanted(format=body["format"], columns=body["columns"], question=body.get("filters", {}))
        asked = export_start(serving, entity, wanted, now=now())
        headers = {"Location": _address(serving, entity, asked.export)}
        return Response(_shown(serving, entity, asked.export), status=202 if asked.is_new else 200, headers=headers)


class ExportView(Endpoint):
    def get(self, request: Request, app: str, entity: str, export_id: str) -> Response:
        """How far an export is."""
        serving = serving_of(request, app)
        return Response(_shown(serving, entity, export_get(serving, entity, id_of(export_id))))

    def delete(self, request: Request, app: str, entity: str, export_id: str) -> Response:
        """Cancel an export, or remove its file."""
        export_drop(serving_of(request, app), entity, id_of(export_id))
        return Response(status=204)


class ExportFileView(Endpoint):
    def get(self, request: Request, app: str, entity: str, export_id: str) -> FileResponse:
        """Download the finished file."""
        fetched = export_fetch(serving_of(request, app), entity, id_of(export_id), now=now())
        response = FileResponse(fetched.content, as_attachment=True, filename=fetched.name, content_type=fetched.mime)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        response.headers["Cache-Control"] = "private, no-store"
        return response


def _address(serving: Serving, entity: str, export: RecordExport) -> str:
    return f"/api/a/{serving.app.key}/{entity}/exports/{export.pk}/"


def _shown(serving: Serving, entity: str, export: RecordExport) -> dict[str, JsonValue]:
    is_ready = export.state == ExportState.READY
    return {
        "id": str(export.pk),
        "state": export.state,
        "name": file_name(serving.table(entity), export),
        "format": export.format,
        "format_name": format_of(export).name,
        "rows": export.rows_done,
        "rows_expected": export.rows_total,
        "size": export.size if is_ready else None,
        "cut": export.cut_count,
        "message": export.message,
        "asked_at": show_moment(export.asked_at),
        "kept_until": show_moment(export.ended_at + KEPT) if export.ended_at else None,
        "file": f"{_address(serving, entity, export)}file/" if is_ready else None,
    }
