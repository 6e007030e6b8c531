"""Reading records: one, a page of them, their history, and what a field may link to. Rights are part of the SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from accounts.selectors import WorkspaceRow, people_of, users_by_ids
from definition.json_types import JsonValue
from runtime.errors import NotAllowedHere, RecordNotFound
from runtime.fieldtypes.datetime import show_moment
from runtime.models import RecordHistory
from runtime.records.access import RowAccess
from runtime.records.listing import search_of
from runtime.records.paging import page_of
from runtime.records.shape import Row, record_of, row_of
from runtime.selectors import history_of
from runtime.services.labels import labels_for, title_attributes, titled
from runtime.services.questions import list_plan, stored_row
from runtime.services.serving import Serving
from runtime.tables.build import EntityTable
from runtime.tables.statements import ACTOR

OPTIONS_SHOWN = 20
HISTORY_SHOWN = 200
Json = dict[str, JsonValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page of a list. `count_is_exact` is False beyond what is counted."""

    results: tuple[Json, ...]
    next: str | None
    previous: str | None
    count: int
    count_is_exact: bool


def require_right(granted: RowAccess | bool, *, words: str) -> None:
    """Raise NotAllowedHere unless any of the right was granted."""
    if granted in (False, "none"):
        raise NotAllowedHere(detail=f"You may not {words}. An administrator of the workspace can give you the role.")


def record_list(serving: Serving, entity_key: str, params: Mapping[str, str]) -> Listed:
    """The page of a list that `params` ask for. One query, one more for the total and for each linked entity."""
    table = serving.table(entity_key)
    require_right(serving.rights.on(entity_key).read, words=f"see {table.entity.label_plural}")
    plan = list_plan(serving, table, params)
    sort, place, size = plan.query.sort, plan.query.place, plan.query.page_size
    found: list[tuple[object, ...]] = []
    for stretch in plan.stretches:
        if len(found) <= size:
            found += stretch.rows({ACTOR: serving.actor.pk})
    page = page_of(found, sort, place, size=size, attributes=table.row_attributes)
    if place is None and len(found) <= size:
        count, is_exact = len(found), True
    else:
        count, is_exact = plan.count(serving)
    rows = [row_of(table, stored) for stored in page.rows]
    labels = labels_for(serving, table, rows)
    return Listed(
        results=tuple(record_of(table, row, labels) for row in rows),
        next=page.next,
        previous=page.previous,
        count=count,
        count_is_exact=is_exact,
    )


def record_get(serving: Serving, entity_key: str, record_id: UUID) -> Json:
    """One record. Raises RecordNotFound for what is not there and for what this person may not see."""
    table = serving.table(entity_key)
    row = visible_row(serving, table, record_id)
    return record_of(table, row, labels_for(serving, table, [row]))


def visible_row(serving: Serving, table: EntityTable, record_id: UUID) -> Row:
    """The stored row, if this person may read it. Raises RecordNotFound."""
    found = stored_row(serving, table, record_id)
    if found is None:
        raise RecordNotFound(detail=f"There is no such {table.entity.label}, or you may not see it.")
    return row_of(table, found)


def record_history(serving: Serving, entity_key: str, record_id: UUID) -> list[Json]:
    """The last 200 changes of a record this person may read, newest first; fields the release has hidden stay out."""
    table = serving.table(entity_key)
    visible_row(serving, table, record_id)
    entries = list(history_of(serving.app.live_app_id, table.entity.id, record_id)[:HISTORY_SHOWN])
    people = users_by_ids({entry.actor_id for entry in entries if entry.actor_id})
    names = {person.pk: person.name for person in people.values()}
    return [_entry(table, entry, names) for entry in entries]


def _entry(table: EntityTable, entry: RecordHistory, names: Mapping[UUID, str]) -> Json:
    changes: list[JsonValue] = [
        {
            "field": columns.field.key,
            "label": columns.field.label,
            "before": entry.changes[columns.field.id][0],
            "after": entry.changes[columns.field.id][1],
        }
        for columns in table.fields
        if columns.field.id in entry.changes
    ]
    return {
        "version": entry.version,
        "action": entry.action,
        "at": show_moment(entry.at),
        "by": str(entry.actor_id) if entry.actor_id else None,
        "by__label": names.get(entry.actor_id) if entry.actor_id else None,
        "changes": changes,
    }


def record_options(serving: Serving, entity_key: str, text: str) -> list[Json]:
    """Up to 20 records this person may read whose text fields contain `text`, newest first: what a link may lead to."""
    table = serving.table(entity_key)
    require_right(serving.rights.on(entity_key).read, words=f"see {table.entity.label_plural}")
    rows = serving.rights.readable(table).filter(search_of(table, text)).order_by("-id")
    stored = rows.values_list("id", *title_attributes(table))[:OPTIONS_SHOWN]
    return [{"id": str(record_id), "label": title} for record_id, title in titled(table, stored)]


def people_options(serving: Serving, text: str) -> list[Json]:
    """Up to 20 people of the app's workspace by name."""
    found = people_of(WorkspaceRow(pk=serving.app.workspace_id), query=text[:100].replace("\x00", ""))
    return [{"id": str(person.pk), "label": person.name} for person in found[:OPTIONS_SHOWN]]
