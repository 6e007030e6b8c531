"""The Markdown of a comparison."""

from collections.abc import Iterable, Iterator, Sequence

from bench.live.contest import Operation, Results, System

LEFT_OUT = (
    "Left out because live apps do not have it yet: the import of 10,000 rows, child tables, rights on single fields."
)
PEERS = """\
What peers did on a machine like this (two cores, November 2026, eight connections), as a multiple of their hand-written
Django REST framework: Saltcorn POST 1.4, list 4.6, one record 2.3; Directus 0.35, 1.1, 0.6; NocoDB 0.4, 0.6, 0.7;
NocoBase 0.4, 0.6, 0.6; hand-written FastAPI with asyncpg 3.3, 3.5, 5.2."""


def table(systems: Sequence[System], operations: Iterable[Operation], results: Results) -> Iterator[str]:
    """One row per operation and system: rate, times, and our rate as a multiple of that system's."""
    yield "| operation | as | connections | system | requests/s | p50 ms | p95 ms | p99 ms | Guildhall is |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for operation in operations:
        ours = results.rate(operation, "Guildhall")
        for system in systems:
            name = system.server.name
            rate = results.rate(operation, name)
            if rate is None:
                continue
            times = " | ".join(_number(results.time(operation, name, part)) for part in ("p50", "p95", "p99"))
            ratio = f"{ours / rate:.2f} x" if ours and rate and name != "Guildhall" else ""
            yield (
                f"| {operation.name} | {operation.role} | {operation.connections} | {name} | {_number(rate)} | {times}"
                f" | {ratio} |"
            )


def inner_ratios(operations: Sequence[Operation], results: Results) -> Iterator[str]:
    """What the same system does for the restricted role and deep in a list, as a multiple of the plain case."""
    for operation in operations:
        if operation.role == "member":
            plain = next((each for each in operations if _is_plain(each, operation)), None)
            yield from _slower(f"{operation.name} as member", operation, plain, results)
    first, deep = (
        next((each for each in operations if each.name == name), None) for name in ("first page", "deep page")
    )
    if deep is not None:
        yield from _slower("deep page", deep, first, results)


def _is_plain(each: Operation, operation: Operation) -> bool:
    return (each.name, each.role, each.connections) == (operation.name, "manager", operation.connections)


def _slower(words: str, operation: Operation, plain: Operation | None, results: Results) -> Iterator[str]:
    for name in ("Guildhall", "hand-written"):
        slow = results.rate(operation, name)
        quick = results.rate(plain, name) if plain is not None else None
        if slow and quick:
            yield f"- {words}, {name}: {quick / slow:.2f} times the time of {plain.name if plain else ''}"


def memory(systems: Iterable[System]) -> str:
    return "Memory (resident, all processes): " + ", ".join(
        f"{system.server.name} {system.memory_mb:.0f} MB" for system in systems
    )


def pgbench_lines(rates: dict[str, float]) -> Iterator[str]:
    if rates:
        yield "pgbench, the statement alone, eight connections: " + ", ".join(
            f"{name} {rate:,.0f}/s" for name, rate in rates.items()
        )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
