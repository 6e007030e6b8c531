"""One change between two definitions, and how it is made."""

from dataclasses import dataclass
from enum import StrEnum

from core.canonical import sha256_hex
from definition.json_types import JsonValue


class Area(StrEnum):
    """Where a reviewer looks for it, in the order of the review page."""

    DATA = "data"
    FORM = "form"
    LISTS = "lists"
    RULES = "rules"
    ACCESS = "access"
    TEXTS = "texts"


class ChangeKind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved"


class ChangeClass(StrEnum):
    """additive: nobody loses anything; risky: look twice; destructive: stored values are no longer reachable."""

    ADDITIVE = "additive"
    RISKY = "risky"
    DESTRUCTIVE = "destructive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`object_id` is the id in the document ("app" for the app itself), `property` the one that changed, None for
    the object as a whole. `hash` names exactly this change: it is equal as long as before and after are."""

    id: str
    area: Area
    object_id: str
    kind: ChangeKind
    class_: ChangeClass
    property: str | None
    sentence: str
    before: JsonValue
    after: JsonValue
    hash: str

    def to_json(self) -> dict[str, JsonValue]:
        return {
            "id": self.id,
            "area": self.area.value,
            "object_id": self.object_id,
            "kind": self.kind.value,
            "class": self.class_.value,
            "property": self.property,
            "sentence": self.sentence,
            "before": self.before,
            "after": self.after,
            "hash": self.hash,
        }


def change(
    area: Area,
    kind: ChangeKind,
    class_: ChangeClass,
    object_id: str,
    sentence: str,
    *,
    property: str | None = None,
    before: JsonValue = None,
    after: JsonValue = None,
    identity: JsonValue = None,
) -> Change:
    """`before` and `after` are for people. Where they are not exact enough (names instead of ids), `identity` holds
    what makes the change this one and no other."""
    content = [object_id, property, kind.value, [before, after] if identity is None else identity]
    return Change(
        id=f"{object_id}:{property or kind.value}",
        area=area,
        object_id=object_id,
        kind=kind,
        class_=class_,
        property=property,
        sentence=sentence,
        before=before,
        after=after,
        hash=sha256_hex(content),
    )
