"""Names of tables. Made from keys, which never change after the first deployment, so the names do not either."""

import hashlib
from typing import Final

LONGEST_TABLE: Final = 40
PREFIX: Final = "gh_"


def table_name(app_key: str, entity_key: str) -> str:
    """`gh_<app>_<entity>`, cut to 40 characters with 8 hex digits of its hash when it would be longer.

    A key cannot have a double underscore, so the double underscore of a cut name never meets a short one.
    """
    name = f"{PREFIX}{app_key}_{entity_key}"
    if len(name) <= LONGEST_TABLE:
        return name
    mark = hashlib.sha256(f"{app_key}.{entity_key}".encode()).hexdigest()[:8]
    return f"{name[: LONGEST_TABLE - 10].rstrip('_')}__{mark}"
