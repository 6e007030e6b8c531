"""The description of the export endpoints of an entity."""

from definition.json_types import JsonObject, JsonValue
from runtime.records.access import Rights
from runtime.records.sheets.columns import sources_for
from runtime.records.sheets.formats import FORMATS
from runtime.tables.build import EntityTable

Json = dict[str, JsonValue]
_TEXT: JsonObject = {"type": "string"}
_COUNT: JsonObject = {"type": "integer", "minimum": 0}
_ID: JsonObject = {"name": "export", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}


def export_paths(base: str, table: EntityTable, rights: Rights) -> Json:
    """Paths below `base` ("/api/a/<app>/<entity>/"), none for who may not read the entity."""
    if rights.on(table.entity.key).read == "none":
        return {}
    key = table.entity.key
    return {
        f"{base}exports/": _collection(table, rights),
        f"{base}exports/{{export}}/": {
            "parameters": [_ID],
            "get": _operation(f"get_export_of_{key}", "How far an export is", {"200": _SHOWN}, "403", "404"),
            "delete": _operation(
                f"drop_export_of_{key}",
                "Cancel an export, or remove its file",
                {"204": {"description": "Cancelled"}},
                *("403", "404"),
            ),
        },
        f"{base}exports/{{export}}/file/": {
            "parameters": [_ID],
            "get": _operation(
                f"download_export_of_{key}",
                "The finished file, for 24 hours",
                {"200": _file()},
                *("403", "404", "409"),
            ),
        },
    }


def _collection(table: EntityTable, rights: Rights) -> Json:
    plural, key = table.entity.label_plural, table.entity.key
    results: JsonObject = {"type": "array", "items": {"$ref": "#/components/schemas/Export"}}
    page: JsonObject = {"type": "object", "required": ["results"], "properties": {"results": results}}
    body: JsonObject = {"required": True, "content": {"application/json": {"schema": _asked(table, rights)}}}
    begun: Json = {"202": _SHOWN, "200": _SHOWN}
    summary = f"Begin to write {plural} into a file; the same asked twice at once is one export"
    return {
        "get": _operation(
            f"list_exports_of_{key}",
            f"Your exports of {plural} of the last day, newest first",
            {"200": _answer(page)},
            *("403", "404"),
        ),
        "post": {
            **_operation(f"export_{key}", summary, begun, *("400", "403", "404", "429")),
            "requestBody": body,
        },
    }


def _operation(name: str, summary: str, answers: JsonObject, *refused: str) -> Json:
    return {"operationId": name, "summary": summary, "responses": {**answers, **_refusals(*refused)}}


def export_schema() -> Json:
    """What the endpoints say about one export."""
    moment: JsonObject = {"type": "string", "format": "date-time"}
    properties: Json = {
        "id": {"type": "string", "format": "uuid"},
        "state": {"type": "string", "enum": ["waiting", "running", "ready", "failed"]},
        "name": _TEXT,
        "format": {"type": "string", "enum": list(FORMATS)},
        "format_name": _TEXT,
        "rows": {**_COUNT, "description": "Records written so far."},
        "rows_expected": _or_null(_COUNT),
        "size": {**_or_null(_COUNT), "description": "Bytes of the finished file."},
        "cut": {**_COUNT, "description": "Texts that were longer than a cell of the file may be."},
        "message": {**_TEXT, "description": "Why it failed, in words."},
        "asked_at": moment,
        "kept_until": _or_null(moment),
        "file": {**_or_null(_TEXT), "description": "Where the finished file is."},
    }
    return {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": False}


def _asked(table: EntityTable, rights: Rights) -> Json:
    columns: JsonObject = {"type": "string", "enum": [source.key for source in sources_for(rights, table)]}
    return {
        "type": "object",
        "required": ["format", "columns"],
        "additionalProperties": False,
        "properties": {
            "format": {"type": "string", "enum": list(FORMATS)},
            "columns": {**_or_null({"type": "array", "minItems": 1, "items": columns}), "description": "null: all."},
            "filters": {
                "type": "object",
                "additionalProperties": _TEXT,
                "description": "The parameters of the list that choose records: q and filters.",
            },
        },
    }


def _or_null(schema: JsonObject) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _file() -> Json:
    return {"description": "The file", "content": {chosen.mime: {"schema": {}} for chosen in FORMATS.values()}}


def _answer(schema: JsonObject) -> Json:
    return {"description": "Done", "content": {"application/json": {"schema": schema}}}


def _refusals(*statuses: str) -> Json:
    schema: JsonObject = {"$ref": "#/components/schemas/Problem"}
    problem: JsonObject = {"description": "Refused", "content": {"application/problem+json": {"schema": schema}}}
    return dict.fromkeys((*statuses, "401"), problem)


_SHOWN = _answer({"$ref": "#/components/schemas/Export"})
