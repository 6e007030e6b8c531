"""The systems of one comparison: what each is asked for every operation, and the rounds in which they take turns."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import cast

from bench.live.load import Measured, Work, measure
from bench.live.operations import Dialect
from bench.live.servers import Server, get_json
from bench.live.stored import Ledger

DEEP_PAGE = 100
ONES = 400
Told = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One line of the table: who asks what, over how many connections."""

    name: str
    role: str = "manager"
    connections: int = 8


@dataclass(slots=True, kw_only=True)
class System:
    """A running server with the work it gets for each operation name and role, and its ledger if it takes POSTs."""

    server: Server
    works: Mapping[tuple[str, str], Work]
    ledger: Ledger | None = None
    memory_mb: float = 0.0


@dataclass(slots=True)
class Results:
    """Measurements by operation and system, and every fault found in what was stored."""

    measured: dict[tuple[Operation, str], list[Measured]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def rate(self, operation: Operation, system: str) -> float | None:
        found = self.measured.get((operation, system))
        return median(each.rate for each in found) if found else None

    def time(self, operation: Operation, system: str, part: str) -> float | None:
        found = self.measured.get((operation, system))
        return median(float(getattr(each, part)) for each in found) if found else None


def run(
    systems: Iterable[System],
    operations: Iterable[Operation],
    *,
    rounds: int,
    seconds: float,
    say: Callable[[str], None],
) -> Results:
    """All operations, `rounds` times; within an operation the systems take turns. The first round only warms up."""
    results, contestants, lines = Results(), list(systems), list(operations)
    for number in range(rounds + 1):
        for operation in lines:
            for system in contestants:
                work = system.works.get((operation.name, operation.role))
                if work is None:
                    continue
                found = measure(
                    system.server.url, work, connections=operation.connections, seconds=seconds if number else 1
                )
                _check(results, system, operation, found)
                if number:
                    results.measured.setdefault((operation, system.server.name), []).append(found)
        say(f"round {number} of {rounds}")
    for system in contestants:
        system.memory_mb = system.server.memory_mb()
    return results


def _check(results: Results, system: System, operation: Operation, found: Measured) -> None:
    place = f"{system.server.name}, {operation.name}"
    if found.refused or found.broken:
        results.faults.append(f"{place}: {found.requests} requests, {found.refused} refused, {found.broken} unanswered")
    if operation.name == "POST" and system.ledger is not None:
        faults = system.ledger.faults(found.accepted, operation.connections)
        results.faults += [f"{place}: {fault}" for fault in faults]
        system.ledger.forget()


def works_of(server: Server, dialect: Dialect, told: Told, *, rows: int) -> dict[tuple[str, str], Work]:
    """What a record API is asked, as manager and as member. Reads the ids and cursors it needs from the server."""
    works: dict[tuple[str, str], Work] = {}
    for role in ("manager", "member"):
        headers = cast("Mapping[str, str]", told[role])
        works |= {
            ("POST", role): dialect.post(headers),
            ("list, filter and sort", role): dialect.filtered(headers),
            ("list, exact total", role): dialect.narrow(headers),
            ("search", role): dialect.searched(headers),
            ("one record", role): dialect.one(headers, _ids(server, dialect, headers)),
        }
    manager = cast("Mapping[str, str]", told["manager"])
    works["first page", "manager"] = dialect.sorted(manager)
    works["deep page", "manager"] = dialect.deep(manager, _deep(server, dialect, manager, rows * 9 // 10))
    return works


def _ids(server: Server, dialect: Dialect, headers: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    following: str | None = f"{server.url}{dialect.base}"
    while following and len(found) < ONES:
        page = get_json(following, headers)
        found += [str(row["id"]) for row in cast("list[Mapping[str, object]]", page["results"])]
        following = _next(server, dialect, page)
    return found


def _next(server: Server, dialect: Dialect, page: Mapping[str, object]) -> str | None:
    following = page["next"]
    if not following or dialect.has_offset:
        return str(following) if following else None
    return f"{server.url}{dialect.base}?cursor={following}"


def _deep(server: Server, dialect: Dialect, headers: Mapping[str, str], offset: int) -> dict[str, str]:
    """The parameters of the page that starts at row `offset`: its number, or the cursor found by walking there."""
    if dialect.has_offset:
        return {"page": str(offset // 25 + 1)}
    address = f"{server.url}{dialect.base}?{dialect.sort}=-amount&page_size={DEEP_PAGE}"
    cursor = ""
    for _ in range(offset // DEEP_PAGE):
        page = get_json(f"{address}&cursor={cursor}" if cursor else address, headers)
        cursor = str(page["next"])
    return {"cursor": cursor}


def disagreements(ours: Server, theirs: Server, told: Told, told_theirs: Told) -> list[str]:
    """Whether both systems answer the same questions with the same records, by amount. A page each."""
    found = []
    for role in ("manager", "member"):
        for question in ("category=travel", "category=meals&department=Sales", ""):
            address = f"{ours.url}{told['base']}?sort=-amount&{question}"
            one = get_json(address, cast("Mapping[str, str]", told[role]))
            address = f"{theirs.url}{told_theirs['base']}?ordering=-amount&{question}"
            other = get_json(address, cast("Mapping[str, str]", told_theirs[role]))
            amounts = [
                float(row["amount"]["amount"]) for row in cast("list[dict[str, dict[str, str]]]", one["results"])
            ]
            wanted = [float(row["amount"]) for row in cast("list[dict[str, str]]", other["results"])]
            count = cast("dict[str, int]", one["count"])["value"]
            if amounts != wanted or count != min(cast("int", other["count"]), 10_000):
                found.append(f"{role}, {question or 'everything'}: the two systems answer differently")
    return found
