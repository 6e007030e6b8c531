"""A bare WSGI handler: one psycopg connection per thread, statements prepared by the driver."""

import os
import re
import threading
from collections.abc import Callable, Iterable
from typing import Protocol, cast
from urllib.parse import parse_qs

import psycopg

from bench.limit.questions import INSERT, LIST, ONE, Refused, encoded, shown, values_of

Environ = dict[str, object]
Start = Callable[[str, list[tuple[str, str]]], object]
_here = threading.local()
_TOKEN, _OWNER = f"Token {os.environ['TOKEN']}", int(os.environ["OWNER"])


class Readable(Protocol):
    def read(self, size: int) -> bytes: ...


def application(environ: Environ, start: Start) -> Iterable[bytes]:
    status, body = _answer(environ)
    start(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def _answer(environ: Environ) -> tuple[str, bytes]:
    if environ.get("HTTP_AUTHORIZATION") != _TOKEN:
        return "401 Unauthorized", b"{}"
    path = str(environ["PATH_INFO"])
    if environ["REQUEST_METHOD"] == "POST":
        body = cast("Readable", environ["wsgi.input"]).read(int(str(environ["CONTENT_LENGTH"])))
        try:
            made = _rows(INSERT, values_of(body, _OWNER))
        except Refused as error:
            return "400 Bad Request", encoded({"error": str(error)})
        return "201 Created", encoded(shown(made[0]))
    if path == "/expenses/":
        category = parse_qs(str(environ["QUERY_STRING"]))["category"][0]
        return "200 OK", encoded([shown(row) for row in _rows(LIST, (category,))])
    found = _rows(ONE, (int(path.split("/")[2]),))
    return ("200 OK", encoded(shown(found[0]))) if found else ("404 Not Found", b"{}")


def _rows(statement: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
    if not hasattr(_here, "connection"):
        _here.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=0)
    return list(_here.connection.execute(_numbered(statement), values))


def _numbered(statement: str) -> str:
    return re.sub(r"\$\d+", "%s", statement)
