"""Databases of a comparison, and whether what was acknowledged is in them: counts, values, history, keys."""

import os
import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from bench.live.expenses import expense
from bench.live.operations import BODIES

SERVER = os.environ.get("BENCH_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
# Every row that is loaded is older than this, every row that is sent is younger.
SINCE = "2025-07-01"
SPOT = 50
MOST_LOOKS, LOOK_SECONDS = 40, 0.25


def server_version() -> str | None:
    """None without a PostgreSQL at BENCH_POSTGRES_URL."""
    try:
        with closing(psycopg.connect(SERVER, connect_timeout=3)) as connection:
            return f"PostgreSQL {connection.info.server_version // 10_000}"
    except psycopg.OperationalError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """A database that was made for one system and goes with it."""

    url: str

    @classmethod
    def make(cls, kind: str, name: str, folder: Path) -> "Database":
        if kind == "sqlite":
            return cls(url=f"sqlite:///{folder / name}.sqlite3")
        with closing(psycopg.connect(SERVER, autocommit=True)) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return cls(url=urlsplit(SERVER)._replace(path=f"/{name}").geturl())

    @property
    def is_postgres(self) -> bool:
        return self.url.startswith("postgres")

    @property
    def name(self) -> str:
        return urlsplit(self.url).path.lstrip("/")

    def drop(self) -> None:
        if self.is_postgres:
            with closing(psycopg.connect(SERVER, autocommit=True)) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        """The rows of a statement of ours; those of one that writes are none."""
        if self.is_postgres:
            with closing(psycopg.connect(self.url, autocommit=True)) as connection:
                cursor = connection.execute(statement.encode())
                return cursor.fetchall() if cursor.description else []
        with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=30, isolation_level=None)) as lite:
            return lite.execute(statement).fetchall()

    def number(self, statement: str) -> int:
        """The one number that a statement of ours answers."""
        return int(str(self.rows(statement)[0][0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What has to be true of a table after POSTs. `history` is the table of changes, where there is one."""

    database: Database
    table: str
    columns: Mapping[str, str]
    history: str = ""

    def faults(self, accepted: int, connections: int) -> list[str]:
        """What is wrong; nothing when every acknowledged record is there once, as sent, with its history and key.

        The load ends in the middle of requests: up to `connections` more may be stored than were acknowledged.
        """
        new, noted, keys = self._at_rest()
        found = [] if accepted <= new <= accepted + connections else [f"{accepted} acknowledged, {new} stored"]
        if self.history and not new == noted == keys:
            found.append(f"{new} stored, {noted} in history, {keys} idempotency keys")
        found += self._strange_values()
        return found

    def _at_rest(self) -> tuple[int, ...]:
        """New records, those with a history, and keys, once the requests that the end of the load cut off are over."""
        counts = [f"SELECT count(*) FROM {self.table} WHERE created_at > '{SINCE}'"]
        if self.history:
            counts.append(f"SELECT count(DISTINCT record_id) FROM {self.history} WHERE at > '{SINCE}' AND version = 1")
            counts.append(f"SELECT count(*) FROM runtime_idempotencykey WHERE created_at > '{SINCE}'")
        statement = f"SELECT {', '.join(f'({count})' for count in counts)}"
        before: tuple[int, ...] = ()
        for _ in range(MOST_LOOKS):
            found = tuple(int(str(value)) for value in self.database.rows(statement)[0])
            if found == before:
                break
            before = found
            time.sleep(LOOK_SECONDS)
        return (*before, *(0 for _ in range(3 - len(before))))

    def _strange_values(self) -> list[str]:
        names = ("requester", "department", "amount", "category", "receipt")
        wanted = ", ".join(self.columns[name] for name in names)
        rows = self.database.rows(
            f"SELECT {wanted} FROM {self.table} WHERE created_at > '{SINCE}' ORDER BY created_at DESC LIMIT {SPOT}"
        )
        sent = {tuple(_plain(getattr(expense(number), name)) for name in names) for number in range(BODIES)}
        return [f"stored but never sent: {row}" for row in rows if tuple(_plain(value) for value in row) not in sent]

    def forget(self) -> None:
        """Take the new records away, as if nothing had been sent."""
        self.database.rows(f"DELETE FROM {self.table} WHERE created_at > '{SINCE}'")
        tables = [self.table]
        if self.history:
            self.database.rows(f"DELETE FROM {self.history} WHERE at > '{SINCE}'")
            self.database.rows(f"DELETE FROM runtime_idempotencykey WHERE created_at > '{SINCE}'")
            tables += [self.history, "runtime_idempotencykey"]
        for table in tables if self.database.is_postgres else ():
            self.database.rows(f"VACUUM {table}")


def _plain(value: object) -> object:
    return round(Decimal(str(value)), 2) if isinstance(value, Decimal | float | int) else value
