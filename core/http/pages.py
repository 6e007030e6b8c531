"""HTML pages: one shell that loads the built assets of one frontend entry and carries its data as inert JSON."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static

_UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


class AssetsMissing(RuntimeError):
    """The frontend was not built; `make setup` builds it."""


@lru_cache(maxsize=4)
def _manifest(path: Path, stamp: float) -> dict[str, dict[str, Any]]:
    loaded: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return loaded


def assets_of(entry: str) -> dict[str, list[str]]:
    """URLs of the scripts, preloads and styles of `src/entries/<entry>.tsx`, from the build manifest.

    Raises AssetsMissing when the frontend was not built or has no such entry.
    """
    path = Path(settings.FRONTEND_DIST) / "manifest.json"
    if not path.exists():
        raise AssetsMissing(f"No built frontend at {path}; run `make setup`.")
    manifest = _manifest(path, path.stat().st_mtime)
    key = f"src/entries/{entry}.tsx"
    if key not in manifest:
        raise AssetsMissing(f"The built frontend has no entry {key}; run `make setup`.")
    preloads: list[str] = []
    styles: list[str] = []
    _collect(manifest, key, preloads, styles, set())
    return {
        "scripts": [_url(manifest[key]["file"])],
        "preloads": [_url(name) for name in preloads],
        "styles": [_url(name) for name in styles],
    }


def _collect(
    manifest: dict[str, dict[str, Any]], key: str, preloads: list[str], styles: list[str], seen: set[str]
) -> None:
    if key in seen:
        return
    seen.add(key)
    chunk = manifest[key]
    for name in chunk.get("imports", []):
        _collect(manifest, name, preloads, styles, seen)
        preloads.append(manifest[name]["file"])
    styles.extend(name for name in chunk.get("css", []) if name not in styles)


def _url(name: str) -> str:
    return static(f"app/{name}")


def inert_json(value: object) -> str:
    """JSON that is safe inside a script element of type application/json."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def page(
    request: HttpRequest,
    *,
    entry: str,
    title: str,
    data: Mapping[str, Any] | None = None,
    h1: str | None = None,
    intro: str = "",
    status: int = 200,
) -> HttpResponse:
    """The HTML shell of a screen. `data` reaches the script as `#page-data` together with the CSRF token and `me`."""
    describe = getattr(request.user, "describe", None)
    payload = {
        "csrf": get_token(request),
        "me": describe() if callable(describe) else None,
        "data": dict(data or {}),
    }
    context = {
        "title": title,
        "h1": h1 or title,
        "intro": intro,
        "entry": entry,
        "assets": assets_of(entry),
        "payload": inert_json(payload),
        "language": "en",
    }
    return render(request, "guildhall/page.html", context, status=status)
