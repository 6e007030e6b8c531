"""A live app for the record tests."""

import pytest

from tests.runtime.live import Deployed, deploy, expenses
from tests.world import World


@pytest.fixture
def app(world: World) -> Deployed:
    return deploy(world.workspace, expenses())
