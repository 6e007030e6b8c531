"""What deployments refuse."""

from core.errors import Conflict, DomainError, NotFound


class ReleaseUnknown(NotFound):
    code = "release-unknown"
    title = "No such release"


class DeployBusy(Conflict):
    """A deployment of the same app holds the lock."""

    code = "deploy-busy"
    title = "A release of this app is being deployed"


class NotActivatable(Conflict):
    """A release that was never live cannot be switched to."""

    code = "release-not-ready"
    title = "This release cannot be switched to"


class PreflightRefused(DomainError):
    code = "preflight-refused"
    title = "Not ready to deploy"
