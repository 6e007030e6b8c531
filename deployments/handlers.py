"""What happens after events of other rooms."""

from core.events.handlers import EventMeta, handles
from deployments.events import ReleaseActivated
from deployments.services.releases import release_start
from governance.events import SubmissionApproved
from governance.services.submissions import submission_judge_again


@handles(SubmissionApproved)
def deploy_approved(event: SubmissionApproved, meta: EventMeta) -> None:
    """An approval starts its deployment by itself."""
    release_start(
        submission_id=event.submission,
        app_id=event.app,
        version_id=event.version,
        number=event.number,
        digest=event.digest,
        now=meta.at,
    )


@handles(ReleaseActivated)
def judge_again(event: ReleaseActivated, meta: EventMeta) -> None:
    """What is under review is compared with what is live: after the pointer moved, with something else."""
    submission_judge_again(app_id=event.app, now=meta.at)
