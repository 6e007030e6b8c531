"""What can be said about a definition without the component catalogue: keys, references, trees.

Each check is a function from an index to problems; `CHECKS` reads as a table of contents.
"""

from collections.abc import Callable, Iterable

from definition.index import Index
from definition.model import AppDefinition
from definition.problems import Problem
from definition.structure import keys, orders, references, trees

Check = Callable[[Index], Iterable[Problem]]

CHECKS: tuple[Check, ...] = (
    keys.app_key,
    keys.entity_keys,
    keys.field_keys,
    keys.page_and_role_keys,
    keys.columns,
    keys.labels,
    orders.places,
    references.fields_and_title,
    references.grants,
    references.texts,
    references.rules,
    trees.places,
    trees.cycles,
    trees.bound_fields,
)


def check(app: AppDefinition) -> tuple[Problem, ...]:
    """All structural problems of `app`, in a stable order."""
    index = Index.of(app)
    return tuple(found for one in CHECKS for found in one(index))
