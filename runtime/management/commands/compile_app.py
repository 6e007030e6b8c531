"""`manage.py compile_app FILE --json`: a definition from disk to its digest, its problems and the SQL it would need."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from components.catalogue import catalogue
from core.errors import DomainError
from core.http.json_parser import parse_json
from definition.compiled import CompiledApp
from definition.compiler import compile_app
from definition.json_types import JsonValue
from definition.parse import parse
from definition.problems import Problem
from runtime.schema import Before, DataPlan, plan

MOST_BYTES = 20_000_000


class Command(BaseCommand):
    help = "Compile an app definition: digest, problems, and the data plan with its SQL. Touches no database."
    # Works before the first migration, and on a machine whose database is elsewhere.
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the definition, a JSON file")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of lines for people")

    def handle(self, *args: object, file: Path, json: bool, **options: object) -> None:
        report = compile_file(file)
        self.stdout.write(_as_json(report) if json else _as_lines(report))


def compile_file(file: Path) -> dict[str, JsonValue]:
    """The report on a definition file. Raises CommandError only when the file cannot be read at all."""
    started = time.perf_counter()
    document, problems = _read(file)
    compiled: CompiledApp | None = None
    if not problems:
        compiled, problems = _compile(document)
    planned = plan(compiled, compiled.info.key, Before(), connection) if compiled else None
    return {
        "status": "compiled" if compiled else "refused",
        "digest": compiled.digest if compiled else None,
        "problems": problems,
        "plan": _plan_json(planned),
        "seconds": round(time.perf_counter() - started, 3),
    }


def _read(file: Path) -> tuple[object, list[JsonValue]]:
    try:
        if file.stat().st_size > MOST_BYTES:
            return None, [_problem("too-large", f"The file is larger than {MOST_BYTES // 1_000_000} MB.")]
        return parse_json(file.read_bytes()), []
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror or error}") from None
    except DomainError as error:
        return None, [_problem(error.code, str(error))]


def _compile(document: object) -> tuple[CompiledApp | None, list[JsonValue]]:
    parsed = parse(document)
    if parsed.app is None:
        return None, _problems(parsed.problems)
    compilation = compile_app(parsed.app, catalogue())
    return compilation.app, _problems(compilation.problems)


def _problems(problems: tuple[Problem, ...]) -> list[JsonValue]:
    return [problem.to_json() for problem in problems]


def _problem(code: str, message: str) -> JsonValue:
    return {"code": code, "pointer": "", "severity": "error", "message": message}


def _plan_json(planned: DataPlan | None) -> JsonValue:
    if planned is None:
        return None
    return {"sentences": list(planned.sentences), "sql": list(planned.statements)}


def _as_json(report: dict[str, JsonValue]) -> str:
    return json.dumps(report, ensure_ascii=False, indent=2)


def _as_lines(report: dict[str, JsonValue]) -> str:
    problems = report["problems"]
    lines = [f"{report['status']} {report['digest'] or ''} in {report['seconds']} s"]
    if isinstance(problems, list):
        lines += [
            f"{one['severity']} at {one['pointer'] or '/'}: {one['message']}"
            for one in problems
            if isinstance(one, dict)
        ]
    planned = report["plan"]
    if isinstance(planned, dict):
        lines += [str(one) for part in planned.values() if isinstance(part, list) for one in part]
    return "\n".join(lines)
