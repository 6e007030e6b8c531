"""What the documents of the platform and of a live app promise holds for whatever is sent.

The whole of it, 20,000 cases and more: `python -m bench.api_fuzz --cases 20000`.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.access.fuzzing import fuzz, operations
from tests.access.scene import Side, build_scene

pytestmark = pytest.mark.database
SEED, EACH = 4711, 12
PLATFORM = settings.BASE_DIR / "frontend" / "openapi.json"


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def side(db: None) -> Side:
    return build_scene().north


def broken(document: Mapping[str, Any], side: Side, who: str) -> list[str]:
    client = side.client(who)
    return [
        str(one) for operation in operations(document) for one in fuzz(operation, client, side, cases=EACH, seed_=SEED)
    ]


@pytest.mark.parametrize("who", ["owner", "administrator"])
def test_the_platform_keeps_its_promises(side: Side, who: str) -> None:
    found = broken(json.loads(Path(PLATFORM).read_text("utf-8")), side, who)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("who", ["reads_all", "reads_ruled"])
def test_a_live_app_keeps_its_promises(side: Side, who: str) -> None:
    document = side.client(who).get(f"/api/a/{side.ids['live']}/openapi.json").json()
    found = broken(document, side, who)
    assert not found, "\n" + "\n".join(found)
