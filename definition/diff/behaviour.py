"""Changes of rules, of who may do what, and of texts."""

from collections.abc import Iterator

from definition.diff.change import Area, Change, ChangeClass, ChangeKind, change
from definition.diff.pair import Pair, in_place, matched
from definition.diff.words import ACCESS_WORDS, Names, capital, cut
from definition.json_types import JsonValue
from definition.model import AppDefinition, Audience, Effect, Grant, Role, RowAccess, Rule, Sensitivity, Text

_ADDED, _CHANGED, _REMOVED = ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.REMOVED
_SAFE, _RISKY = ChangeClass.ADDITIVE, ChangeClass.RISKY

_AUDIENCES = {
    Audience.WORKSPACE: "every member of the workspace",
    Audience.GRANTED: "people an administrator names",
    Audience.PUBLIC: "anyone with the link",
}
_VERBS = (("read", "read"), ("update", "change"), ("delete", "delete"))


def rule_changes(pair: Pair) -> Iterator[Change]:
    before = None if pair.before is None else pair.before.rules
    for was, now in matched(before, in_place(pair.after.rules)):
        old = "" if was is None else _rule_words(pair.old, was)
        new = "" if now is None else _rule_words(pair.new, now)
        if was is None and now is not None:
            class_ = _RISKY if now.effect is Effect.REQUIRE else _SAFE
            yield change(Area.RULES, _ADDED, class_, now.id, f"New rule: {new}", after=new)
        elif now is None and was is not None:
            yield change(Area.RULES, _REMOVED, _RISKY, was.id, f"Rule removed: {old}", before=old)
        elif now is not None and old != new:
            sentence = f"Rule changed: {new} (was: {old})"
            yield change(Area.RULES, _CHANGED, _RISKY, now.id, sentence, property="when", before=old, after=new)


def _rule_words(names: Names, rule: Rule) -> str:
    target = names.app.nodes.get(rule.target)
    subject = "something that does not exist" if target is None else names.node(target)
    verb = "is shown only" if rule.effect is Effect.SHOW else "is required"
    return f"{capital(subject)} {verb} when {names.condition(rule.entity, rule.when)}"


def access_changes(pair: Pair) -> Iterator[Change]:
    before = None if pair.before is None else pair.before.roles
    for was, now in matched(before, in_place(pair.after.roles)):
        if was is None and now is not None:
            class_ = _RISKY if now.audience is Audience.PUBLIC else _SAFE
            sentence = f"New role {pair.new.role(now.id)}, for {_AUDIENCES[now.audience]}"
            yield change(Area.ACCESS, _ADDED, class_, now.id, sentence, after=now.label)
        elif now is None and was is not None:
            sentence = f"The role {pair.old.role(was.id)} removed: its people lose what it allowed"
            yield change(Area.ACCESS, _REMOVED, _RISKY, was.id, sentence, before=was.label)
        elif was is not None and now is not None:
            yield from _role_changed(pair, was, now)
    yield from _grant_changes(pair)


def _role_changed(pair: Pair, was: Role, now: Role) -> Iterator[Change]:
    name = pair.new.role(now.id)
    if was.audience is not now.audience:
        sentence = f"The role {name} now holds for {_AUDIENCES[now.audience]} (was {_AUDIENCES[was.audience]})"
        before, after = was.audience.value, now.audience.value
        yield change(Area.ACCESS, _CHANGED, _RISKY, now.id, sentence, property="audience", before=before, after=after)
    if was.label != now.label:
        sentence = f"The role {pair.old.role(was.id)} is now called {name}"
        yield change(Area.TEXTS, _CHANGED, _SAFE, now.id, sentence, property="label", before=was.label, after=now.label)
    if was.key != now.key:
        sentence = f"The key of the role {name} is now {now.key}: its people have to be named again"
        yield change(Area.ACCESS, _CHANGED, _RISKY, now.id, sentence, property="key", before=was.key, after=now.key)


def _grant_changes(pair: Pair) -> Iterator[Change]:
    """By what a role may do with a table, not by the id of the permission: replacing one by its equal is no change."""
    old = {} if pair.before is None else _by_meaning(pair.before)
    new = _by_meaning(pair.after)
    for meaning in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(meaning), new.get(meaning)
        if was is None or now is None or _rights(was) != _rights(now):
            yield from _rights_changed(pair, was, now)


def _by_meaning(app: AppDefinition) -> dict[tuple[str, str], Grant]:
    return {(grant.role, grant.entity): grant for _, grant in sorted(app.grants.items(), reverse=True)}


def _rights(grant: Grant) -> tuple[object, ...]:
    return grant.create, grant.read, grant.update, grant.delete, grant.conditions


def _rights_changed(pair: Pair, was: Grant | None, now: Grant | None) -> Iterator[Change]:
    grant = now or was
    if grant is None:
        return
    names = pair.new if now is not None else pair.old
    who, records = names.role(grant.role), names.records(grant.entity)
    kind = _ADDED if was is None else _REMOVED if now is None else _CHANGED
    created = was is not None and was.create, now is not None and now.create
    if created[0] != created[1]:
        sentence = f"{who} can {'now' if created[1] else 'no longer'} add {records}"
        yield _right(kind, _class_of(pair, now, "create"), grant, "create", sentence, created[0], created[1])
    for name, verb in _VERBS:
        before, after = _access(was, name), _access(now, name)
        old, new = _rule(pair.old, was, name), _rule(pair.new, now, name)
        if before is not after or old != new:
            sentence = f"{who} can now {verb} " + (
                f"{records} where {new}" if new else f"{ACCESS_WORDS.get(after)} {records}"
            )
            if after is RowAccess.NONE:
                sentence = f"{who} can no longer {verb} {records}"
            elif before is not RowAccess.NONE:
                sentence += f" (was {f'those where {old}' if old else ACCESS_WORDS.get(before)})"
            yield _right(
                kind, _class_of(pair, now, name), grant, name, sentence, old or before.value, new or after.value
            )


def _rule(names: Names, grant: Grant | None, name: str) -> str:
    """The condition of a right by rule in words; "" for every other."""
    return (
        "" if grant is None or name not in grant.conditions else names.condition(grant.entity, grant.conditions[name])
    )


def _access(grant: Grant | None, name: str) -> RowAccess:
    if grant is None:
        return RowAccess.NONE
    return {"read": grant.read, "update": grant.update, "delete": grant.delete}[name]


def _class_of(pair: Pair, grant: Grant | None, name: str) -> ChangeClass:
    """Whether a right asks for a second look.

    On a table that people use already, every change does. On a new one only what is unusual: rights of whoever has the
    link, a right by rule, everybody deleting everything, and all records where they hold confidential data.
    """
    is_used = pair.before is not None and (grant is None or grant.entity in pair.before.entities)
    role = None if grant is None else pair.after.roles.get(grant.role)
    if is_used or grant is None or role is None or role.audience is Audience.PUBLIC:
        return _RISKY
    access = _access(grant, name) if name != "create" else RowAccess.OWN
    if access is RowAccess.RULE:
        return _RISKY
    by_everybody = name == "delete" and role.audience is Audience.WORKSPACE
    is_unusual = access is RowAccess.ALL and (by_everybody or _is_confidential(pair.after, grant.entity))
    return _RISKY if is_unusual else _SAFE


def _is_confidential(app: AppDefinition, entity_id: str) -> bool:
    return any(
        field.personal or field.sensitivity in (Sensitivity.CONFIDENTIAL, Sensitivity.SPECIAL)
        for field in app.fields_of(entity_id)
    )


def _right(
    kind: ChangeKind,
    class_: ChangeClass,
    grant: Grant,
    name: str,
    sentence: str,
    before: JsonValue,
    after: JsonValue,
) -> Change:
    return change(Area.ACCESS, kind, class_, grant.id, sentence, property=name, before=before, after=after)


def text_changes(pair: Pair) -> Iterator[Change]:
    before = None if pair.before is None else pair.before.texts
    for was, now in matched(before, pair.after.texts):
        if now is not None:
            words = _text_words(pair.new, now)
            kind = _ADDED if was is None else _CHANGED
            sentence = f"{words} {'added' if was is None else 'changed'}: {cut(now.text)}"
            old = None if was is None else was.text
            yield change(Area.TEXTS, kind, _SAFE, now.id, sentence, property="text", before=old, after=now.text)
        elif was is not None:
            sentence = f"{_text_words(pair.old, was)} removed"
            yield change(Area.TEXTS, _REMOVED, _SAFE, was.id, sentence, property="text", before=was.text)


def _text_words(names: Names, text: Text) -> str:
    return f"The {text.slot.replace('_', ' ')} text of {names.page(text.on)}"
