"""Load: wrk where it is installed, else a Python client that tops out lower and says so in the report."""

import asyncio
import itertools
import json
import os
import random
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Requests sent in turn. `bodies` for POST; `has_key` adds a new Idempotency-Key to each."""

    method: str
    paths: Sequence[str]
    headers: Mapping[str, str]
    bodies: Sequence[str] = ()
    has_key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Answers within `seconds`; times in milliseconds. `refused`: answered with an error; `broken`: not answered."""

    requests: int
    seconds: float
    refused: int
    broken: int
    p50: float
    p95: float
    p99: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds if self.seconds else 0.0

    @property
    def accepted(self) -> int:
        return self.requests - self.refused


def generator() -> str:
    return "wrk" if shutil.which("wrk") else "python (wrk is not installed: rates are limited by the client)"


def measure(base: str, work: Work, *, connections: int, seconds: float) -> Measured:
    """Keep `connections` busy for `seconds`."""
    if shutil.which("wrk"):
        return _wrk(base, work, connections, seconds)
    return asyncio.run(_python(base, work, connections, seconds))


def _wrk(base: str, work: Work, connections: int, seconds: float) -> Measured:
    with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as file:
        file.write(f"return {_lua(_described(work))}\n")
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "20s"]
        done = subprocess.run(
            [*command, "-s", str(SCRIPT), base],
            env={**os.environ, "WORK": file.name},
            capture_output=True,
            text=True,
            check=True,
        )
    return Measured(**json.loads(done.stdout.strip().splitlines()[-1]))


def _headers(work: Work) -> dict[str, str]:
    return {**work.headers, **({"Content-Type": "application/json"} if work.bodies else {})}


def _described(work: Work) -> dict[str, object]:
    named: dict[str, object] = {"method": work.method, "headers": _headers(work), "paths": list(work.paths)}
    return {**named, "bodies": list(work.bodies), "key": work.has_key}


def _lua(value: object) -> str:
    """A Lua table constructor. JSON strings without control characters are Lua strings."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"[{_lua(key)}] = {_lua(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "{" + ", ".join(_lua(inner) for inner in value) + "}"
    return json.dumps(value, ensure_ascii=False)


@dataclass(slots=True)
class _Tally:
    times: list[float] = field(default_factory=list)
    refused: int = 0
    broken: int = 0


async def _python(base: str, work: Work, connections: int, seconds: float) -> Measured:
    requests, tally, started = _requests(base, work), _Tally(), time.monotonic()
    clients = (_client(base, requests, tally, started + seconds) for _ in range(connections))
    await asyncio.gather(*clients)
    passed, times = time.monotonic() - started, sorted(tally.times) or [0.0]
    p50, p95, p99 = (1000 * times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.95, 0.99))
    count = len(tally.times)
    return Measured(
        requests=count, seconds=passed, refused=tally.refused, broken=tally.broken, p50=p50, p95=p95, p99=p99
    )


def _requests(base: str, work: Work) -> Iterator[bytes]:
    bodies, headers = work.bodies or ("",), {"Host": urlsplit(base).netloc, **_headers(work)}
    for path, body in zip(itertools.cycle(work.paths), itertools.cycle(bodies), strict=False):
        sent = {**headers, "Content-Length": str(len(body.encode()))}
        if work.has_key:
            sent["Idempotency-Key"] = str(uuid.UUID(int=random.getrandbits(128), version=4))
        lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        yield f"{work.method} {path} HTTP/1.1\r\n{lines}\r\n{body}".encode()


async def _client(base: str, requests: Iterator[bytes], tally: _Tally, end: float) -> None:
    place = urlsplit(base)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        while (started := time.monotonic()) < end:
            writer.write(next(requests))
            tally.broken += 1
            status = await _answer(reader)
            tally.broken -= 1
            tally.times.append(time.monotonic() - started)
            tally.refused += not 200 <= status < 300
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status, _, fields = head.partition("\r\n")
    if "transfer-encoding: chunked" in fields:
        while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    else:
        length = fields.partition("content-length:")[2].partition("\r\n")[0].strip()
        await reader.readexactly(int(length or 0))
    return int(status.split()[1])
