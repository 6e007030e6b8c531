"""Nobody uses an app without signing in."""

from collections.abc import Iterator

from definition.model import AppDefinition, Audience, in_order
from governance.facts import Facts, Found, Policy, Severity, at, repair_set


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    for role in in_order(app.roles.values()):
        if role.audience is Audience.PUBLIC:
            yield Found(
                message=f"{role.label} lets in anyone with the link, without signing in.",
                where=at("roles", role.id, role.label, "audience"),
                repair=repair_set(
                    "Limit it to people of the workspace", "roles", role.id, "audience", Audience.WORKSPACE.value
                ),
            )


POLICY = Policy(
    id="anonymous-access",
    title="No access without signing in",
    severity=Severity.MUST_FIX,
    owner="Information security",
    why="Open forms and lists of other platforms have exposed millions of records. Nothing here is open by default.",
    check=check,
)
