"""From any JSON value to an AppDefinition, or to the reasons why not. Never raises.

Five looks, each only after the one before was clean: `guard` (size and text), `upgrades` (format), the JSON Schema
(shape), `effort` (how much there is to compile), `structure` (references, keys, cycles). A definition whose shape is
right is returned even with structural errors, because that is what a draft in the middle of an edit looks like.
"""

from dataclasses import dataclass

from definition import structure
from definition.digest import digest
from definition.effort import effort_problem
from definition.guard import guard
from definition.ids import COLLECTIONS
from definition.model import AppDefinition
from definition.problems import Problem, pointer, problem
from definition.reading import definition_from
from definition.schemas import Misfit, misfits, named_validator
from definition.upgrades import CURRENT, UnknownFormat, upgraded


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """`app` is None when the document has not the shape of an app; `problems` then says why."""

    app: AppDefinition | None
    problems: tuple[Problem, ...]


def parse(document: object) -> Parsed:
    """Read `document`. Equal documents give equal results; nothing in it can make this raise or run long."""
    problems = guard(document)
    if problems:
        return Parsed(app=None, problems=problems)
    if not isinstance(document, dict):
        return Parsed(app=None, problems=(problem("not-an-object", ""),))
    try:
        current = upgraded(document)
    except UnknownFormat as unknown:
        found = problem("unknown-format", "/format", format=str(unknown.found), current=CURRENT)
        return Parsed(app=None, problems=(found,))
    wrong = misfits(named_validator("app"), current)
    if wrong:
        return Parsed(app=None, problems=tuple(_shape_problem(misfit) for misfit in wrong))
    too_much = effort_problem(current)
    if too_much is not None:
        return Parsed(app=None, problems=(too_much,))
    app = definition_from(current, digest=digest(document))
    return Parsed(app=app, problems=structure.check(app))


def _shape_problem(misfit: Misfit) -> Problem:
    where = pointer(*misfit.path)
    object_id = str(misfit.path[1]) if len(misfit.path) > 1 and misfit.path[0] in COLLECTIONS else None
    if misfit.code == "unknown-property" and len(misfit.path) == 2 and misfit.path[0] in COLLECTIONS:
        return problem("bad-id", where, id=str(misfit.path[1]))
    return problem(misfit.code, where, object_id=object_id, repair=None, **misfit.params)
