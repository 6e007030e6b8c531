"""Every endpoint against everybody: the exact statuses, no mark of what one may not know, nothing written by a refusal.

The whole of it, 50,000 requests and more: `python -m bench.access_matrix --requests 50000`.
"""

import logging
from collections.abc import Iterable, Iterator
from itertools import islice

import pytest

from runtime.records.access import Rights
from tests.access.asking import Ask, Gate
from tests.access.endpoints import routes
from tests.access.matrix import LINES
from tests.access.plan import cells, strays
from tests.access.scene import Scene, build_scene

pytestmark = pytest.mark.database
SEED, STRAYS = 4711, 1_200


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Django writes a line for every refusal."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def scene(db: None) -> Scene:
    return build_scene()


def faults(scene: Scene, asks: Iterable[Ask]) -> list[str]:
    gate = Gate(scene)
    return [str(fault) for ask in asks for fault in gate.judge(ask)]


def none(found: list[str]) -> None:
    assert not found, "\n" + "\n".join(found)


def test_every_address_has_a_line() -> None:
    """A new endpoint is in the matrix, or this fails; so is every method of it, as `strays` asks those that are not."""
    assert sorted({line.route for line in LINES}) == sorted(routes())


def test_everybody_gets_exactly_what_the_matrix_says(scene: Scene) -> None:
    none(faults(scene, cells(scene.north)))


def test_nobody_gets_further_with_ids_of_others_or_in_disguise(scene: Scene) -> None:
    none(faults(scene, islice(strays(scene, seed=SEED), STRAYS)))


def test_the_gate_sees_a_leak(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of others, let out on purpose."""
    monkeypatch.setattr(Rights, "readable", lambda rights, table: table.rows())
    found = faults(scene, [ask for ask in cells(scene.south) if ask.who == "reads_ruled" and "/claim/" in ask.url])
    assert any("tells the secret of mine" in fault for fault in found)
    assert any("200, expected [404]" in fault for fault in found)
