"""Add the tables and columns the artefact needs. Only adds; the release that is live goes on working."""

from deployments.steps.step import Lines, Step, StepContext, nothing_to_verify
from deployments.steps.target import live_release_id
from runtime.services.activation import expand


def _do(context: StepContext) -> Lines:
    expanded = expand(live_release_id=live_release_id(context), now=context.clock())
    return expanded.sentences or ("Nothing to add: all tables and columns are there.",)


STEP = Step(key="expand", title="Add tables and columns", do=_do, verify=nothing_to_verify)
