"""What parent and child say to each other: one JSON request on stdin, JSON lines in the result file."""

from dataclasses import dataclass

from builder.importers.tabular.limits import Limits
from builder.importers.tabular.model import BadCells, Report, SheetChoice, SheetPlan, Status
from builder.importers.tabular.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Read the file at `path` and write the answer to `result`. With a `sheet`, convert it; else inspect all."""

    path: str
    name: str
    result: str
    limits: Limits
    choices: tuple[SheetChoice, ...] = ()
    sheet: SheetPlan | None = None
    bad_cells: BadCells = BadCells.EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The last line of the result file. `report` is there for a conversion that went through."""

    status: Status
    format: str
    encoding: str
    delimiter: str
    sheets: tuple[SheetPlan, ...]
    problems: tuple[Problem, ...]
    report: Report | None
    peak_mb: float
