"""Keys are unique among siblings, well formed, unreserved, and leave room for the columns that their kind needs."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, Protocol

from definition.index import Index
from definition.keys import MAX_APP_KEY, MAX_KEY, RESERVED_ENTITY_KEYS, RESERVED_KEYS, is_key, unique_key
from definition.model import Field, in_order
from definition.problems import Problem, Repair, pointer, problem
from definition.repairs import set_operation, set_to

MAX_FIELDS_PER_ENTITY: Final = 200

EXTRA_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "money": ("{key}", "{key}_currency"),
    "record": ("{key}_id",),
    "person": ("{key}_id",),
}


class Keyed(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...


def columns_of(field: Field) -> tuple[str, ...]:
    """The table columns that a field becomes; kinds not named here have one column called like the key."""
    return tuple(name.format(key=field.key) for name in EXTRA_COLUMNS.get(field.kind, ("{key}",)))


def app_key(index: Index) -> Iterator[Problem]:
    key = index.app.app.key
    if not is_key(key):
        better = unique_key(_tidied(key), (), longest=MAX_APP_KEY)
        operation = {"op": "set", "in": "app", "path": "key", "value": better}
        repair = Repair(label=f"Use the key {better}", operations=(operation,))
        yield problem("key-malformed", "/app/key", key=key, repair=repair)


def entity_keys(index: Index) -> Iterator[Problem]:
    yield from _key_problems("entities", index.app.entities_in_order(), RESERVED_ENTITY_KEYS)


def field_keys(index: Index) -> Iterator[Problem]:
    for entity_id, fields in index.fields.items():
        yield from _key_problems("fields", fields, RESERVED_KEYS)
        if len(fields) > MAX_FIELDS_PER_ENTITY and entity_id in index.app.entities:
            yield problem(
                "too-many-fields",
                pointer("entities", entity_id),
                object_id=entity_id,
                entity=index.app.entities[entity_id].label,
                count=len(fields),
                limit=MAX_FIELDS_PER_ENTITY,
            )


def page_and_role_keys(index: Index) -> Iterator[Problem]:
    pages = [_Named(page.id, page.key, page.title) for page in index.app.pages_in_order()]
    yield from _key_problems("pages", pages, ())
    yield from _key_problems("roles", in_order(index.app.roles.values()), ())


def columns(index: Index) -> Iterator[Problem]:
    """Two fields with different keys may still need the same column: "cost" (money) and "cost_currency" (text)."""
    for fields in index.fields.values():
        owner: dict[str, Field] = {}
        taken = {field.key for field in fields}
        for field in fields:
            for column in columns_of(field):
                other = owner.setdefault(column, field)
                if other is not field and other.key != field.key:
                    better = unique_key(field.key, taken | owner.keys())
                    yield problem(
                        "column-taken",
                        pointer("fields", field.id, "key"),
                        object_id=field.id,
                        repair=set_to("fields", field.id, "key", better, label=f"Use the key {better}"),
                        label=field.label or field.key,
                        column=column,
                        other=other.label or other.key,
                    )


def labels(index: Index) -> Iterator[Problem]:
    """Labels that look the same: compared without case and surrounding space."""
    for entity_id, fields in index.fields.items():
        entity = index.app.entities.get(entity_id)
        seen: set[str] = set()
        for field in fields:
            shown = " ".join(field.label.split()).casefold()
            if shown and shown in seen and entity is not None:
                where = pointer("fields", field.id, "label")
                yield problem(
                    "label-repeated", where, object_id=field.id, entity=entity.label or entity.key, label=field.label
                )
            seen.add(shown)


class _Named:
    """A page as `Keyed`: its title is its label."""

    def __init__(self, object_id: str, key: str, label: str) -> None:
        self.id = object_id
        self.key = key
        self.label = label


def _key_problems(collection: str, objects: Iterable[Keyed], reserved: Collection[str]) -> Iterator[Problem]:
    siblings = list(objects)
    taken = {sibling.key for sibling in siblings} | set(reserved)
    first: dict[str, Keyed] = {}
    for item in siblings:
        where = pointer(collection, item.id, "key")
        earlier = first.setdefault(item.key, item)
        better = unique_key(_tidied(item.key), taken, longest=MAX_KEY)
        repair = Repair(label=f"Use the key {better}", operations=(set_operation(collection, item.id, "key", better),))
        if earlier is not item:
            taken.add(better)
            yield problem(
                "key-taken",
                where,
                object_id=item.id,
                repair=repair,
                key=item.key,
                label=item.label or item.key,
                other=earlier.label or earlier.key,
            )
        elif item.key in reserved:
            yield problem("key-reserved", where, object_id=item.id, repair=repair, key=item.key)
        elif not is_key(item.key):
            yield problem("key-malformed", where, object_id=item.id, repair=repair, key=item.key)


def _tidied(key: str) -> str:
    return "_".join(part for part in key.split("_") if part) or "key"
