"""`manage.py import_table FILE [--json]`: show what an import would make of a file. Touches no database."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from builder.importers.tabular import ColumnPlan, Inspection, Problem, SheetPlan, inspect


class Command(BaseCommand):
    help = "Read a spreadsheet (CSV, TSV, XLSX, XLS, ODS; gzip is unpacked) and show the fields it would become."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the spreadsheet")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: object, **options: object) -> None:
        path = options["file"]
        if not isinstance(path, Path) or not path.is_file():
            raise CommandError(f"There is no file {path}. Check the path and run the command again.")
        inspection = inspect(path, name=path.name)
        if options["json"]:
            self.stdout.write(json.dumps(summary(inspection), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(table(inspection)))


def summary(inspection: Inspection) -> dict[str, object]:
    """The JSON that scripts read; a documented shape, see docs/reference/spreadsheet-import.md."""
    problems = [*inspection.problems, *(problem for sheet in inspection.sheets for problem in sheet.problems)]
    return {
        "status": inspection.status.value,
        "sheets": [_sheet(sheet, inspection.name) for sheet in inspection.sheets],
        "problems": [*map(_problem, problems), *_bad_cells(inspection)],
        "seconds": inspection.seconds,
        "peak_mb": inspection.peak_mb,
    }


def _name(sheet: SheetPlan, file: str) -> str:
    """A text file has one table without a name of its own: it goes by the file's name."""
    return sheet.name or file.removesuffix(".gz").rpartition(".")[0] or file


def _sheet(sheet: SheetPlan, file: str) -> dict[str, object]:
    return {
        "name": _name(sheet, file),
        "header_row": sheet.header_row,
        "rows": sheet.rows,
        "fields": [_field(column) for column in sheet.columns],
    }


def _field(column: ColumnPlan) -> dict[str, object]:
    return {
        "key": column.key,
        "label": column.label,
        "kind": column.kind.value,
        "nullable": column.nullable,
        "evidence": column.evidence,
    }


def _problem(problem: Problem) -> dict[str, object]:
    return {"code": problem.code, "where": problem.where, "message": problem.message}


def _bad_cells(inspection: Inspection) -> list[dict[str, object]]:
    return [
        {"code": cell.code, "where": cell.where, "message": f"“{cell.value}”: {cell.reason}"}
        for sheet in inspection.sheets
        for cell in sheet.bad_cells
    ]


def table(inspection: Inspection) -> list[str]:
    """Lines for a person at a terminal."""
    lines = [f"{inspection.name}: {inspection.status.value}, {inspection.seconds} s, {inspection.peak_mb} MB"]
    for sheet in inspection.sheets:
        heading = f"headings in row {sheet.header_row}" if sheet.header_row else "no headings"
        lines += ["", f"{_name(sheet, inspection.name)}: {sheet.rows:,} rows, {len(sheet.columns)} columns, {heading}"]
        width = min(40, max(len(column.label) for column in sheet.columns))
        lines += [
            f"  {column.column:>3}  {column.label[:width]:<{width}}  {column.kind.value:<9} {column.evidence}"
            for column in sheet.columns
        ]
    found = summary(inspection)["problems"]
    if isinstance(found, list) and found:
        lines += ["", "Worth knowing:", *(f"  {item['where']}: {item['message']}" for item in found)]
    return lines
