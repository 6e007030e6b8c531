"""Ask the gate again: an approval may have ended between the decision and now."""

from deployments.steps.step import Lines, Step, StepContext, nothing_to_verify
from governance.services.gate import require_approved


def _do(context: StepContext) -> Lines:
    release = context.release
    approved = require_approved(submission_id=release.submission_id, digest=release.digest, now=context.clock())
    people = len(approved.approvers)
    by = "by rule, without a reviewer" if not people else f"by {people} {'person' if people == 1 else 'people'}"
    return (f"Version {approved.number} is approved {by}.", f"Its content gives digest {release.digest[:12]}.")


STEP = Step(key="approval", title="Check the approval again", do=_do, verify=nothing_to_verify, is_repeated=True)
