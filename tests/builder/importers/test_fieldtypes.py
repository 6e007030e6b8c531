"""What an import converts is what a live table stores: every value is accepted unchanged by its field kind."""

from pathlib import Path

from builder.importers.tabular.model import ColumnPlan, Kind
from definition.json_types import JsonObject
from runtime.fieldtypes import KINDS
from tests.builder.importers.tables import plan_of

TABLE = """name|note|mail|phone|site|count|cost|share|day|at|begin|paid|state
Ann|{long}|a@example.com|020 7215 5000|www.example.com|1,234.50|£5|12.5%|3/4/2020|3/4/2020 10:15|9:30|yes|open
Bo|short|b@example.com|+44 20 7215|https://example.org/x|.5|€7.25|100%|13/4/2020|13/4/2020 23:59:59|17:45|no|closed
Cy||c@example.com|01904 12345|https://example.net|1e3|(£3.50)|0%|1 May 2020|2020-05-01T00:30+02:00|0:00|yes|open
"""


def settings_of(column: ColumnPlan) -> JsonObject:
    if column.options:
        return {"options": [{"key": option.key, "label": option.label} for option in column.options]}
    return {"currencies": list(column.parse.currencies)} if column.kind is Kind.MONEY else {}


def test_converted_values_are_accepted_unchanged(tmp_path: Path) -> None:
    rows = TABLE.format(long="word " * 40).splitlines()
    plan = plan_of(tmp_path, "\n".join([rows[0], *rows[1:] * 3]) + "\n")
    kinds = [column.kind for column in plan.columns]

    assert kinds[1:] == [
        Kind.TEXTAREA,
        Kind.EMAIL,
        Kind.PHONE,
        Kind.URL,
        Kind.NUMBER,
        Kind.MONEY,
        Kind.PERCENT,
        Kind.DATE,
        Kind.DATETIME,
        Kind.TIME,
        Kind.YESNO,
        Kind.CHOICE,
    ]
    for column in plan.columns:
        kind, settings = KINDS.get(column.kind.value), settings_of(column)
        for row in plan.preview:
            value = row.values[column.key]
            stored = dict(value) if isinstance(value, dict) else value
            assert kind.clean(stored, settings) == value
