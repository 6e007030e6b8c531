"""Somebody stands in for the owner."""

from collections.abc import Iterator

from definition.model import AppDefinition
from definition.problems import Repair
from governance.facts import Colleague, Facts, Found, Policy, Severity, Where


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    if app.app.deputy is None:
        yield Found(
            message="The app has no deputy. When the owner is away, nobody answers for it.",
            where=Where(object_id=None, label=app.app.title, pointer="/app/deputy"),
            repair=_name(facts.stand_in) if facts.stand_in else None,
        )


def _name(colleague: Colleague) -> Repair:
    operation = {"op": "set", "in": "app", "path": "deputy", "value": colleague.id}
    return Repair(label=f"Make {colleague.name} the deputy", operations=(operation,))


POLICY = Policy(
    id="missing-deputy",
    title="Every app has a deputy",
    severity=Severity.ADVICE,
    owner="Platform team",
    why="Apps outlive job changes. Without a deputy they become nobody's the day the owner leaves.",
    check=check,
)
