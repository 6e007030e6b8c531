"""Move the pointer. The pipeline runs this step inside the transaction that also marks the release live."""

from deployments.steps.step import Lines, Step, StepContext, nothing_to_verify
from deployments.steps.target import live_release_id
from governance.services.gate import require_approved
from runtime.services.activation import activate


def _do(context: StepContext) -> Lines:
    release = context.release
    now = context.clock()
    require_approved(submission_id=release.submission_id, digest=release.digest, now=now)
    pointed = activate(live_release_id=live_release_id(context), digest=release.digest, now=now)
    before = f" instead of {pointed.previous_digest[:12]}" if pointed.previous_digest else ""
    return ("The approval holds.", f"People use version {release.number} ({pointed.digest[:12]}){before} from now on.")


STEP = Step(key="activate", title="Switch people over", do=_do, verify=nothing_to_verify, is_atomic=True)
