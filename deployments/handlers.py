"""What happens after events of other rooms."""

from core.events.handlers import EventMeta, handles
from deployments.services.releases import release_start
from governance.events import SubmissionApproved


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
