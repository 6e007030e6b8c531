"""The golden apps, and small changes to them."""

import copy
import json
from pathlib import Path
from typing import Any

from definition.model import AppDefinition
from definition.parse import parse

FOLDER = Path(__file__).parent.parent / "definitions"
NAMES = ("equipment_booking", "expense_claims", "large_survey", "leave_request", "visitor_log")

Document = dict[str, Any]


def golden(name: str = "expense_claims") -> Document:
    """A fresh copy of a golden document."""
    document: Document = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return document


def with_value(document: Document, path: str, value: object) -> Document:
    """A copy with the value at `a/b/c` set, or deleted when `value` is DELETED."""
    changed = copy.deepcopy(document)
    *parents, last = path.split("/")
    inner: Any = changed
    for name in parents:
        inner = inner[name]
    if value is DELETED:
        del inner[last]
    else:
        inner[last] = value
    return changed


def parsed(document: object) -> AppDefinition:
    result = parse(document)
    assert result.app is not None, result.problems
    return result.app


DELETED = object()
