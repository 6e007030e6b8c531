"""The bounded process that parses: `python -m builder.importers.tabular.child`, request on stdin.

It limits its own memory, processor time, files and cores before it touches the upload, so that a hostile file can
hurt nothing but this process. It knows no settings, no database and no secrets. Conversion rows are written as they
are made, one JSON line each; the answer is the last line.
"""

import json
import resource
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from builder.importers.tabular.codec import dump, load
from builder.importers.tabular.container import open_content
from builder.importers.tabular.conversion import convert_table
from builder.importers.tabular.inspection import inspect_source
from builder.importers.tabular.limits import Limits
from builder.importers.tabular.model import Row, SheetPlan, Status
from builder.importers.tabular.problems import Problem, Refusal, Severity
from builder.importers.tabular.protocol import Answer, Request
from builder.importers.tabular.sources import Source, open_text
from builder.importers.tabular.workbook import open_workbook


def main() -> None:
    request = load(Request, json.loads(sys.stdin.read()))
    _bound(request.limits)
    with Path(request.result).open("w", encoding="utf-8") as out:
        answer = _answer(request, out)
        out.write(json.dumps(dump(answer), ensure_ascii=False) + "\n")


def _bound(limits: Limits) -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, limits.result),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            # Some systems (macOS for memory) refuse a limit; the parent's wall clock still holds.
            continue


def _answer(request: Request, out: TextIO) -> Answer:
    try:
        source = _open(request)
        if request.sheet is not None:
            return _convert(request, request.sheet, source, out)
        sheets, problems = inspect_source(source, request.choices, request.limits)
        if not sheets and not any(problem.severity is Severity.REFUSAL for problem in problems):
            problems = (*problems, _nothing(request.name))
        return _complete(source, sheets, problems)
    except Refusal as refusal:
        return _refused(refusal.problem)
    except MemoryError:
        return _refused(
            Problem(
                code="too-much-memory",
                where=request.name,
                message=f"Reading the file needs more than {request.limits.memory >> 20} MB of memory. Nothing was "
                "imported. Split the file, or save only the sheet you need, and import that.",
                severity=Severity.REFUSAL,
            )
        )


def _open(request: Request) -> Source:
    content = open_content(Path(request.path), name=request.name, limits=request.limits)
    if content.format == "text":
        return open_text(content.data, name=request.name, limits=request.limits)
    return open_workbook(content, name=request.name, limits=request.limits)


def _nothing(name: str) -> Problem:
    return Problem(
        code="no-cells",
        where=name,
        message="No sheet of the file holds a cell to import. Choose a file with at least one row.",
        severity=Severity.REFUSAL,
    )


def _convert(request: Request, plan: SheetPlan, source: Source, out: TextIO) -> Answer:
    table = next((table for table in source.tables if table.name == plan.name), None)
    if table is None:
        raise Refusal(
            "sheet-missing", request.name, f"The sheet {plan.name} is no longer in the file. Inspect the file again."
        )

    def write(row: Row) -> None:
        out.write(json.dumps({"row": row.number, "values": dump(row.values)}, ensure_ascii=False) + "\n")

    report = convert_table(table, plan, request.bad_cells, request.limits, write)
    answer = _complete(source, (), ())
    return Answer(
        status=Status.OK,
        format=answer.format,
        encoding=answer.encoding,
        delimiter=answer.delimiter,
        sheets=(),
        problems=(),
        report=report,
        peak_mb=_peak_mb(),
    )


def _complete(source: Source, sheets: tuple[SheetPlan, ...], problems: Iterable[Problem]) -> Answer:
    return Answer(
        status=Status.OK if sheets else Status.REFUSED,
        format=source.format,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheets=sheets,
        problems=tuple(problems),
        report=None,
        peak_mb=_peak_mb(),
    )


def _refused(problem: Problem) -> Answer:
    return Answer(
        status=Status.REFUSED,
        format="",
        encoding="",
        delimiter="",
        sheets=(),
        problems=(problem,),
        report=None,
        peak_mb=_peak_mb(),
    )


def _peak_mb() -> float:
    """Most memory this process has held, in megabytes (10^6 bytes)."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) * 1024 / 1e6, 1)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(used * (1 if sys.platform == "darwin" else 1024) / 1e6, 1)


if __name__ == "__main__":
    main()
