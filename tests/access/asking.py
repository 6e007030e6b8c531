"""One request of the matrix, asked and judged: the status, every mark in the answer, and that a refusal wrote nothing.

Each request is rolled back, and files it removed are put back, so all of them meet the same two workspaces.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from tests.access.scene import HIDDEN_NUMBER, ROWS, WHO, Scene, Side
from tests.access.wire import Answer, ask

NOBODY = "signed-out"
# Rows that each live role may learn of; everybody else learns of none.
MAY_READ = {
    "reads_all": frozenset({"mine", "ruled", "other", "customer"}),
    "reads_own": frozenset({"mine", "saved"}),
    "reads_ruled": frozenset({"ruled"}),
}
SECRETS = (*ROWS, "hidden", "customer", "saved")


@dataclass(frozen=True, kw_only=True)
class Ask:
    """`home` is the side of who asks; any of `expected` is right."""

    home: str
    who: str
    method: str
    url: str
    expected: frozenset[int]
    body: object = None
    form: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.who} of {self.home}: {self.method} {self.url} {self.body or ''} {dict(self.headers) or ''}"


@dataclass(frozen=True, kw_only=True)
class Fault:
    ask: Ask
    what: str

    def __str__(self) -> str:
        return f"{self.ask} -> {self.what}"


class Gate:
    """Asks requests of a scene and says what was wrong with the answers."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.sides = {side.mark: side for side in scene.sides}
        self.clients: dict[tuple[str, str], Client] = {}
        for side in scene.sides:
            self.clients |= {(side.mark, who): side.client(who) for who in WHO}
        self.anonymous = Client(headers={"accept": "application/json"}, raise_request_exception=False)
        self.ids = {
            side.mark: frozenset(value for value in side.ids.values() if _is_uuid(value)) for side in scene.sides
        }
        self.before = stored()
        self.files = {path: path.read_bytes() for path in Path(settings.STORAGE_DIR).rglob("*") if path.is_file()}

    def judge(self, one: Ask) -> list[Fault]:
        writes: list[str] = []
        with transaction.atomic():
            with connection.execute_wrapper(_Writes(writes)):
                answer = self._answer(one)
            faults = [*self._status(one, answer), *self._marks(one, answer.status, answer.everything)]
            if answer.status >= 400 and writes and stored() != self.before:
                faults.append(f"refused with {answer.status}, yet wrote: {writes[0][:120]}")
            transaction.set_rollback(True)
        if one.method != "GET":
            self._put_back()
        return [Fault(ask=one, what=what) for what in faults]

    def _put_back(self) -> None:
        for path, content in self.files.items():
            if not path.exists():
                path.write_bytes(content)

    def _answer(self, one: Ask) -> Answer:
        client = self.clients.get((one.home, one.who), self.anonymous)
        sent, kind = b"" if one.body is None else json.dumps(one.body).encode(), "application/json"
        if one.form and isinstance(one.body, Mapping):
            sent, kind = urlencode(one.body).encode(), "application/x-www-form-urlencoded"
        return ask(client, one.method, one.url, sent, kind=kind, headers=one.headers)

    def _status(self, one: Ask, answer: Answer) -> Iterator[str]:
        if answer.status >= 500 and answer.status not in one.expected:
            yield f"broke: {answer.status}"
        elif answer.status not in one.expected:
            yield f"{answer.status}, expected {sorted(one.expected)}"
        if answer.status >= 400 and one.url.startswith("/api/") and answer.kind != "application/problem+json":
            yield f"{answer.status} as {answer.kind}"

    def _marks(self, ask: Ask, status: int, content: bytes) -> Iterator[str]:
        """What the answer tells that this person may not know."""
        own = self.sides[ask.home]
        other = self.scene.other(own)
        asked = f"{ask.url} {json.dumps(ask.body)}"
        if other.mark.encode() in content:
            yield f"tells of the other workspace ({status})"
        told = [one for one in self.ids[other.mark] if one not in asked and one.encode() in content]
        if told:
            yield f"tells ids of the other workspace ({status})"
        if own.mark not in asked and own.mark.encode() in self._beyond_own_name(ask, content):
            if ask.who in (NOBODY, "left"):
                yield f"tells somebody outside ({status})"
            elif status == 404 and ask.url.startswith("/api/"):
                yield "says more than that there is nothing"
        yield from _secrets(ask, own, status, content)

    def _beyond_own_name(self, ask: Ask, content: bytes) -> bytes:
        """People read their own name and mail in the corner of a page, also those who left."""
        person = self.sides[ask.home].people.get(ask.who)
        if person is None:
            return content
        return content.replace(person.name.encode(), b"").replace(person.email.encode(), b"")


def _secrets(ask: Ask, own: Side, status: int, content: bytes) -> Iterator[str]:
    """What is told of rows this person may not read, and of fields that the release hides from everybody."""
    for name in SECRETS:
        if name not in MAY_READ.get(ask.who, ()) and own.secret(name).encode() in content:
            yield f"tells the secret of {name} ({status})"
    if HIDDEN_NUMBER.encode() in content:
        yield f"tells a hidden number ({status})"


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class _Writes:
    """Notes each statement that writes; whether anything stayed is asked only then."""

    def __init__(self, seen: list[str]) -> None:
        self.seen = seen

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if (
            sql.lstrip()
            .upper()
            .startswith(("INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "CREATE", "ALTER", "DROP"))
        ):
            self.seen.append(sql)
        return execute(sql, params, many, context)


# What may be written by a refusal: the brake on guessed passwords, and a session that is opened or renewed.
APART = frozenset({"accounts_failedsignin", "django_session", "django_migrations"})


def stored() -> dict[str, list[str]]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        found: dict[str, list[str]] = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            if table not in APART:
                cursor.execute(f'SELECT * FROM "{table}"')
                found[table] = sorted(map(repr, cursor.fetchall()))
    return found
