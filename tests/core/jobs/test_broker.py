"""The file broker: whole messages, each to one reader."""

import json
from pathlib import Path

import pytest
from kombu import Connection

from core.jobs.broker import TAKEN, prepare


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "broker"
    prepare(made)
    return made


def connect(folder: Path) -> Connection:
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(folder / "control")}
    return Connection("filesystem://localhost", transport="core.jobs.broker:Transport", transport_options=options)


def test_messages_arrive_in_order_once_and_leave_nothing_behind(folder: Path) -> None:
    with connect(folder) as connection:
        queue = connection.SimpleQueue("wakes")
        for number in range(5):
            queue.put({"number": number})
        heard = []
        for _ in range(5):
            message = queue.get(timeout=2)
            heard.append(message.payload["number"])
            message.ack()
        with pytest.raises(queue.Empty):
            queue.get(block=False)
        queue.close()
    assert heard == [0, 1, 2, 3, 4]
    assert [path for path in folder.iterdir() if path.is_file()] == []


def test_a_half_written_message_and_another_queue_are_not_read(folder: Path) -> None:
    (folder / "0_a.wakes.msg.part").write_text('{"half')
    (folder / "0_b.other.msg").write_text(json.dumps({}))
    with connect(folder) as connection:
        queue = connection.SimpleQueue("wakes")
        with pytest.raises(queue.Empty):
            queue.get(block=False)
        queue.close()
    assert (folder / "0_b.other.msg").exists()


def test_starting_forgets_old_messages(folder: Path) -> None:
    for name in ("1_a.wakes.msg", f"1_b.wakes.msg{TAKEN}", "1_c.wakes.msg.part"):
        (folder / name).write_text("{}")
    prepare(folder)
    assert [path for path in folder.iterdir() if path.is_file()] == []
