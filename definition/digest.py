"""The content digest that names a definition: what is reviewed, approved and deployed is this digest."""

from core.canonical import sha256_hex


def digest(document: object) -> str:
    """The sha256 over the canonical JSON of `document`, 64 lower-case hex digits.

    Equal documents have equal digests, whatever the order of their properties.
    Raises ValueError for NaN or infinity, TypeError for what JSON has not.
    """
    return sha256_hex(document)
