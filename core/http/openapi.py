"""The platform's OpenAPI document holds the platform's endpoints; each live app describes its own."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

Endpoint = tuple[str, str, str, Callable[..., Any]]
Json = dict[str, object]


def platform_endpoints(endpoints: list[Endpoint]) -> list[Endpoint]:
    """drf-spectacular hook: leave out the record API, whose shapes depend on the app."""
    return [endpoint for endpoint in endpoints if not endpoint[0].startswith("/api/a/")]


def anything_may_be_null(result: Json, **_: object) -> Json:
    """drf-spectacular hook: a value of any kind may be null already; "any, or null" would refuse null as being both."""
    _plain_any(result)
    return result


def _plain_any(node: object) -> None:
    if isinstance(node, dict):
        if node.get("oneOf") == [{}, {"type": "null"}]:
            del node["oneOf"]
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            _plain_any(inner)


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its base has no types
    """How the document describes our session authentication."""

    target_class = "core.http.sessions.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
