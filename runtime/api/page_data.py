"""The inert JSON that a live page carries, and that `GET /api/a/<app>/` answers."""

from datetime import date

from definition.json_types import JsonValue
from runtime.fieldtypes.datetime import show_moment
from runtime.services.saved import Saved
from runtime.services.screens import screen_of
from runtime.services.serving import Serving


def app_data(serving: Serving, *, today: date) -> dict[str, JsonValue]:
    """The app for one person: what the renderer needs, cut to their rights."""
    shown = screen_of(serving)
    return {
        "app": {"key": serving.app.key, "title": serving.ready.compiled.info.title},
        "artefact": shown.artefact,
        "permissions": shown.permissions,
        "base": f"/api/a/{serving.app.key}/",
        "today": today.isoformat(),
    }


def saved_data(saved: Saved | None) -> dict[str, JsonValue] | None:
    if saved is None:
        return None
    return {"values": saved.values, "saved_at": show_moment(saved.saved_at), "digest": saved.digest}
