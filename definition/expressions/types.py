"""The static types of expressions. Every value may also be null, whatever its type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

TypeJson: TypeAlias = "str | Mapping[str, TypeJson | Mapping[str, TypeJson]]"
_MAX_TYPE_DEPTH: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """A type: `item` for lists, `fields` (sorted by name) for records with known fields.

    A record whose `fields` is None is any record; `any` is a value whose type is known at run time.
    """

    name: str
    item: "Type | None" = None
    fields: "tuple[tuple[str, Type], ...] | None" = None

    def __str__(self) -> str:
        if self.item is not None:
            return f"list<{self.item}>"
        if self.fields is not None:
            return "record{" + ", ".join(f"{key}: {type_}" for key, type_ in self.fields) + "}"
        return self.name

    def field(self, key: str) -> "Type | None":
        """The type of a record's field; None when the record is known not to have it."""
        if self.fields is None:
            return ANY
        return next((type_ for name, type_ in self.fields if name == key), None)


NUMBER: Final = Type(name="number")
STRING: Final = Type(name="string")
BOOL: Final = Type(name="bool")
DATE: Final = Type(name="date")
DATETIME: Final = Type(name="datetime")
DURATION: Final = Type(name="duration")
NULL: Final = Type(name="null")
ANY: Final = Type(name="any")
RECORD: Final = Type(name="record")

Environment: TypeAlias = Mapping[str, Type]
"""The variables an expression may use, with their types."""

SIMPLE: Final[Mapping[str, Type]] = MappingProxyType(
    {t.name: t for t in (NUMBER, STRING, BOOL, DATE, DATETIME, DURATION, NULL, ANY, RECORD)}
)
_OPEN: Final = frozenset({"any", "null"})
ORDERED: Final = frozenset({"number", "string", "bool", "date", "datetime", "duration"})

_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "number": "a number",
        "string": "text",
        "bool": "yes/no",
        "date": "a date",
        "datetime": "a date and time",
        "duration": "a length of time",
        "null": "nothing",
        "any": "any value",
        "record": "a record",
        "list": "a list",
    }
)


def list_of(item: Type) -> Type:
    """The type of lists of `item`."""
    return Type(name="list", item=item)


def record_of(fields: Mapping[str, Type]) -> Type:
    """The type of records with exactly these fields."""
    return Type(name="record", fields=tuple(sorted(fields.items())))


def in_words(type_: Type) -> str:
    """The type as a business user says it."""
    return _WORDS[type_.name]


def type_to_json(type_: Type) -> TypeJson:
    """`"number"`, `{"list": T}` or `{"record": {"amount": T}}`."""
    if type_.item is not None:
        return {"list": type_to_json(type_.item)}
    if type_.fields is not None:
        return {"record": {key: type_to_json(field) for key, field in type_.fields}}
    return type_.name


def type_from_json(json: object, *, depth: int = 0) -> Type:
    """Read `type_to_json`'s form. Raises ValueError for anything else."""
    if isinstance(json, str) and json in SIMPLE:
        return SIMPLE[json]
    if depth < _MAX_TYPE_DEPTH and isinstance(json, Mapping) and len(json) == 1:
        if "list" in json:
            return list_of(type_from_json(json["list"], depth=depth + 1))
        fields = json.get("record")
        if isinstance(fields, Mapping):
            return record_of({str(key): type_from_json(value, depth=depth + 1) for key, value in fields.items()})
    raise ValueError(f"not a type: {json!r}")


def is_open(type_: Type) -> bool:
    """Whether the type says nothing: any value, or the null literal that fits everywhere."""
    return type_.name in _OPEN


def unify(left: Type, right: Type) -> Type:
    """The narrowest type that holds both; `any` where they have nothing in common."""
    if left == right or right == NULL:
        return left
    if left == NULL:
        return right
    if left.item is not None and right.item is not None:
        return list_of(unify(left.item, right.item))
    if left.name == right.name == "record":
        return _unify_records(left, right)
    return ANY


def settled(type_: Type) -> Type:
    """The type with `any` for the items of lists that hold nothing but null."""
    if type_.item is not None:
        return list_of(ANY if type_.item == NULL else settled(type_.item))
    if type_.fields is not None:
        return record_of({key: settled(field) for key, field in type_.fields})
    return type_


def unify_all(types: Sequence[Type]) -> Type:
    """`unify` over a sequence; `any` for an empty one."""
    if not types:
        return ANY
    result = types[0]
    for type_ in types[1:]:
        result = unify(result, type_)
    return result


def overlaps(left: Type, right: Type) -> bool:
    """Whether some value other than null could belong to both."""
    if is_open(left) or is_open(right):
        return True
    if left.item is not None and right.item is not None:
        return overlaps(left.item, right.item)
    return left.name == right.name


def _unify_records(left: Type, right: Type) -> Type:
    if left.fields is None or right.fields is None:
        return RECORD
    ours, theirs = dict(left.fields), dict(right.fields)
    if ours.keys() != theirs.keys():
        return RECORD
    return record_of({key: unify(ours[key], theirs[key]) for key in ours})
