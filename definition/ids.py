"""Ids of objects in a document: a prefix that names the collection, then random base 32. Never reused."""

import hashlib
import re
import secrets
from collections.abc import Mapping
from types import MappingProxyType

COLLECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "entities": "ent",
        "fields": "fld",
        "pages": "pag",
        "nodes": "nod",
        "rules": "rul",
        "roles": "rol",
        "grants": "gra",
        "texts": "txt",
    }
)

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 10
_PATTERNS = {name: re.compile(rf"{prefix}_[0-9a-z]{{2,26}}") for name, prefix in COLLECTIONS.items()}


def is_object_id(collection: str, value: object) -> bool:
    """Whether `value` can be the id of an object in `collection`; an unknown collection has no ids."""
    pattern = _PATTERNS.get(collection)
    return pattern is not None and isinstance(value, str) and pattern.fullmatch(value) is not None


def new_object_id(collection: str) -> str:
    """A new random id for `collection`, such as `fld_9k2m4q7xw3` (50 bits)."""
    return COLLECTIONS[collection] + "_" + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def derived_object_id(collection: str, *parts: str) -> str:
    """The id that the same parts always get: a repair offered twice makes one object, not two."""
    number = int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest()[:8], "big")
    digits = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return COLLECTIONS[collection] + "_" + "".join(digits)
