"""Save for later: answers as typed, on one form page, for the person who typed them and nobody else."""

from dataclasses import dataclass
from datetime import datetime

from accounts.selectors import UserRow
from core.canonical import canonical_json
from core.errors import TooLarge
from definition.compiled import CompiledPage
from definition.json_types import JsonObject
from runtime.errors import AppNotFound, NothingForYou
from runtime.models import SavedEntry
from runtime.selectors import saved_entries_of, saved_entry
from runtime.services.serving import Serving, serve

MOST_BYTES = 256_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """`digest` names the release in which the answers were typed; the form may have changed since."""

    values: JsonObject
    saved_at: datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedForLater:
    """A form somebody began: its title, its app's, and where to go on."""

    title: str
    app_title: str
    url: str
    saved_at: datetime


def entries_of(actor: UserRow, *, most: int, now: datetime) -> tuple[SavedForLater, ...]:
    """The forms this person began, newest first, as far as they are still there and still theirs to fill in."""
    rows = saved_entries_of(actor.pk)[:most]
    return tuple(found for row in rows if (found := _to_go_on(row, actor, now)) is not None)


def _to_go_on(row: SavedEntry, actor: UserRow, now: datetime) -> SavedForLater | None:
    try:
        serving = serve(row.live_app.key, actor, now=now)
        key = next((page.key for page in serving.ready.compiled.pages if page.id == row.page_id), "")
        page = form_page(serving, key)
    except (AppNotFound, NothingForYou):
        return None
    return SavedForLater(
        title=page.title,
        app_title=serving.ready.compiled.info.title,
        url=f"/a/{row.live_app.key}/{page.key}/",
        saved_at=row.saved_at,
    )


def begun_in(serving: Serving) -> dict[str, datetime]:
    """When this person last saved each form of this app that is still theirs to fill in, by the key of its page."""
    forms = {
        page.id: page.key
        for page in serving.ready.compiled.pages
        if page.kind == "form" and serving.rights.on(page.entity or "").create
    }
    rows = saved_entries_of(serving.actor.pk).filter(live_app=serving.app.live_app_id, page_id__in=list(forms))
    return {forms[row.page_id]: row.saved_at for row in rows}


def entry_get(serving: Serving, page_key: str) -> Saved | None:
    """What this person saved on a form page, None for nothing. Raises AppNotFound for a page they may not use."""
    page = form_page(serving, page_key)
    found = saved_entry(serving.app.live_app_id, serving.actor.pk, page.id)
    return Saved(values=found.values, saved_at=found.saved_at, digest=found.digest) if found else None


def entry_save(serving: Serving, page_key: str, values: JsonObject, *, digest: str, now: datetime) -> Saved:
    """Keep `values` in place of what was saved before. Raises AppNotFound, TooLarge (256 kB)."""
    page = form_page(serving, page_key)
    if len(canonical_json(values)) > MOST_BYTES:
        raise TooLarge(detail="These answers are too long to be saved for later.")
    SavedEntry.objects.update_or_create(
        live_app_id=serving.app.live_app_id,
        user_id=serving.actor.pk,
        page_id=page.id,
        defaults={"values": dict(values), "digest": digest, "saved_at": now},
    )
    return Saved(values=values, saved_at=now, digest=digest)


def entry_forget(serving: Serving, page_key: str) -> None:
    """Forget what was saved; nothing saved is fine. Raises AppNotFound."""
    page = form_page(serving, page_key)
    SavedEntry.objects.filter(live_app_id=serving.app.live_app_id, user_id=serving.actor.pk, page_id=page.id).delete()


def form_page(serving: Serving, page_key: str) -> CompiledPage:
    """A form page this person may use. Raises AppNotFound."""
    page = serving.ready.compiled.page(page_key)
    if page is None or page.kind != "form" or not serving.rights.on(page.entity or "").create:
        raise AppNotFound(detail="There is no form at this address, or you may not use it.")
    return page
