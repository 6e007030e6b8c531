"""Changes of a field's settings: each its own change, risky where answers that were fine may now be refused."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from definition.diff.change import Area, Change, ChangeClass, ChangeKind, change
from definition.diff.pair import Pair
from definition.diff.words import SETTING_NAMES, Tighter, label_of, options_of
from definition.json_types import JsonValue
from definition.model import Field

_CHANGED = ChangeKind.CHANGED


def setting_changes(pair: Pair, was: Field, now: Field) -> Iterator[Change]:
    for name in sorted(was.settings.keys() | now.settings.keys()):
        before, after = was.settings.get(name), now.settings.get(name)
        if before == after:
            continue
        if name == "options":
            yield from _option_changes(was, now)
        else:
            yield _setting_changed(pair, now, name, before, after)


def _setting_changed(pair: Pair, now: Field, name: str, before: JsonValue, after: JsonValue) -> Change:
    words, tighter = SETTING_NAMES.get(name, (name.replace("_", " "), Tighter.ANY))
    label = label_of(now)
    class_ = ChangeClass.RISKY if _is_tighter(tighter, before, after) else ChangeClass.ADDITIVE
    sentence = f"{label}: {words} is now {pair.new.value(after)} (was {pair.old.value(before)})"
    if name == "entity":
        class_ = ChangeClass.DESTRUCTIVE
        sentence = f"{label} now links to {pair.new.value(after)} instead of {pair.old.value(before)}"
        sentence += ": stored links are hidden"
    if name == "formula":
        formula = pair.new.condition(now.entity, after) if isinstance(after, str) and after else "nothing"
        sentence = f"{label} is now worked out as {formula}"
    return change(
        Area.DATA,
        _CHANGED,
        class_,
        now.id,
        sentence,
        property=f"settings.{name}",
        before=pair.old.shown(before),
        after=pair.new.shown(after),
        identity=[before, after],
    )


def _option_changes(was: Field, now: Field) -> Iterator[Change]:
    before, after = options_of(was), options_of(now)
    label = label_of(now)
    for key, text in after.items():
        if key not in before:
            yield _option(now, key, ChangeClass.ADDITIVE, f"{label} now also offers {text}", None, text)
        elif before[key] != text:
            sentence = f"The option {before[key]} of {label} is now called {text}"
            yield _option(now, key, ChangeClass.ADDITIVE, sentence, before[key], text)
    for key, text in before.items():
        if key not in after:
            yield _option(now, key, ChangeClass.RISKY, f"{label} no longer offers {text}", text, None)
    if [key for key in before if key in after] != [key for key in after if key in before]:
        sentence = f"The options of {label} are in another order"
        yield _option(now, "", ChangeClass.ADDITIVE, sentence, list(before), list(after))


def _option(now: Field, key: str, class_: ChangeClass, sentence: str, before: JsonValue, after: JsonValue) -> Change:
    name = f"settings.options.{key}" if key else "settings.options"
    return change(Area.DATA, _CHANGED, class_, now.id, sentence, property=name, before=before, after=after)


def _is_tighter(tighter: Tighter, before: JsonValue, after: JsonValue) -> bool:
    """An absent limit is no limit; values that cannot be compared count as tighter."""
    if tighter in (Tighter.ANY, Tighter.NEVER):
        return tighter is Tighter.ANY
    if after is None:
        return False
    if before is None:
        return True
    try:
        grows = Decimal(str(after)) > Decimal(str(before))
    except InvalidOperation:
        grows = str(after) > str(before)
    return grows if tighter is Tighter.HIGHER else not grows
