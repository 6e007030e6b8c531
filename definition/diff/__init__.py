"""What changed between two definitions, matched by id, in sentences a business reader understands. Pure."""

from definition.diff.behaviour import access_changes, rule_changes, text_changes
from definition.diff.change import Area, Change, ChangeClass, ChangeKind
from definition.diff.data import app_changes, entity_changes, field_changes
from definition.diff.pages import node_changes, page_changes
from definition.diff.pair import Pair
from definition.diff.words import property_name
from definition.model import AppDefinition

__all__ = ["Area", "Change", "ChangeClass", "ChangeKind", "diff", "property_name"]

_PARTS = (
    app_changes,
    entity_changes,
    field_changes,
    page_changes,
    node_changes,
    rule_changes,
    access_changes,
    text_changes,
)
_RANK = {area: rank for rank, area in enumerate(Area)}


def diff(before: AppDefinition | None, after: AppDefinition) -> tuple[Change, ...]:
    """The changes that lead from `before` (None: nothing was live) to `after`, by area, then in document order.

    Empty exactly when both mean the same. Each change has a hash that is equal as long as the change is.
    """
    pair = Pair.of(before, after)
    changes = [found for part in _PARTS for found in part(pair)]
    return tuple(sorted(changes, key=lambda found: _RANK[found.area]))
