"""Small tables for tests, read in this process: the same steps as the child takes, without its limits."""

from pathlib import Path

from builder.importers.tabular.container import open_content
from builder.importers.tabular.inspection import inspect_source
from builder.importers.tabular.limits import LIMITS, Limits
from builder.importers.tabular.model import ColumnPlan, SheetChoice, SheetPlan
from builder.importers.tabular.problems import Problem
from builder.importers.tabular.sources import Source, open_text
from builder.importers.tabular.workbook import open_workbook


def source_of(folder: Path, data: bytes | str, *, limits: Limits = LIMITS) -> Source:
    path = folder / "upload"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    content = open_content(path, name="upload", limits=limits)
    if content.format == "text":
        return open_text(content.data, name="upload", limits=limits)
    return open_workbook(content, name="upload", limits=limits)


def inspected(
    folder: Path, data: bytes | str, *choices: SheetChoice, limits: Limits = LIMITS
) -> tuple[tuple[SheetPlan, ...], tuple[Problem, ...]]:
    return inspect_source(source_of(folder, data, limits=limits), choices, limits)


def plan_of(folder: Path, data: bytes | str, *choices: SheetChoice, limits: Limits = LIMITS) -> SheetPlan:
    (plan,), _ = inspected(folder, data, *choices, limits=limits)
    return plan


def column_of(folder: Path, label: str, *values: str) -> ColumnPlan:
    """The plan of one column, beside a column of names so that the table has two."""
    lines = [f"Name\t{label}", *(f"Person {chr(97 + i % 26)}{chr(97 + i // 26)}\t{v}" for i, v in enumerate(values))]
    return plan_of(folder, "\n".join(lines) + "\n").columns[1]


def values_of(plan: SheetPlan, key: str) -> list[object]:
    return [row.values[key] for row in plan.preview]
