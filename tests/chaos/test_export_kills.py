"""kill -9 in the middle of an export: the file is whole when it is offered, and nothing else is left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.chaos.exporting import RECORDS
from tests.stack import Stack

pytestmark = [pytest.mark.stack]


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    stack = Stack.begin(tmp_path_factory.mktemp("export"))
    stack.manage("shell", "--verbosity", "0", "-c", "from tests.chaos.exporting import prepare; prepare()")
    yield stack
    stack.end()


@pytest.mark.parametrize(
    ("format_", "point", "action"),
    [
        ("csv", "export.batch.after", "kill9"),
        ("xlsx", "export.batch.after", "kill9-group"),
        ("csv", "export.finish.before", "kill9"),
        ("xlsx", "export.finish.before", "kill9"),
    ],
)
def test_a_killed_worker_leaves_one_whole_file(stack: Stack, format_: str, point: str, action: str) -> None:
    stack.arm(point, action)
    script = f"from tests.chaos.exporting import begin; begin({format_!r})"
    export = stack.manage("shell", "--verbosity", "0", "-c", script).split()[-1]
    stack.wait_for(lambda: stack.was_hit(point), what=f"{point} is reached", seconds=30)
    stack.wait_for(lambda: state(stack, export) != "running", what="the export has ended", seconds=60)
    assert state(stack, export) == "ready"
    folder = stack.data_dir / "files" / "exports"
    left = sorted(path.name for path in folder.glob(f"{export}.*"))
    assert len(left) == 1, left
    assert rows_in(folder / left[0]) == RECORDS
    exported = "select count(*) from events_event where name = 'records-exported'"
    ready = "select count(*) from runtime_recordexport where state = 'ready'"
    assert stack.sql(exported) == stack.sql(ready)


def state(stack: Stack, export: str) -> str:
    return str(stack.sql("select state from runtime_recordexport where id = ?", (stack.key(export),))[0][0])


def rows_in(path: Path) -> int:
    if path.suffix == ".xlsx":
        return CalamineWorkbook.from_path(path).get_sheet_by_index(0).height - 1
    return path.read_bytes().count(b"\r\n") - 1
