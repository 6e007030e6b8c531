"""Every address of the platform and of live apps, read from the URL resolver."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_NAMED = re.compile(r"\(\?P<(\w+)>")
_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


def routes() -> dict[str, URLPattern]:
    """Every route as it is written, with its pattern. Fails on a route that is written twice."""
    found: dict[str, URLPattern] = {}
    for route, pattern in _walk(get_resolver()):
        assert route not in found, f"{route} stands twice"
        found[route] = pattern
    return found


def _walk(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        spelled = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, spelled)
        else:
            yield _plain(spelled), entry


def _plain(route: str) -> str:
    """A regular expression reads as the others do: its groups by name alone."""
    if not route.startswith("^"):
        return route
    plain, rest = "", route.strip("^$")
    while found := _NAMED.search(rest):
        depth, end = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(rest[end], 0)
            end += 1
        plain, rest = f"{plain}{rest[: found.start()]}<{found.group(1)}>", rest[end:]
    return plain + rest


def places_of(route: str) -> tuple[str, ...]:
    """The names of what varies in an address."""
    return tuple(_PLACE.findall(route))


def address(route: str, values: dict[str, str]) -> str:
    return "/" + _PLACE.sub(lambda found: values[found.group(1)], route)


def is_api(pattern: URLPattern) -> bool:
    """Whether it is an endpoint of REST framework, which answers OPTIONS by itself."""
    return hasattr(pattern.callback, "cls")
