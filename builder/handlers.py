"""What happens to apps after events of other rooms."""

from accounts.events import RoleTaken
from accounts.selectors import has_left
from builder.services.leaving import comaker_leave
from core.events.handlers import EventMeta, handles


@handles(RoleTaken)
def comaker_gone(event: RoleTaken, meta: EventMeta) -> None:
    """Who lost the last role in a workspace works on none of its apps any more."""
    if meta.workspace_id is not None and has_left(event.person, meta.workspace_id):
        comaker_leave(workspace_id=meta.workspace_id, person_id=event.person, now=meta.at)
