"""A deployed app against the same thing written by hand, and against the limit; see the package's docstring.

    python -m bench.live                    everything: about 40 minutes on two cores
    python -m bench.live --quick            eight connections, two rounds of two seconds, PostgreSQL only

Markdown on stdout and in .make/bench/results.md; what it is doing on stderr. Exits 1 when something stored is wrong.
Without wrk, PostgreSQL, pgbench or the packages of requirements/bench.lock it leaves out what needs them, and says so.
"""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import cast

from bench.live import report
from bench.live.contest import Operation, System, disagreements, run, works_of
from bench.live.load import generator
from bench.live.operations import Dialect
from bench.live.servers import ROOT, bare_rsgi, bare_wsgi, guildhall, guildhall_granian, handwritten, told
from bench.live.stored import Database, Ledger, server_version

FULL = {
    "rows": [100_000, 1_000_000],
    "rounds": 4,
    "seconds": 5.0,
    "connections": [8, 1, 32],
    "databases": ["postgres", "sqlite"],
}
QUICK = {"rows": [100_000], "rounds": 2, "seconds": 2.0, "connections": [8], "databases": ["postgres"]}
RESULTS = ROOT / ".make" / "bench" / "results.md"
LIMIT = ROOT / "bench" / "limit"
MAIN = ("POST", "list, filter and sort", "one record")
MORE = ("list, exact total", "first page", "deep page", "search")


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rows", type=int, nargs="+")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--connections", type=int, nargs="+")
    parser.add_argument("--databases", nargs="+", choices=["postgres", "sqlite"])
    parser.set_defaults(**(QUICK if "--quick" in argv else FULL))
    options = parser.parse_args(argv)
    lines = list(heading(options))
    faults: list[str] = []
    for database in options.databases:
        if database == "postgres" and server_version() is None:
            lines += ["", "PostgreSQL: skipped, no server answers at BENCH_POSTGRES_URL."]
            continue
        for rows in options.rows if database == "postgres" else options.rows[:1]:
            part, wrong = comparison(database, rows, options)
            lines, faults = [*lines, *part], [*faults, *wrong]
    lines += ["", "Stored data: " + ("as acknowledged, every time." if not faults else "WRONG")]
    lines += [f"- {fault}" for fault in faults] + ["", report.LEFT_OUT, "", report.PEERS]
    text = "\n".join(lines) + "\n"
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(text, "utf-8")
    print(text)
    return 1 if faults else 0


def heading(options: argparse.Namespace) -> Iterator[str]:
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    yield f"# Live apps against hand-written ones, {time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC"
    yield ""
    yield (
        f"{processors} processors shared by servers, database and load; Python {platform.python_version()};"
        f" {server_version() or 'no PostgreSQL'}, default durability; load by {generator()};"
        f" {options.rounds} rounds of {options.seconds:g} s after a warm-up, systems in turn, medians. Read the ratios."
    )


def comparison(kind: str, rows: int, options: argparse.Namespace) -> tuple[list[str], list[str]]:
    """The lines of one database and table size, and what was wrong in it."""
    say(f"{kind}, {rows:,} rows: preparing")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        systems, faults = prepared(stack, folder, kind, rows)
        operations = list(operations_of(options.connections))
        results = run(systems, operations, rounds=options.rounds, seconds=options.seconds, say=say)
        faults += results.faults
        lines = ["", f"## {kind}, {rows:,} rows", "", *report.table(systems, operations, results), ""]
        lines += [*report.inner_ratios(operations, results), "", report.memory(systems)]
        if kind == "postgres":
            url = str(systems[1].server.environ["DATABASE_URL"])
            lines += list(report.pgbench_lines(pgbench(url, options.seconds))) or ["pgbench: skipped, not installed."]
            lines += (
                [] if any(s.server.name == "bare RSGI" for s in systems) else ["bare RSGI: skipped, not installed."]
            )
        return lines, [f"{kind}, {rows:,} rows: {fault}" for fault in faults]


def operations_of(connections: list[int]) -> Iterator[Operation]:
    """Everything at the first number of connections, the main three at the others."""
    for name in (*MAIN, *MORE):
        yield Operation(name=name, connections=connections[0])
    for name in (*MAIN, "list, exact total", "search"):
        yield Operation(name=name, role="member", connections=connections[0])
    for count in connections[1:]:
        yield from (Operation(name=name, connections=count) for name in MAIN)


def prepared(stack: ExitStack, folder: Path, kind: str, rows: int) -> tuple[list[System], list[str]]:
    """All systems running over filled databases, and where the first two answer differently."""
    databases = {name: Database.make(kind, f"bench_{os.getpid()}_{name}", folder) for name in ("ours", "theirs")}
    for database in databases.values():
        stack.callback(database.drop)
    ours = {"DATABASE_URL": databases["ours"].url, "DATA_DIR": str(folder / "data"), "REDIS_URL": ""}
    theirs = {"DATABASE_URL": databases["theirs"].url}
    facts = told("bench.live.ours", rows, ours)
    facts_theirs = told("bench.handwritten.prepare", rows, theirs)
    first, second = stack.enter_context(guildhall(ours)), stack.enter_context(handwritten(theirs))
    dialect = Dialect(base=str(facts["base"]), sort="sort", search="q", has_money=True, has_key=True)
    other = Dialect(base=str(facts_theirs["base"]), sort="ordering", search="search", has_offset=True)
    systems = [
        System(
            server=first,
            works=works_of(first, dialect, facts, rows=rows),
            ledger=_ledger(databases["ours"], facts),
        ),
        System(
            server=second,
            works=works_of(second, other, facts_theirs, rows=rows),
            ledger=_ledger(databases["theirs"], facts_theirs),
        ),
    ]
    faults = disagreements(first, second, facts, facts_theirs)
    if kind == "postgres":
        systems += other_server(stack, ours, systems[0])
        systems += bare(stack, databases["theirs"], systems[1])
    return systems, faults


def other_server(stack: ExitStack, environ: Mapping[str, str], ours: System) -> Iterator[System]:
    """Ours once more under another server, asked the main three: what of our time is the server's."""
    server = guildhall_granian(environ)
    if server is not None:
        works = {(name, "manager"): ours.works[name, "manager"] for name in MAIN}
        yield System(server=stack.enter_context(server), works=works, ledger=ours.ledger)


def bare(stack: ExitStack, database: Database, theirs: System) -> Iterator[System]:
    """The bare handlers over the table of the hand-written service, asked the main three as its manager."""
    token = theirs.works["POST", "manager"].headers["Authorization"]
    owner = database.number("SELECT min(id) FROM auth_user")
    environ = {"DATABASE_URL": database.url, "TOKEN": token.removeprefix("Token "), "OWNER": str(owner)}
    works = {(name, "manager"): theirs.works[name, "manager"] for name in MAIN}
    for server in (bare_wsgi(environ), bare_rsgi(environ)):
        if server is not None:
            yield System(server=stack.enter_context(server), works=works, ledger=theirs.ledger)


def _ledger(database: Database, facts: Mapping[str, object]) -> Ledger:
    columns = cast("Mapping[str, str]", facts["columns"])
    return Ledger(database=database, table=str(facts["table"]), columns=columns, history=str(facts.get("history", "")))


def pgbench(url: str, seconds: float) -> dict[str, float]:
    """Transactions a second of each script; nothing without pgbench."""
    program = shutil.which("pgbench")
    if program is None:
        return {}
    rates = {}
    for name in ("post", "list", "one"):
        command = [program, "-n", "-M", "prepared", "-c", "8", "-j", "1", "-T", str(max(1, round(seconds)))]
        done = subprocess.run(
            [*command, "-f", str(LIMIT / f"pgbench_{name}.sql"), url], capture_output=True, text=True, check=True
        )
        found = re.search(r"tps = ([\d.]+)", done.stdout)
        rates[name] = float(found.group(1)) if found else 0.0
    return rates


def say(words: str) -> None:
    sys.stderr.write(f"  {words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
