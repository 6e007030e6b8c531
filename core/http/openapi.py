"""The platform's OpenAPI document holds the platform's endpoints; each live app describes its own."""

from collections.abc import Callable
from typing import Any

Endpoint = tuple[str, str, str, Callable[..., Any]]


def platform_endpoints(endpoints: list[Endpoint]) -> list[Endpoint]:
    """drf-spectacular hook: leave out the record API, whose shapes depend on the app."""
    return [endpoint for endpoint in endpoints if not endpoint[0].startswith("/api/a/")]
