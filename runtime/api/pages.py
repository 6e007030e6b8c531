"""The HTML of live apps: the server writes title, heading and first words; the script takes over from there."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from core.clock import now
from core.http.pages import page as html_page
from runtime.api.page_data import app_data, saved_data
from runtime.api.request import id_of, serving_of
from runtime.fieldtypes.datetime import show_moment
from runtime.services.exports import exports_exist
from runtime.services.reading import record_get
from runtime.services.saved import begun_in, entry_get
from runtime.services.screens import page_of, screen_of


@require_safe
def live_home(request: HttpRequest, app: str) -> HttpResponse:
    """The pages this person may use; the only one at once."""
    serving = serving_of(request, app)
    pages = [page for page in screen_of(serving).pages if page.kind != "record"]
    if len(pages) == 1:
        return HttpResponseRedirect(f"/a/{serving.app.key}/{pages[0].key}/")
    info = serving.ready.compiled.info
    data = {
        **app_data(serving, today=now().date()),
        "page": None,
        "record": None,
        "saved": None,
        "begun": {key: show_moment(at) for key, at in begun_in(serving).items()},
    }
    return html_page(request, entry="live", title=info.title, data=data, h1=info.title, intro=info.summary)


@require_safe
def live_page(request: HttpRequest, app: str, page: str, record: str | None = None) -> HttpResponse:
    """One page of the app, with the record it is about."""
    serving = serving_of(request, app)
    found = page_of(serving, page)
    data = {
        **app_data(serving, today=now().date()),
        "page": found.key,
        "record": record_get(serving, found.entity or "", id_of(record)) if record else None,
        "saved": saved_data(entry_get(serving, found.key)) if found.kind == "form" and not record else None,
        "exports": found.kind == "list" and exports_exist(serving, found.entity or ""),
    }
    title = f"{found.title} - {serving.ready.compiled.info.title}"
    return html_page(request, entry="live", title=title, data=data, h1=found.title, intro=found.intro)
