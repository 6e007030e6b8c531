"""Fixtures that every test may ask for."""

import pytest
from django.db import connections
from pytest_django import Settings

from tests.stack import live_stack
from tests.world import World, build_world

__all__ = ["live_stack"]


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture(autouse=True)
def _own_data_dir(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Files written by a test never reach the developer's data folder."""
    folder = tmp_path_factory.getbasetemp() / "data"
    folder.mkdir(exist_ok=True)
    settings.DATA_DIR = folder
    settings.STORAGE_DIR = folder / "files"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in tests: a file per run and worker, and no waiting for the disk (it need not survive a power cut)."""
    settings = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        options = settings["OPTIONS"]
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
        settings["TEST"]["NAME"] = str(tmp_path_factory.getbasetemp() / "database.sqlite3")
