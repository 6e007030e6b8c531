"""What happens in live apps after events of other rooms."""

from accounts.events import RoleTaken
from accounts.selectors import has_left
from core.events.handlers import EventMeta, handles
from runtime.services.leaving import live_roles_leave


@handles(RoleTaken)
def live_roles_gone(event: RoleTaken, meta: EventMeta) -> None:
    """Who lost the last role in a workspace holds none in its live apps."""
    if meta.workspace_id is not None and has_left(event.person, meta.workspace_id):
        live_roles_leave(workspace_id=meta.workspace_id, person_id=event.person, now=meta.at)
