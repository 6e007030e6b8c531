"""Canonical JSON and the digest that names everything that is approved or deployed.

Sorted keys, no spaces, UTF-8, no NaN. Two documents are the same exactly when their bytes are.
"""

import hashlib
import json


def canonical_json(value: object) -> bytes:
    """`value` as canonical JSON bytes. Raises ValueError for NaN or infinity, TypeError for anything JSON has not."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def sha256_hex(value: object) -> str:
    """The sha256 of the canonical JSON of `value`, 64 lower-case hex digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()
