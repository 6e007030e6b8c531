"""Compare what the database has with what the artefact needs, by introspection."""

from deployments.steps.step import Lines, Step, StepContext, nothing_to_verify
from deployments.steps.target import live_release_id
from runtime.services.activation import verify


def _do(context: StepContext) -> Lines:
    found = verify(live_release_id=live_release_id(context))
    return (f"{found.tables} tables with {found.columns} columns and {found.rows} rows are as planned.",)


STEP = Step(key="verify", title="Compare tables with the plan", do=_do, verify=nothing_to_verify)
