"""Runs the parser in its bounded child and turns whatever happens to it into an answer."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from builder.importers.tabular.codec import Json, dump, load
from builder.importers.tabular.conversion import resolve
from builder.importers.tabular.limits import LIMITS, Limits
from builder.importers.tabular.model import (
    BadCells,
    ColumnPlan,
    Inspection,
    Report,
    Row,
    SheetChoice,
    SheetPlan,
    Status,
)
from builder.importers.tabular.problems import Problem, Severity
from builder.importers.tabular.protocol import Answer, Request

ROOT = Path(__file__).resolve().parents[3]
RESULT = "result.jsonl"
WAIT_MARGIN = 2.0
"""Seconds the parent grants beyond the child's own processor limit: starting Python counts as well."""


def inspect(path: Path, *, name: str, choices: Sequence[SheetChoice] = (), limits: Limits = LIMITS) -> Inspection:
    """What the file holds and what its columns would become.

    `name` is the file's name as the person knows it. Never raises for a bad file: a refusal is an Inspection with
    status "refused" and its problems. Takes at most `limits.seconds` plus the time to stop the child.
    """
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="guildhall-import-") as folder:
        answer = _run(
            Request(
                path=str(path.resolve()),
                name=name,
                result=str(Path(folder, RESULT)),
                limits=limits,
                choices=tuple(choices),
            )
        )
    return Inspection(
        status=answer.status,
        name=name,
        format=answer.format,
        encoding=answer.encoding,
        delimiter=answer.delimiter,
        sheets=answer.sheets,
        problems=answer.problems,
        seconds=round(time.monotonic() - started, 3),
        peak_mb=answer.peak_mb,
    )


def inspect_text(
    text: str, *, name: str = "Pasted cells", choices: Sequence[SheetChoice] = (), limits: Limits = LIMITS
) -> Inspection:
    """Inspect cells pasted from a spreadsheet (tab-separated) or any delimited text."""
    with tempfile.TemporaryDirectory(prefix="guildhall-paste-") as folder:
        path = Path(folder, "pasted.txt")
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
        return inspect(path, name=name, choices=choices, limits=limits)


@dataclass(slots=True, kw_only=True)
class Conversion:
    """Typed rows of one sheet, kept in a temporary file until `close` (or the end of a `with` block)."""

    status: Status
    columns: tuple[ColumnPlan, ...]
    report: Report | None
    problems: tuple[Problem, ...]
    folder: "tempfile.TemporaryDirectory[str]"

    def rows(self) -> Iterator[Row]:
        """The rows in the order of the file, read lazily; none when the conversion was refused."""
        if self.status is Status.REFUSED:
            return
        with Path(self.folder.name, RESULT).open(encoding="utf-8") as lines:
            for line in lines:
                item = json.loads(line)
                if "row" in item:
                    yield Row(number=item["row"], values=item["values"])

    def close(self) -> None:
        self.folder.cleanup()

    def __enter__(self) -> "Conversion":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def convert(
    path: Path, *, name: str, sheet: SheetPlan, bad_cells: str = "empty", limits: Limits = LIMITS
) -> Conversion:
    """All rows of one sheet as canonical values, following its plan.

    `bad_cells` says what happens to cells that do not fit: "text" makes their column text, "empty" leaves them
    empty, "skip" leaves out their rows. Close the result: it owns a temporary file.
    """
    policy = BadCells(bad_cells)
    folder = tempfile.TemporaryDirectory(prefix="guildhall-import-")
    answer = _run(
        Request(
            path=str(path.resolve()),
            name=name,
            result=str(Path(folder.name, RESULT)),
            limits=limits,
            sheet=sheet,
            bad_cells=policy,
        )
    )
    return Conversion(
        status=answer.status,
        columns=resolve(sheet, policy),
        report=answer.report,
        problems=answer.problems,
        folder=folder,
    )


def _run(request: Request) -> Answer:
    command = [sys.executable, "-s", "-m", "builder.importers.tabular.child"]
    with tempfile.TemporaryFile() as noise:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module; nothing comes from the upload
            command,
            cwd=ROOT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=noise,
            stderr=noise,
            start_new_session=True,
        )
        try:
            child.communicate(json.dumps(dump(request)).encode(), timeout=request.limits.seconds + WAIT_MARGIN)
        except subprocess.TimeoutExpired:
            _stop(child)
            return _failed(_too_slow(request))
        except BaseException:
            _stop(child)
            raise
        noise.seek(0, os.SEEK_END)
        noise.seek(max(0, noise.tell() - 4_000))
        words = noise.read().decode("utf-8", "replace")
    return _outcome(request, child.returncode, words)


def _stop(child: "subprocess.Popen[bytes]") -> None:
    child.kill()
    child.wait()


def _outcome(request: Request, code: int, words: str) -> Answer:
    if code == 0:
        return load(Answer, _last_line(Path(request.result)))
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return _failed(_too_slow(request))
    if code == -signal.SIGABRT or "memory allocation" in words or "MemoryError" in words:
        return _failed(
            Problem(
                code="too-much-memory",
                where=request.name,
                message=f"Reading the file needs more than {request.limits.memory >> 20} MB of memory; often a stray "
                "cell far below or right of the table is the cause. Nothing was imported. Copy the table into a "
                "new file and import that.",
                severity=Severity.REFUSAL,
            )
        )
    return _failed(
        Problem(
            code="unreadable-file",
            where=request.name,
            message="The file is damaged in a way that stops the reader. Nothing was imported and nothing else is "
            "affected. Open it in your spreadsheet program, save it under a new name and import that file.",
            severity=Severity.REFUSAL,
        )
    )


def _last_line(path: Path) -> Json:
    """The answer stands last; conversions write their rows before it."""
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        position, tail = file.tell(), b""
        while position and tail.rstrip(b"\n").count(b"\n") == 0:
            step = min(65_536, position)
            position -= step
            file.seek(position)
            tail = file.read(step) + tail
    answer: Json = json.loads(tail.rstrip(b"\n").rpartition(b"\n")[2])
    return answer


def _too_slow(request: Request) -> Problem:
    return Problem(
        code="too-slow",
        where=request.name,
        message=f"Reading the file took longer than {request.limits.seconds} seconds and was stopped. Nothing was "
        "imported. Split the file, or save only the sheet you need as CSV, and import that.",
        severity=Severity.REFUSAL,
    )


def _failed(problem: Problem) -> Answer:
    return Answer(
        status=Status.REFUSED,
        format="",
        encoding="",
        delimiter="",
        sheets=(),
        problems=(problem,),
        report=None,
        peak_mb=0.0,
    )
