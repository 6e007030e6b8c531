"""Names for the ids in records: people of the workspace, and linked records that the reader may see."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast
from uuid import UUID

from accounts.selectors import names_of
from runtime.records.shape import Row, links_in, people_in
from runtime.services.serving import Serving
from runtime.tables.build import EntityTable

if TYPE_CHECKING:
    from runtime.fieldtypes.base import DbValue

Named = dict[UUID, str]


def labels_for(serving: Serving, table: EntityTable, rows: Iterable[Row]) -> Named:
    """Names of everybody and everything in `rows`: one query for people, one for each linked entity that occurs."""
    kept = list(rows)
    people = people_in(table, kept) - {serving.actor.pk}
    labels: Named = {serving.actor.pk: serving.actor.name}
    if people:
        labels.update(names_of(people))
    for entity_key, ids in links_in(table, kept).items():
        labels.update(titles_of(serving, entity_key, ids))
    return labels


def titles_of(serving: Serving, entity_key: str, ids: set[UUID]) -> Named:
    """Titles of those records among `ids` that this person may read. Others have none: a title is data too."""
    target = serving.ready.tables.entities[entity_key]
    rows = serving.rights.readable(target).filter(pk__in=ids)
    return dict(titled(target, rows.values_list("id", *title_attributes(target))))


def title_attributes(table: EntityTable) -> tuple[str, ...]:
    return table.title.attributes if table.title else ()


def titled(table: EntityTable, stored: Iterable[tuple[object, ...]]) -> Iterable[tuple[UUID, str]]:
    """(id, title) of rows read as id and title attributes; a record without a title is called by its entity and id."""
    for row in stored:
        record_id = row[0]
        if not isinstance(record_id, UUID):
            raise TypeError("a row starts with its id")
        title = ""
        if table.title is not None:
            kind, settings = table.title.kind, table.title.settings
            stored_title = cast("tuple[DbValue, ...]", row[1:])
            title = kind.show(kind.from_columns(stored_title, settings), settings)
        yield record_id, title or f"{table.entity.label} {str(record_id)[-6:]}"
