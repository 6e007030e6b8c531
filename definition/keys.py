"""Keys: names at birth. A key becomes a table or column name, a URL part and a variable in expressions.

Reserved words are those that a person reading the tables with SQL, the record API or Django itself would trip over.
"""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

MAX_KEY: Final = 39
MAX_APP_KEY: Final = 30

_SYSTEM_COLUMNS = (
    "id pk created_at created_by created_by_id updated_at updated_by updated_by_id version release_digest deleted_at"
)
_QUERY_PARAMETERS = "q sort cursor page_size format"
_SQL = (
    "all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create cross "
    "current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else "
    "end except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into "
    "is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only "
    "or order outer overlaps placing primary references returning right select session_user similar some symmetric "
    "table tablesample then to trailing true union unique user using variadic verbose when where window with rowid"
)
_MODEL_ATTRIBUTES = (
    "objects save delete clean full_clean clean_fields from_db refresh_from_db arefresh_from_db asave adelete"
)
_RECORD_API = "access figures files history openapi options people saved"
_SCRIPT = "constructor prototype this"

RESERVED_KEYS: Final[frozenset[str]] = frozenset(
    f"{_SYSTEM_COLUMNS} {_QUERY_PARAMETERS} {_SQL} {_MODEL_ATTRIBUTES} {_SCRIPT}".split()
)
RESERVED_ENTITY_KEYS: Final[frozenset[str]] = RESERVED_KEYS | frozenset(_RECORD_API.split())

_KEY = re.compile(r"[a-z](?:[a-z0-9]|_(?=[a-z0-9])){0,38}")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "ð": "d", "\u0131": "i"}
)


def is_key(value: str) -> bool:
    """Whether `value` is well formed: lower case, a letter first, no double or trailing underscore, <= 39 long."""
    return _KEY.fullmatch(value) is not None


def key_from_label(label: str, *, fallback: str = "field", reserved: Collection[str] = RESERVED_KEYS) -> str:
    """A well-formed, unreserved key for `label`: "Cost (EUR)" -> "cost_eur", "Order" -> "order_field".

    A label without Latin letters or digits becomes `fallback`.
    """
    plain = unicodedata.normalize("NFKD", label.lower().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    key = "_".join(words)[:MAX_KEY].strip("_") or fallback
    if not key[0].isalpha():
        key = f"{fallback}_{key}"[:MAX_KEY].rstrip("_")
    return f"{key[: MAX_KEY - 6]}_field" if key in reserved else key


def unique_key(key: str, taken: Collection[str], *, longest: int = MAX_KEY) -> str:
    """`key`, or `key_2`, `key_3` ... the first that is not in `taken`, cut so that it stays within `longest`."""
    key = key[:longest].rstrip("_")
    if key not in taken:
        return key
    number = 2
    while True:
        suffix = f"_{number}"
        candidate = key[: longest - len(suffix)].rstrip("_") + suffix
        if candidate not in taken:
            return candidate
        number += 1
