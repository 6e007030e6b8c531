"""What going live does to the data: the tables that change, and the rows of a spreadsheet that come with it."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from builder.selectors import tables_of
from core.errors import JsonValue
from definition.compiled import CompiledApp
from definition.json_types import JsonObject
from runtime.selectors import rows_loaded_of
from runtime.services.plans import data_plan


def plan_of(artefact: JsonObject, app_id: UUID) -> Mapping[str, JsonValue]:
    """The data plan with the sentences and statements for tables, and `rows`, a sentence per sheet still to load."""
    return {**data_plan(artefact, app_id).to_json(), "rows": list(_rows(artefact, app_id))}


def _rows(artefact: JsonObject, app_id: UUID) -> Iterator[str]:
    """Rows arrive with the first version that has their table; a sheet whose table is not in this one says nothing."""
    names = {entity.id: entity.label_plural for entity in CompiledApp.from_json(artefact).entities}
    done = rows_loaded_of(app_id)
    for table in tables_of(app_id):
        left = table.row_count - done.get((table.entity_id, str(table.pk)), 0)
        if table.entity_id in names and left > 0:
            rows = "1 row" if left == 1 else f"{left:,} rows"
            verb = "is" if left == 1 else "are"
            yield f"{rows} from {table.upload.name} {verb} loaded into {names[table.entity_id]}."
