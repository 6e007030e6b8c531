"""What the rows of a spreadsheet, still to be loaded, bring for each field: the facts behind repairs and refusals."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from builder.selectors import imported_rows_of, tables_of
from core.errors import JsonValue
from definition.catalogue import Catalogue
from definition.json_types import JsonObject
from definition.model import AppDefinition, Field
from governance.facts import WaitingColumn
from runtime.selectors import rows_loaded_of
from runtime.services.fitting import NOT_AN_OPTION, cell_refused

NAMED = 20
_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What decides whether a field takes a value; `settings` as JSON, so that it can be a key."""

    field_id: str
    kind: str
    settings: str
    is_unique: bool


@dataclass(slots=True, kw_only=True)
class _Tally:
    """One column while its rows are read."""

    wanted: _Wanted
    settings: JsonObject
    texts: dict[str, None] = field(default_factory=dict)
    are_texts: bool = True
    refused: dict[str, None] = field(default_factory=dict)
    refused_rows: int = 0
    refused_more: bool = False
    codes: set[str] = field(default_factory=set)
    # Columns repeat themselves: why a value is refused, by the text itself or its JSON.
    known: dict[str, str | None] = field(default_factory=dict)

    def add(self, value: JsonValue) -> None:
        if value is None or value == "":
            return
        if not isinstance(value, str):
            self.are_texts = False
        elif len(self.texts) <= NAMED:
            self.texts[value] = None
        code = self._code(value)
        if code is None:
            return
        self.codes.add(code)
        self.refused_rows += 1
        words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        if len(self.refused) < NAMED:
            self.refused[words] = None
        elif words not in self.refused:
            self.refused_more = True

    def _code(self, value: JsonValue) -> str | None:
        name = value if isinstance(value, str) else f"\0{json.dumps(value)}"
        if name not in self.known:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[name] = cell_refused(self.wanted.kind, self.settings, value, is_unique=self.wanted.is_unique)
        return self.known[name]

    def column(self, rows: int) -> WaitingColumn:
        return WaitingColumn(
            rows=rows,
            texts=tuple(self.texts) if self.are_texts and len(self.texts) <= NAMED else None,
            refused=tuple(self.refused),
            refused_rows=self.refused_rows,
            refused_more=self.refused_more,
            needs_option=self.codes == {NOT_AN_OPTION},
            are_texts=self.are_texts,
        )


def waiting_columns(app_id: UUID, definition: AppDefinition, components: Catalogue) -> Mapping[str, WaitingColumn]:
    """By field id; nothing for tables whose rows are all loaded, or whose entity is not part of `definition`."""
    found: dict[str, WaitingColumn] = {}
    tables = list(tables_of(app_id))
    done = rows_loaded_of(app_id) if tables else {}
    for table in tables:
        left = table.row_count - done.get((table.entity_id, str(table.pk)), 0)
        if left > 0 and table.entity_id in definition.entities:
            wanted = tuple(_wanted(definition.fields_of(table.entity_id), table.columns, components))
            found.update(_columns(app_id, table.entity_id, table.sha256, wanted))
    return found


def _wanted(fields: Sequence[Field], columns: Mapping[str, str], components: Catalogue) -> Iterator[_Wanted]:
    """The fields that a column of the sheet fills. What a formula works out is not taken from the sheet."""
    kinds = {spec.kind: spec for spec in components.components.values() if spec.is_field}
    for one in fields:
        if one.id in columns and one.kind in kinds and one.kind != "calc":
            settings = {**kinds[one.kind].settings_defaults, **one.settings}
            yield _Wanted(
                field_id=one.id, kind=one.kind, settings=json.dumps(settings, sort_keys=True), is_unique=one.unique
            )


# Rows never change once they are stored, so the same question has the same answer; a draft is judged at every edit.
@lru_cache(maxsize=128)
def _columns(app_id: UUID, entity_id: str, sha256: str, wanted: tuple[_Wanted, ...]) -> Mapping[str, WaitingColumn]:
    tallies = {one.field_id: _Tally(wanted=one, settings=json.loads(one.settings)) for one in wanted}
    rows = 0
    for row in imported_rows_of(app_id, entity_id):
        rows += 1
        for field_id, tally in tallies.items():
            tally.add(row.values.get(field_id))
    return {field_id: tally.column(rows) for field_id, tally in tallies.items()}
