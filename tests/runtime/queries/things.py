"""A table with columns of every kind, rows to ask about, and both answers: the evaluator's and the database's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import cast
from uuid import UUID

from django.db import models

from core.ids import new_id
from definition.expressions import (
    BOOL,
    DATE,
    DATETIME,
    NUMBER,
    RECORD,
    STRING,
    Ast,
    Context,
    EvaluationError,
    Type,
    Value,
    evaluate,
    list_of,
    record_of,
    truthy,
)
from definition.json_types import JsonValue
from definition.queries import Reading, Scalar, columns_of, condition_of, value_of
from definition.queries.terms import TRUE, Form
from runtime.queries.rendering import term_sql
from runtime.rules import variable
from runtime.services.serving import releases
from runtime.tables.build import EntityTable
from tests.runtime.live import Json, deploy, document, field
from tests.world import NOON, World

KINDS: Mapping[str, tuple[str, int, Type]] = {
    "n": ("number", 6, NUMBER),
    "m": ("money", 2, NUMBER),
    "p": ("percent", 1, NUMBER),
    "r": ("rating", 2, NUMBER),
    "t": ("text", 6, STRING),
    "a": ("textarea", 1, STRING),
    "o": ("select", 1, STRING),
    "c": ("time", 1, STRING),
    "u": ("person", 2, STRING),
    "d": ("date", 4, DATE),
    "w": ("datetime", 4, DATETIME),
    "b": ("yesno", 4, BOOL),
    "l": ("choices", 2, list_of(STRING)),
    "f": ("file", 1, list_of(RECORD)),
}
OPTIONS = [{"key": key, "label": key.upper()} for key in ("a", "b", "c")]
PERSON = UUID("0198c0de-0000-7000-8000-00000000000a")
OTHER = UUID("0198c0de-0000-7000-8000-00000000000b")
ME: Mapping[str, Value] = {"id": str(PERSON), "name": "Ada", "email": "ada@example.org"}
CONSTANTS: Mapping[str, Value] = {"me": ME}
ENVIRONMENT: Mapping[str, Type] = {
    **{f"{letter}{i}": type_ for letter, (_kind, count, type_) in KINDS.items() for i in range(count)},
    "me": record_of({"id": STRING, "name": STRING, "email": STRING}),
}
FIELDS: Mapping[str, str] = {f"{letter}{i}": kind for letter, (kind, n, _type) in KINDS.items() for i in range(n)}
TEXTS = (
    "",
    "a",
    "A",
    "b",
    "ab",
    "Äa",
    "ß",
    "😀",
    "x y",
    " x ",
    "true",
    "1",
    "%",
    "_a",
    "\\",
    "'",
    "10",
    "é",
    "zz",
    "Z",
)
NUMBERS = (
    "0",
    "1",
    "-1",
    "2",
    "3",
    "7",
    "0.5",
    "0.1",
    "-2.5",
    "100",
    "12.345",
    "99999999999.9999",
    "123456789012345",
    "-123456789012345",
    "0.0000000001",
    "33333.3333333333",
    "1.005",
    "2.675",
)
DATES = ("2026-01-31", "2026-02-28", "2024-02-29", "1999-12-31", "2026-11-21", "1000-01-01", "9999-12-31")
MOMENTS = (
    "2026-11-21T10:00:00Z",
    "2026-11-20T23:59:59Z",
    "1969-12-31T23:59:59Z",
    "9999-12-31T23:59:59Z",
    "1000-01-01T00:00:00Z",
)


def app() -> Json:
    fields = {}
    for position, (key, kind) in enumerate(FIELDS.items()):
        settings = {"options": OPTIONS, "other": True} if kind in ("select", "choices") else {}
        fields[f"fld_{key}"] = field("ent_thing", key, kind, f"{position:03d}1", settings=settings)
    entity = {"key": "thing", "label": "Thing", "label_plural": "Things", "title_field": "fld_t0", "order": "a0"}
    role = {"key": "staff", "label": "Everybody", "audience": "workspace", "order": "a0"}
    grant = {
        "role": "rol_staff",
        "entity": "ent_thing",
        "create": True,
        "read": "all",
        "update": "all",
        "delete": "all",
    }
    page = {"key": "add", "kind": "form", "entity": "ent_thing", "title": "Add", "order": "a0", "settings": {}}
    return document(
        entities={"ent_thing": entity},
        fields=fields,
        pages={"pag_add": page},
        nodes={f"nod_{name[4:]}": _shown(name, fields[name]) for name in fields},
        roles={"rol_staff": role},
        grants={"gra_staff": grant},
    )


def _shown(name: str, of: Json) -> Json:
    node: Json = {"page": "pag_add", "parent": None, "component": f"{of['kind']}@1", "props": {}}
    return {**node, "field": name, "order": of["order"]}


def made(world: World) -> EntityTable:
    deployed = deploy(world.workspace, app())
    return releases.get(deployed.live_release_id).tables.entities["thing"]


Values = Mapping[str, JsonValue]


def store(table: EntityTable, rows: Iterable[Values]) -> dict[UUID, Values]:
    """Rows as they are given, not cleaned: a text may be empty here."""
    stored = {new_id(): values for values in rows}
    models_ = []
    for id_, values in stored.items():
        columns = {name: value for c in table.fields for name, value in c.to_row(values.get(c.field.key)).items()}
        system = {"created_at": NOON, "updated_at": NOON, "version": 1, "release_digest": "x"}
        models_.append(table.model(id=id_, **system, **columns))
    table.model._default_manager.bulk_create(models_)
    return stored


def random_rows(random: Random, count: int) -> list[Values]:
    return [{key: random_value(random, kind) for key, kind in FIELDS.items()} for _ in range(count)]


def random_value(random: Random, kind: str) -> JsonValue:
    if random.random() < 0.15:
        return None
    choices: Mapping[str, Sequence[JsonValue]] = {
        "number": NUMBERS,
        "percent": ("0", "0.5", "1", "0.125"),
        "rating": (1, 2, 3, 5),
        "textarea": TEXTS,
        "text": TEXTS,
        "money": (
            {"amount": "0", "currency": "EUR"},
            {"amount": "12.50", "currency": "EUR"},
            {"amount": "-99999999999.99", "currency": "EUR"},
        ),
        "select": ("a", "b", "other"),
        "time": ("00:00", "09:30", "23:59"),
        "person": (str(PERSON), str(OTHER)),
        "date": DATES,
        "datetime": MOMENTS,
        "yesno": (True, False),
        "choices": (["a"], ["a", "b"], ["1", "ß"], ["'"]),
        "file": ([{"id": str(OTHER), "name": "x"}],),
    }
    return random.choice(choices[kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """yes, no or error as a condition; the value or error as a value. None where the expression is no condition."""

    holds: str
    value: object


def by_evaluator(ast: Ast, values: Values, now: datetime = NOON, constants: Mapping[str, Value] = CONSTANTS) -> Answer:
    variables = {key: variable(FIELDS[key], value) for key, value in values.items()}
    context = Context(variables={**variables, **constants}, now=now)
    try:
        value = evaluate(ast, context)
    except EvaluationError:
        return Answer(holds="error", value="error")
    return Answer(holds="yes" if isinstance(value, bool | None) and truthy(value) else "no", value=value)


def by_database(
    table: EntityTable,
    ast: Ast,
    now: datetime = NOON,
    constants: Mapping[str, Value] = CONSTANTS,
    *,
    is_condition: bool,
) -> dict[UUID, Answer]:
    """One query for all rows. Raises NotInSql."""
    reading = Reading(columns=columns_of(table.entity), constants=constants, now=now)
    attributes = {key: columns.attribute for key, columns in table.by_key.items()}
    scalar = value_of(ast, reading)
    outputs = {
        "found": term_sql(scalar.term, attributes, cast("models.Field[object, object]", models.Field())),
        "works": term_sql(scalar.ok or TRUE, attributes),
    }
    if is_condition:
        condition = condition_of(ast, reading)
        outputs |= {"yes": term_sql(condition.yes, attributes), "no": term_sql(condition.no, attributes)}
        filtered = set(table.rows().filter(outputs["yes"]).values_list("pk", flat=True))
    rows = table.rows().annotate(**outputs).values("id", *outputs)
    answers = {}
    for row in rows:
        holds = "no"
        if is_condition:
            assert not (row["yes"] and row["no"])
            holds = "yes" if row["yes"] else "no" if row["no"] else "error"
            assert (row["id"] in filtered) == (holds == "yes")
        value = read(scalar, row["found"]) if row["works"] else "error"
        answers[row["id"]] = Answer(holds=holds, value=value)
    return answers


def read(scalar: Scalar, raw: object) -> object:
    """A raw value of either database as the evaluator holds it."""
    if raw is None:
        return None
    text = str(raw)
    if scalar.form is Form.NUMBER:
        return Decimal(text) if not isinstance(raw, float) else Decimal(f"{raw:.15g}")
    if scalar.form is Form.BOOL:
        return bool(raw)
    if scalar.form is Form.DATE:
        return date.fromisoformat(text)
    if scalar.form is Form.MOMENT:
        moment = datetime.fromisoformat(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    if scalar.form is Form.DURATION:
        return timedelta(microseconds=int(Decimal(text)))
    if scalar.form is Form.ID:
        return str(UUID(text))
    return text[:5] if scalar.form is Form.CLOCK else raw
