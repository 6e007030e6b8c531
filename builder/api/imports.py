"""Tables over HTTP: bring one, look again, make an app of it."""

from collections.abc import Iterable
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.person import signed_in
from accounts.selectors import home_workspace
from builder.api.serializers import AppOut, ImportOut, InspectionBody, PasteBody, TableBody
from builder.importers.tabular import BadCells, Kind, SheetChoice
from builder.selectors import upload_of
from builder.services.imports import (
    ColumnChoice,
    TableChoice,
    app_start_from_table,
    upload_inspect_again,
    upload_store,
)
from builder.services.portfolio import app_cards
from core.clock import now
from core.errors import Invalid
from core.http.endpoint import Endpoint, read, show
from core.http.json_parser import StrictJSONParser


class ImportsView(Endpoint):
    parser_classes = (StrictJSONParser, MultiPartParser)

    @extend_schema(
        operation_id="imports_create",
        request={
            "application/json": PasteBody,
            "multipart/form-data": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}},
        },
        responses={201: ImportOut},
        tags=["builder"],
    )
    def post(self, request: Request) -> Response:
        """Bring a table: a file as multipart `file`, or pasted cells as JSON. Answers with what the reader found."""
        actor = signed_in(request)
        name, chunks = _file(request) if request.FILES else _pasted(request)
        upload = upload_store(name=name, chunks=chunks, workspace=home_workspace(actor), actor=actor, now=now())
        return show(ImportOut, upload, status=201)


class ImportView(Endpoint):
    @extend_schema(operation_id="imports_show", responses=ImportOut, tags=["builder"])
    def get(self, request: Request, import_id: UUID) -> Response:
        """One's own upload."""
        return show(ImportOut, upload_of(signed_in(request), import_id))


class InspectionView(Endpoint):
    @extend_schema(operation_id="imports_inspect_again", request=InspectionBody, responses=ImportOut, tags=["builder"])
    def post(self, request: Request, import_id: UUID) -> Response:
        """Look again with another header row or other kinds."""
        body = read(InspectionBody, request)
        choices = [
            SheetChoice(sheet=one["sheet"], header_row=one["header_row"], kinds=_kinds(one.get("kinds", {})))
            for one in body["choices"]
        ]
        return show(ImportOut, upload_inspect_again(upload_id=import_id, choices=choices, actor=signed_in(request)))


class ImportAppView(Endpoint):
    @extend_schema(operation_id="imports_make_app", request=TableBody, responses={201: AppOut}, tags=["builder"])
    def post(self, request: Request, import_id: UUID) -> Response:
        """Make an app of one sheet. Its rows arrive with the first deployment."""
        actor = signed_in(request)
        body = read(TableBody, request)
        columns = [ColumnChoice(**{**column, "kind": Kind(column["kind"])}) for column in body["columns"]]
        choice = TableChoice(**{**body, "columns": columns, "bad_cells": BadCells(body["bad_cells"])})
        app = app_start_from_table(upload_id=import_id, choice=choice, actor=actor, now=now())
        return show(AppOut, app_cards([app], actor)[0], status=201)


def _file(request: Request) -> tuple[str, Iterable[bytes]]:
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise Invalid(detail="Send the table as the part named “file”.")
    return file.name or "table", file.chunks()


def _pasted(request: Request) -> tuple[str, list[bytes]]:
    body = read(PasteBody, request)
    return body["name"], [body["text"].encode()]


def _kinds(kinds: dict[str, str]) -> dict[int, Kind]:
    if not all(index.isdecimal() and len(index) < 6 for index in kinds):
        raise Invalid(detail='Kinds are given by the index of their column: {"2": "text"}.')
    return {int(index): Kind(kind) for index, kind in kinds.items()}
