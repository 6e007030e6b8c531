"""What moving the pointer from one artefact to another means for people, in sentences. Pure: values in, values out.

Nothing is ever deleted by it: what was entered in fields the other version does not have comes back with them.
"""

from collections.abc import Iterator, Mapping, Sequence

from definition.json_types import JsonObject


def move_effects(*, live: JsonObject, target: JsonObject) -> tuple[str, ...]:
    """What people stop and start seeing when `target` takes the place of `live`: tables, then fields, then pages."""
    before, after = _entities(live), _entities(target)
    return (
        *(
            f"The table {entity['label_plural']} is no longer shown; its records are kept."
            for entity_id, entity in before.items()
            if entity_id not in after
        ),
        *_field_effects(before, after),
        *(f"The table {entity['label_plural']} is shown again." for key, entity in after.items() if key not in before),
        *_page_effects(live, target),
    )


def _field_effects(before: Mapping[str, JsonObject], after: Mapping[str, JsonObject]) -> Iterator[str]:
    for entity_id in (key for key in before if key in after):
        old, new = _by_id(before[entity_id], "fields"), _by_id(after[entity_id], "fields")
        label = after[entity_id]["label"]
        for field_id, field in old.items():
            if field_id not in new:
                yield f"“{field['label']}” of {label} is no longer shown; what people entered is kept."
            elif new[field_id]["label"] != field["label"]:
                yield f"“{field['label']}” of {label} is called “{new[field_id]['label']}”."
        for field_id, field in new.items():
            if field_id not in old:
                yield f"“{field['label']}” of {label} is shown again."


def _page_effects(live: JsonObject, target: JsonObject) -> Iterator[str]:
    old, new = _by_id(live, "pages"), _by_id(target, "pages")
    for page_id, page in old.items():
        if page_id not in new:
            yield f"The page “{page['title']}” is no longer there."
    for page_id, page in new.items():
        if page_id not in old:
            yield f"The page “{page['title']}” is there again."


def _entities(artefact: JsonObject) -> dict[str, JsonObject]:
    return _by_id(artefact, "entities")


def _by_id(holder: JsonObject, key: str) -> dict[str, JsonObject]:
    value = holder.get(key)
    items: Sequence[object] = value if isinstance(value, list | tuple) else ()
    return {str(item["id"]): item for item in items if isinstance(item, Mapping)}
