"""DocTypes as they are on disk: one JSON file each, those of child tables in a folder of their own."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "6-business-apps" / "erpnext-doctypes"
MISSING = "corpus not present: ../shared/corpora/6-business-apps/erpnext-doctypes"

Raw = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocField:
    """One field, or a break of the layout. Conditions and default are "" where there is none."""

    name: str
    type: str
    label: str
    options: str
    default: str
    help: str
    length: int
    precision: str
    is_required: bool
    is_unique: bool
    is_hidden: bool
    is_read_only: bool
    is_in_list: bool
    is_filter: bool
    fetch_from: str
    depends_on: str
    mandatory_depends_on: str
    read_only_depends_on: str
    collapsible_depends_on: str
    permission_level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    role: str
    level: int
    is_own: bool
    can: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocType:
    name: str
    module: str
    is_table: bool
    title_field: str
    autoname: str
    is_submittable: bool
    fields: tuple[DocField, ...]
    permissions: tuple[Permission, ...]

    def links(self) -> tuple[str, ...]:
        """The DocTypes that fields link to, in the order of the fields, each once."""
        return tuple(dict.fromkeys(field.options for field in self.fields if field.type == "Link"))


DocTypes = Mapping[str, DocType]


def read_corpus(folder: Path) -> DocTypes:
    """Every DocType under `folder` by its name."""
    read = (doctype_of(json.loads(path.read_text("utf-8"))) for path in sorted(folder.rglob("*.json")))
    return {doctype.name: doctype for doctype in read}


def doctype_of(raw: Raw) -> DocType:
    fields, permissions = raw.get("fields"), raw.get("permissions")
    return DocType(
        name=_text(raw, "name"),
        module=_text(raw, "module"),
        is_table=_flag(raw, "istable"),
        title_field=_text(raw, "title_field"),
        autoname=_text(raw, "autoname"),
        is_submittable=_flag(raw, "is_submittable"),
        fields=_in_order(fields, raw.get("field_order")) if isinstance(fields, list) else (),
        permissions=tuple(_permission(one) for one in permissions) if isinstance(permissions, list) else (),
    )


def _in_order(fields: Sequence[Raw], names: object) -> tuple[DocField, ...]:
    """As people see them: the order of the names goes before that of the file, where there is one."""
    place = {name: number for number, name in enumerate(names)} if isinstance(names, list) else {}
    return tuple(sorted(map(_field, fields), key=lambda one: place.get(one.name, len(place))))


def _field(raw: Raw) -> DocField:
    return DocField(
        name=_text(raw, "fieldname"),
        type=_text(raw, "fieldtype"),
        label=_text(raw, "label"),
        options=_text(raw, "options"),
        default=_text(raw, "default"),
        help=_text(raw, "description"),
        length=int(_text(raw, "length") or 0),
        precision=_text(raw, "precision"),
        is_required=_flag(raw, "reqd"),
        is_unique=_flag(raw, "unique"),
        is_hidden=_flag(raw, "hidden"),
        is_read_only=_flag(raw, "read_only"),
        is_in_list=_flag(raw, "in_list_view"),
        is_filter=_flag(raw, "in_standard_filter"),
        fetch_from=_text(raw, "fetch_from"),
        depends_on=_text(raw, "depends_on"),
        mandatory_depends_on=_text(raw, "mandatory_depends_on"),
        read_only_depends_on=_text(raw, "read_only_depends_on"),
        collapsible_depends_on=_text(raw, "collapsible_depends_on"),
        permission_level=int(_text(raw, "permlevel") or 0),
    )


def _permission(raw: Raw) -> Permission:
    return Permission(
        role=_text(raw, "role"),
        level=int(_text(raw, "permlevel") or 0),
        is_own=_flag(raw, "if_owner"),
        can=frozenset(key for key, value in raw.items() if value == 1 and key not in ("permlevel", "if_owner")),
    )


def _text(raw: Raw, key: str) -> str:
    value = raw.get(key)
    return "" if value is None else str(value).strip()


def _flag(raw: Raw, key: str) -> bool:
    return _text(raw, key) == "1"
