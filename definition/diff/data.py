"""Changes of the app itself, its tables and its fields."""

from collections.abc import Iterator
from typing import Final

from definition.diff.change import Area, Change, ChangeClass, ChangeKind, change
from definition.diff.moves import moved, moved_in_groups
from definition.diff.pair import Pair, in_place, matched
from definition.diff.settings import setting_changes
from definition.diff.words import cut, kind_name, label_of
from definition.json_types import JsonValue
from definition.model import AppDefinition, AppInfo, Entity, Field, Sensitivity

_ADDED, _CHANGED, _REMOVED, _MOVED = ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.REMOVED, ChangeKind.MOVED
_SAFE, _RISKY, _DESTRUCTIVE = ChangeClass.ADDITIVE, ChangeClass.RISKY, ChangeClass.DESTRUCTIVE

_STRICTNESS: Final = (Sensitivity.PUBLIC, Sensitivity.INTERNAL, Sensitivity.CONFIDENTIAL, Sensitivity.SPECIAL)


def app_changes(pair: Pair) -> Iterator[Change]:
    if pair.before is None:
        title = cut(pair.after.app.title) or pair.after.app.key
        yield change(Area.TEXTS, _ADDED, _SAFE, "app", f"New app {title}", after=pair.after.app.title)
        return
    was, now = pair.before.app, pair.after.app
    for name, sentence, class_, area in _app_sentences(was, now):
        before, after = getattr(was, name), getattr(now, name)
        if before != after:
            yield change(area, _CHANGED, class_, "app", sentence, property=name, before=before, after=after)


def _app_sentences(was: AppInfo, now: AppInfo) -> tuple[tuple[str, str, ChangeClass, Area], ...]:
    return (
        (
            "key",
            f"The app's key is now {now.key}: it gets a new address and new, empty tables",
            _DESTRUCTIVE,
            Area.DATA,
        ),
        ("title", f"The app is now called {cut(now.title)}", _SAFE, Area.TEXTS),
        ("summary", "The summary of the app changed", _SAFE, Area.TEXTS),
        ("purpose", "The purpose of the app changed", _SAFE, Area.TEXTS),
        ("language", f"The language of the app is now {now.language} (was {was.language})", _SAFE, Area.TEXTS),
        ("currency", f"Amounts without a currency of their own are now in {now.currency}", _RISKY, Area.DATA),
        ("deputy", _deputy_sentence(was, now), _SAFE, Area.ACCESS),
    )


def _deputy_sentence(was: AppInfo, now: AppInfo) -> str:
    if now.deputy is None:
        return "The app has no deputy owner any more"
    return "The app has a deputy owner" if was.deputy is None else "The app has another deputy owner"


def entity_changes(pair: Pair) -> Iterator[Change]:
    before = None if pair.before is None else pair.before.entities
    moves = frozenset(moved([*in_place(before)], [*in_place(pair.after.entities)])) if before else frozenset()
    for was, now in matched(before, in_place(pair.after.entities)):
        if was is None and now is not None:
            yield change(Area.DATA, _ADDED, _SAFE, now.id, f"New table {label_of(now)}", after=now.label)
        elif now is None and was is not None:
            sentence = f"Table {label_of(was)} removed: its records are hidden, not deleted"
            yield change(Area.DATA, _REMOVED, _DESTRUCTIVE, was.id, sentence, before=was.label)
        elif was is not None and now is not None:
            yield from _entity_changed(pair, was, now)
            if now.id in moves:
                sentence = f"The table {label_of(now)} moved among the tables"
                yield change(Area.DATA, _MOVED, _SAFE, now.id, sentence, property="order")


def _entity_changed(pair: Pair, was: Entity, now: Entity) -> Iterator[Change]:
    if was.key != now.key:
        sentence = f"The key of the table {label_of(now)} is now {now.key}: it becomes a new, empty table"
        yield _set(Area.DATA, _DESTRUCTIVE, now.id, "key", sentence, was.key, now.key)
    if was.label != now.label:
        sentence = f"The table {label_of(was)} is now called {label_of(now)}"
        yield _set(Area.TEXTS, _SAFE, now.id, "label", sentence, was.label, now.label)
    if was.label_plural != now.label_plural:
        sentence = f"Several records of {label_of(now)} are now called {cut(now.label_plural) or label_of(now)}"
        yield _set(Area.TEXTS, _SAFE, now.id, "label_plural", sentence, was.label_plural, now.label_plural)
    if was.title_field != now.title_field:
        title = "no title" if now.title_field is None else pair.new.field(now.title_field)
        sentence = f"Records of {label_of(now)} are now titled by {title}"
        yield _referring(pair, _SAFE, now.id, "title_field", sentence, was.title_field, now.title_field)


def field_changes(pair: Pair) -> Iterator[Change]:
    before = None if pair.before is None else pair.before.fields
    moves = frozenset() if pair.before is None else moved_in_groups(_places(pair.before), _places(pair.after))
    for was, now in matched(before, in_place(pair.after.fields)):
        if was is None and now is not None:
            yield _field_added(pair, now)
        elif now is None and was is not None:
            sentence = f"Field {label_of(was)} removed: stored values are hidden, not deleted"
            yield change(Area.DATA, _REMOVED, _DESTRUCTIVE, was.id, sentence, before=was.label)
        elif was is not None and now is not None:
            yield from _field_changed(pair, was, now)
            if now.id in moves:
                sentence = f"{label_of(now)} moved within the table {pair.new.entity(now.entity)}"
                yield change(Area.DATA, _MOVED, _SAFE, now.id, sentence, property="order")


def _places(app: AppDefinition) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for field in in_place(app.fields).values():
        groups.setdefault(field.entity, []).append(field.id)
    return groups


def _field_added(pair: Pair, now: Field) -> Change:
    kind = kind_name(now.kind)
    marks = []
    if now.sensitivity in (Sensitivity.CONFIDENTIAL, Sensitivity.SPECIAL):
        marks.append(f"{now.sensitivity.value} data")
    if now.personal:
        marks.append("personal data")
    noun = "New required field" if now.required else "New field"
    sentence = f"{noun} {label_of(now)} ({', '.join([kind, *marks])})"
    is_new_table = pair.before is None or now.entity not in pair.before.entities
    if now.required and not is_new_table:
        sentence += ": existing records have no value for it"
    class_ = _RISKY if marks or (now.required and not is_new_table) else _SAFE
    return change(Area.DATA, _ADDED, class_, now.id, sentence, after=now.label)


def _field_changed(pair: Pair, was: Field, now: Field) -> Iterator[Change]:
    label = label_of(now)
    yield from _identity_changed(pair, was, now)
    if was.label != now.label:
        sentence = f"{label_of(was)} is now called {label}"
        yield _set(Area.TEXTS, _SAFE, now.id, "label", sentence, was.label, now.label)
    if was.required != now.required:
        sentence = f"{label} is now {'required' if now.required else 'optional'}"
        class_ = _RISKY if now.required else _SAFE
        yield _set(Area.DATA, class_, now.id, "required", sentence, was.required, now.required)
    if was.unique != now.unique:
        words = "must now be different in every record" if now.unique else "may now be the same in two records"
        class_ = _RISKY if now.unique else _SAFE
        yield _set(Area.DATA, class_, now.id, "unique", f"{label} {words}", was.unique, now.unique)
    if was.help != now.help:
        yield _set(Area.TEXTS, _SAFE, now.id, "help", f"The help text of {label} changed", was.help, now.help)
    if was.default != now.default:
        start = "empty" if now.default is None else f"with {pair.new.value(now.default)}"
        sentence = f"{label} now starts {start}"
        yield _set(Area.DATA, _SAFE, now.id, "default", sentence, was.default, now.default)
    yield from _protection_changed(was, now)
    yield from setting_changes(pair, was, now)


def _identity_changed(pair: Pair, was: Field, now: Field) -> Iterator[Change]:
    label = label_of(now)
    if was.kind != now.kind:
        sentence = f"{label} is now {kind_name(now.kind)} instead of {kind_name(was.kind)}: stored values are hidden"
        yield _set(Area.DATA, _DESTRUCTIVE, now.id, "kind", sentence, was.kind, now.kind)
    if was.key != now.key:
        sentence = f"The key of {label} is now {now.key}: it becomes a new, empty column"
        yield _set(Area.DATA, _DESTRUCTIVE, now.id, "key", sentence, was.key, now.key)
    if was.entity != now.entity:
        sentence = f"{label} now belongs to the table {pair.new.entity(now.entity)}: stored values are hidden"
        yield _referring(pair, _DESTRUCTIVE, now.id, "entity", sentence, was.entity, now.entity)


def _protection_changed(was: Field, now: Field) -> Iterator[Change]:
    label = label_of(now)
    if was.sensitivity != now.sensitivity:
        is_looser = _STRICTNESS.index(now.sensitivity) < _STRICTNESS.index(was.sensitivity)
        sentence = f"{label} is now classed {now.sensitivity.value} instead of {was.sensitivity.value}"
        class_ = _RISKY if is_looser else _SAFE
        before, after = was.sensitivity.value, now.sensitivity.value
        yield _set(Area.DATA, class_, now.id, "sensitivity", sentence, before, after)
    if was.personal != now.personal:
        sentence = f"{label} is {'now' if now.personal else 'no longer'} marked as personal data"
        yield _set(Area.DATA, _RISKY, now.id, "personal", sentence, was.personal, now.personal)
    if was.purpose != now.purpose:
        sentence = f"The purpose of {label} is now: {cut(now.purpose) or 'none'}"
        yield _set(Area.DATA, _SAFE, now.id, "purpose", sentence, was.purpose, now.purpose)


def _referring(
    pair: Pair, class_: ChangeClass, object_id: str, name: str, sentence: str, before: JsonValue, after: JsonValue
) -> Change:
    """A change of ids: people read labels, the hash is bound to the ids."""
    return change(
        Area.DATA,
        _CHANGED,
        class_,
        object_id,
        sentence,
        property=name,
        before=pair.old.shown(before),
        after=pair.new.shown(after),
        identity=[before, after],
    )


def _set(
    area: Area, class_: ChangeClass, object_id: str, name: str, sentence: str, before: JsonValue, after: JsonValue
) -> Change:
    return change(area, _CHANGED, class_, object_id, sentence, property=name, before=before, after=after)
