"""Reads real spreadsheets: what is in the file, what its columns could become, and its rows as typed values.

Pure Python without Django. Everything that touches the bytes of an upload runs in a bounded child process; the
functions here start it and hand back values.

    container    what the file really is; archives measured before unpacking
    encoding     dialect  records  sources     text tables
    workbook     XLSX, XLSB, XLS, ODS
    headings     survey                        where the table is and how large
    tally        inference  planning           which kind a column becomes, with evidence
    converters   inspection  conversion        cells to canonical values
    child        runner  protocol  codec       the bounded process and how it is spoken to

You want a new null mark or yes/no word: `words`. A new date format: `dates`. A new number format: `numbers`.
"""

from builder.importers.tabular.conversion import resolve
from builder.importers.tabular.limits import LIMITS, Limits
from builder.importers.tabular.model import (
    BadCell,
    BadCells,
    ColumnPlan,
    Inspection,
    Kind,
    Option,
    ParseOptions,
    Report,
    Row,
    SheetChoice,
    SheetPlan,
    Status,
)
from builder.importers.tabular.problems import Problem, Severity
from builder.importers.tabular.runner import Conversion, convert, inspect, inspect_text

__all__ = [
    "LIMITS",
    "BadCell",
    "BadCells",
    "ColumnPlan",
    "Conversion",
    "Inspection",
    "Kind",
    "Limits",
    "Option",
    "ParseOptions",
    "Problem",
    "Report",
    "Row",
    "Severity",
    "SheetChoice",
    "SheetPlan",
    "Status",
    "convert",
    "inspect",
    "inspect_text",
    "resolve",
]
