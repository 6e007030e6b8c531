"""The runtime's row that steps work on."""

from uuid import UUID

from deployments.errors import PreflightRefused
from deployments.steps.step import StepContext


def live_release_id(context: StepContext) -> UUID:
    """The prepared release of the runtime; raises PreflightRefused if `preflight` has not run."""
    if context.release.live_release_id is None:
        raise PreflightRefused(detail="The runtime does not know this release yet.")
    return context.release.live_release_id
