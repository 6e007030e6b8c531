"""Fixtures that every test may ask for."""

import pytest

from tests.stack import live_stack
from tests.world import World, build_world

__all__ = ["live_stack"]


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture(autouse=True)
def _own_data_dir(settings: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files written by a test never reach the developer's data folder."""
    folder = tmp_path_factory.getbasetemp() / "data"
    folder.mkdir(exist_ok=True)
    settings.DATA_DIR = folder  # type: ignore[attr-defined]
    settings.STORAGE_DIR = folder / "files"  # type: ignore[attr-defined]
