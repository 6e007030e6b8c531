"""The OpenAPI 3.1 description of one live app, made from what this person may do in it."""

from definition.compiled import CompiledField
from definition.json_types import JsonObject, JsonValue
from runtime.records.access import EntityRights
from runtime.services.openapi_exports import export_paths, export_schema
from runtime.services.serving import Serving
from runtime.tables.build import EntityTable, FieldColumns

Json = dict[str, JsonValue]
_PROBLEM: JsonObject = {"$ref": "#/components/schemas/Problem"}
_ID: JsonObject = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
_VERSION: JsonObject = {
    "name": "If-Match",
    "in": "header",
    "description": "The version you read, in quotes, or * for any.",
    "schema": {"type": "string"},
}


def openapi_of(serving: Serving) -> Json:
    """The record endpoints this person may call. Entities they have no right on do not occur."""
    info = serving.ready.compiled.info
    paths: Json = {}
    schemas: Json = {"Problem": _problem_schema(), "Export": export_schema()}
    for table in serving.ready.tables.entities.values():
        rights = serving.rights.on(table.entity.key)
        if rights.is_nothing:
            continue
        name = _name(table)
        schemas[f"{name}Input"] = _input_schema(table)
        schemas[name] = _record_schema(table)
        base = f"/api/a/{serving.app.key}/{table.entity.key}/"
        paths[base] = _collection(table, rights, name)
        item = _item(table, rights, name)
        if item:
            paths[f"{base}{{id}}/"] = {"parameters": [_ID], **item}
            paths[f"{base}{{id}}/history/"] = {"parameters": [_ID], "get": _history(table)}
        paths.update(export_paths(base, table, serving.rights))
    return {
        "openapi": "3.1.0",
        "info": {"title": info.title, "version": serving.ready.digest[:12], "description": info.summary},
        "servers": [{"url": "/"}],
        "security": [{"session": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "session"}},
        },
    }


def _name(table: EntityTable) -> str:
    return "".join(part.capitalize() for part in table.entity.key.split("_"))


def _collection(table: EntityTable, rights: EntityRights, name: str) -> Json:
    found: Json = {}
    if rights.read != "none":
        found["get"] = {
            "operationId": f"list_{table.entity.key}",
            "summary": f"A page of {table.entity.label_plural}",
            "parameters": [*_list_parameters(table)],
            "responses": {"200": _answer(_page_schema(name)), **_refusals("400")},
        }
    if rights.create:
        found["post"] = {
            "operationId": f"create_{table.entity.key}",
            "summary": f"Add a {table.entity.label}",
            "parameters": [_query("Idempotency-Key", {"type": "string", "format": "uuid"}, place="header")],
            "requestBody": _body(f"{name}Input"),
            "responses": {"201": _answer({"$ref": f"#/components/schemas/{name}"}), **_refusals("400", "409", "422")},
        }
    return found


def _item(table: EntityTable, rights: EntityRights, name: str) -> Json:
    found: Json = {}
    record: JsonObject = {"$ref": f"#/components/schemas/{name}"}
    if rights.read == "none":
        return found
    found["get"] = {
        "operationId": f"get_{table.entity.key}",
        "summary": f"One {table.entity.label}",
        "responses": {"200": _answer(record), **_refusals("404")},
    }
    if rights.update != "none":
        found["patch"] = {
            "operationId": f"change_{table.entity.key}",
            "summary": f"Change some values of a {table.entity.label}",
            "parameters": [{**_VERSION, "required": True}],
            "requestBody": _body(f"{name}Input"),
            "responses": {"200": _answer(record), **_refusals("400", "403", "404", "412")},
        }
    if rights.delete != "none":
        found["delete"] = {
            "operationId": f"delete_{table.entity.key}",
            "summary": f"Delete a {table.entity.label}",
            "parameters": [_VERSION],
            "responses": {"204": {"description": "Deleted"}, **_refusals("403", "404", "412")},
        }
    return found


def _history(table: EntityTable) -> Json:
    entries: JsonObject = {"type": "array", "items": {"type": "object"}}
    schema: JsonObject = {"type": "object", "required": ["results"], "properties": {"results": entries}}
    return {
        "operationId": f"history_of_{table.entity.key}",
        "summary": f"What happened to a {table.entity.label}, newest first",
        "responses": {"200": _answer(schema), **_refusals("404")},
    }


def _list_parameters(table: EntityTable) -> list[JsonValue]:
    sorts = [columns.field.key for columns in table.fields if columns.kind.is_sortable] + ["created_at", "updated_at"]
    parameters: list[JsonValue] = [
        _query("q", {"type": "string", "maxLength": 200}),
        _query("sort", {"type": "string", "enum": [sign + key for key in sorts for sign in ("", "-")]}),
        _query("page_size", {"type": "integer", "minimum": 1, "maximum": 100, "default": 25}),
        _query("cursor", {"type": "string"}),
    ]
    for columns in table.fields:
        for operator in sorted(columns.kind.operators):
            suffix = "" if operator == "eq" else f"__{operator.value}"
            parameters.append(_query(f"{columns.field.key}{suffix}", {"type": "string"}))
    return parameters


def _record_schema(table: EntityTable) -> Json:
    moment: JsonObject = {"type": "string", "format": "date-time"}
    person: JsonObject = {"type": ["string", "null"], "format": "uuid"}
    label: JsonObject = {"type": ["string", "null"]}
    properties: Json = {
        "id": {"type": "string", "format": "uuid"},
        "created_at": moment,
        "created_by": person,
        "created_by__label": label,
        "updated_at": moment,
        "updated_by": person,
        "version": {"type": "integer", "minimum": 1},
    }
    for columns in table.fields:
        properties[columns.field.key] = _nullable(columns)
        if columns.field.kind in ("record", "person"):
            properties[f"{columns.field.key}__label"] = label
    return {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": False}


def _input_schema(table: EntityTable) -> Json:
    """No key is required here: a rule may hide a required field, and a default may answer it."""
    entered = [columns for columns in table.fields if columns.field.kind != "calc"]
    properties: Json = {columns.field.key: _nullable(columns) for columns in entered}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _nullable(columns: FieldColumns) -> Json:
    schema = columns.kind.json_schema(columns.settings)
    return {"anyOf": [schema, {"type": "null"}], "title": columns.field.label, **_described(columns.field)}


def _described(field: CompiledField) -> Json:
    return {"description": field.help} if field.help else {}


def _page_schema(name: str) -> Json:
    cursor: JsonObject = {"type": ["string", "null"]}
    count: JsonObject = {
        "type": "object",
        "required": ["value", "exact"],
        "properties": {"value": {"type": "integer"}, "exact": {"type": "boolean"}},
    }
    properties: JsonObject = {
        "results": {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}},
        "next": cursor,
        "previous": cursor,
        "count": count,
    }
    return {"type": "object", "required": ["results", "next", "previous", "count"], "properties": properties}


def _problem_schema() -> Json:
    text: JsonObject = {"type": "string"}
    error: JsonObject = {"type": "object", "properties": {"pointer": text, "code": text, "message": text}}
    properties: JsonObject = {
        "type": text,
        "title": text,
        "status": {"type": "integer"},
        "code": text,
        "detail": text,
        "errors": {"type": "array", "items": error},
    }
    return {"type": "object", "required": ["type", "title", "status", "code", "detail"], "properties": properties}


def _query(name: str, schema: JsonObject, *, place: str = "query") -> Json:
    return {"name": name, "in": place, "schema": schema}


def _body(name: str) -> Json:
    return {"required": True, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def _answer(schema: JsonObject) -> Json:
    return {"description": "Done", "content": {"application/json": {"schema": schema}}}


def _refusals(*statuses: str) -> Json:
    problem: JsonObject = {"description": "Refused", "content": {"application/problem+json": {"schema": _PROBLEM}}}
    return dict.fromkeys((*statuses, "401"), problem)
