"""Many options belong into a dropdown."""

from collections.abc import Iterator, Sequence

from definition.model import AppDefinition
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at_field, put

MOST_RADIOS = 8


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    for entity in app.entities_in_order():
        for field in app.fields_of(entity.id):
            options = field.settings.get("options")
            if field.kind != "choice" or not isinstance(options, Sequence) or len(options) <= MOST_RADIOS:
                continue
            operations = [put("fields", field.id, "kind", "select")]
            operations.extend(
                put("nodes", node.id, "component", "select@1")
                for node in sorted(app.nodes.values(), key=lambda one: one.id)
                if node.field == field.id
            )
            yield Found(
                message=f"{field.label} shows {len(options)} options one below the other.",
                where=at_field(field, "settings.options"),
                repair=Repair(label="Make it a dropdown", operations=tuple(operations)),
            )


POLICY = Policy(
    id="choice-too-long",
    title="Long lists of options are dropdowns",
    severity=Severity.ADVICE,
    owner="Accessibility",
    why=f"More than {MOST_RADIOS} radio buttons push the next question off a phone screen.",
    check=check,
)
