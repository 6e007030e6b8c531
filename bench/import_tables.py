"""Reads every spreadsheet of the test corpus and reports what came of it, as Markdown on stdout.

    python bench/import_tables.py [CORPUS]        default: ../shared/corpora/4-tabular beside the repository

For the Pollock files the place of the headings and the number of columns are compared with the annotation that comes
with them. Of that annotation only delimiter, header_lines and preamble_lines are to be trusted (line ends and encodings
were normalised later), so columns are compared twice: with the usual number of cells per row below the headings,
counted by the standard reader with the annotated delimiter, and with the annotated names taken literally.
"""

import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from builder.importers.tabular import Inspection, Severity, Status, inspect

CORPUS = ROOT.parent / "shared" / "corpora" / "4-tabular"
REAL, SYNTHETIC = "pollock-real-sample", "pollock-polluted-synthetic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """`heading` is the row of the first heading, None without headings; `named` counts annotated columns."""

    heading: int | None
    heading_rows: int
    named: int
    usual: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    path: Path
    inspection: Inspection
    truth: Truth | None

    @property
    def heading(self) -> int | None:
        return self.inspection.sheets[0].header_row if self.inspection.sheets else None

    @property
    def columns(self) -> int:
        return len(self.inspection.sheets[0].columns) if self.inspection.sheets else 0


def inputs(corpus: Path) -> list[Path]:
    return sorted(
        path
        for path in corpus.rglob("*")
        if path.is_file() and path.name != "SOURCE.txt" and "expected" not in path.parts and path.suffix != ".json"
    )


def truth_of(path: Path) -> Truth | None:
    name = path.name.removesuffix(".gz").removesuffix(".csv")
    annotation = path.parent / "expected" / f"{name}.parameters.json"
    if not annotation.exists():
        return None
    given = json.loads(annotation.read_text())
    lines, above = int(given["header_lines"]), int(given["preamble_lines"])
    return Truth(
        heading=above + 1 if lines else None,
        heading_rows=lines,
        named=len(given["column_names"]),
        usual=_usual_width(path, given["delimiter"], above + lines),
    )


def _usual_width(path: Path, delimiter: str, above: int) -> int:
    """The usual number of cells per row, by the standard reader; of a file without data, the cells of its headings."""
    if not delimiter:
        return 0
    with gzip.open(path, "rt", errors="replace") if path.suffix == ".gz" else path.open(errors="replace") as file:
        rows = list(csv.reader(file, delimiter=delimiter))
    widths = Counter(len(row) for row in rows[above:] or rows if any(row))
    return max(widths, key=lambda width: (widths[width], width), default=0)


def report(outcomes: Sequence[Outcome]) -> Iterator[str]:
    ok = [item for item in outcomes if item.inspection.status is Status.OK]
    refused = [item for item in outcomes if item.inspection.status is Status.REFUSED]
    yield "# Reading real spreadsheets"
    yield f"\n{len(outcomes)} files: {len(ok)} ok, {len(refused)} refused, 0 crashed."
    yield "\n| refused | cause | where | message |\n|---|---|---|---|"
    for item in refused:
        for problem in item.inspection.problems:
            if problem.severity is Severity.REFUSAL:
                yield f"| {item.path.name} | {problem.code} | {problem.where} | {problem.message} |"
    for folder, title in ((REAL, "Pollock, real files"), (SYNTHETIC, "Pollock, polluted on purpose")):
        yield from agreement(title, [item for item in outcomes if item.path.parent.name == folder and item.truth])
    yield from kinds(ok)
    slow = max(outcomes, key=lambda item: item.inspection.seconds)
    large = max(outcomes, key=lambda item: item.inspection.peak_mb)
    yield f"\nSlowest: {slow.path.name}, {slow.inspection.seconds:.1f} s. "
    yield f"Most memory: {large.path.name}, {large.inspection.peak_mb:.0f} MB."


def agreement(title: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    judged = [(item, item.truth) for item in outcomes if item.truth is not None]
    if not judged:
        return
    heading = sum(item.heading == truth.heading for item, truth in judged)
    usual = sum(item.columns == truth.usual for item, truth in judged)
    named = sum(item.columns == truth.named for item, truth in judged)
    both = sum(item.heading == truth.heading and item.columns == truth.usual for item, truth in judged)
    strict = sum(item.heading == truth.heading and item.columns == truth.named for item, truth in judged)
    yield f"\n## {title}\n"
    yield "| agreement | files | share |\n|---|---|---|"
    for words, count in (
        ("heading row", heading),
        ("columns, as the rows have them", usual),
        ("columns, as annotated", named),
        ("heading row and columns as the rows have them", both),
        ("heading row and columns as annotated", strict),
    ):
        yield f"| {words} | {count} of {len(judged)} | {100 * count / len(judged):.1f} % |"
    yield "\n| differs | heading row, expected | found | columns annotated | in the rows | found |"
    yield "|---|---|---|---|---|---|"
    for item, truth in judged:
        if (item.heading, item.columns, item.columns) != (truth.heading, truth.named, truth.usual):
            cells = (item.path.name, truth.heading, item.heading, truth.named, truth.usual, item.columns)
            yield "| " + " | ".join(map(str, cells)) + " |"


def kinds(outcomes: Sequence[Outcome]) -> Iterator[str]:
    counts = Counter(
        column.kind.value for item in outcomes for sheet in item.inspection.sheets for column in sheet.columns
    )
    yield "\n## Kinds proposed\n"
    yield ", ".join(f"{kind} {count:,}" for kind, count in counts.most_common())


def main() -> None:
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    if not corpus.is_dir():
        print(f"The corpus is not at {corpus}; nothing was measured.")
        return
    outcomes = [
        Outcome(path=path, inspection=inspect(path, name=path.name), truth=truth_of(path)) for path in inputs(corpus)
    ]
    print("\n".join(report(outcomes)))


if __name__ == "__main__":
    main()
