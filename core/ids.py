"""Identifiers: UUIDv7, so that primary keys sort by time and never get reused."""

import uuid

from uuid_utils import compat


def new_id() -> uuid.UUID:
    """A new time-ordered UUID (version 7) as a standard `uuid.UUID`."""
    return compat.uuid7()
