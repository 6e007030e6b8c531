"""Write, read, list and change a made-up record of every entity, and roll it back."""

from deployments.steps.step import Lines, Step, StepContext, nothing_to_verify
from deployments.steps.target import live_release_id
from runtime.services.activation import smoke


def _do(context: StepContext) -> Lines:
    release = context.release
    tried = smoke(live_release_id=live_release_id(context), actor_id=release.asked_by_id, now=context.clock())
    return tuple(
        f"{name}: a made-up record was saved, read, listed, changed and taken back." for name in tried.entities
    )


STEP = Step(key="smoke", title="Try it with made-up records", do=_do, verify=nothing_to_verify)
