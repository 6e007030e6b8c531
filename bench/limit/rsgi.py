"""A bare RSGI handler under granian: asyncpg with a pool, statements prepared by the driver.

Runs in an environment of its own (requirements/bench.lock).
"""

import asyncio
import os
from typing import Protocol
from urllib.parse import parse_qs

import asyncpg

from bench.limit.questions import INSERT, LIST, ONE, Refused, encoded, shown, values_of

_TOKEN, _OWNER = f"Token {os.environ['TOKEN']}", int(os.environ["OWNER"])
_HEADERS = [("content-type", "application/json")]


class Scope(Protocol):
    method: str
    path: str
    query_string: str
    headers: dict[str, str]


class Answering(Protocol):
    async def __call__(self) -> bytes: ...

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...


class Application:
    pool: asyncpg.Pool

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.run_until_complete(self._connect())

    async def _connect(self) -> None:
        self.pool = await asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=8, max_size=16)

    async def __rsgi__(self, scope: Scope, protocol: Answering) -> None:
        status, body = await self._answer(scope, protocol)
        protocol.response_bytes(status, _HEADERS, body)

    async def _answer(self, scope: Scope, protocol: Answering) -> tuple[int, bytes]:
        if scope.headers.get("authorization") != _TOKEN:
            return 401, b"{}"
        if scope.method == "POST":
            try:
                values = values_of(await protocol(), _OWNER)
            except Refused as error:
                return 400, encoded({"error": str(error)})
            return 201, encoded(shown(tuple(await self.pool.fetchrow(INSERT, *values))))
        if scope.path == "/expenses/":
            category = parse_qs(scope.query_string)["category"][0]
            return 200, encoded([shown(tuple(row)) for row in await self.pool.fetch(LIST, category)])
        found = await self.pool.fetchrow(ONE, int(scope.path.split("/")[2]))
        return (200, encoded(shown(tuple(found)))) if found else (404, b"{}")


application = Application()
