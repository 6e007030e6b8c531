"""Fault points do nothing unless a test armed them, and never in production."""

import errno
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError
from pytest_django.fixtures import Settings

from core import faults
from core.faults import faultpoint
from tests.stack import ROOT


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.FAULTS = str(tmp_path)
    faults._folder.cache_clear()
    yield tmp_path
    faults._folder.cache_clear()


def test_an_unarmed_point_does_nothing(folder: Path) -> None:
    faultpoint("deploy.expand.after")
    assert list(folder.iterdir()) == []


def test_an_armed_point_acts_once(folder: Path) -> None:
    (folder / "point").write_text("no-space")
    with pytest.raises(OSError, match="No space left") as raised:
        faultpoint("point")
    assert raised.value.errno == errno.ENOSPC
    faultpoint("point")
    assert [path.name for path in folder.iterdir()] == ["point.hit"]


def test_a_point_can_fail_like_the_database(folder: Path) -> None:
    (folder / "point").write_text("database-error")
    with pytest.raises(OperationalError):
        faultpoint("point")


def test_a_point_can_wait_for_the_test(folder: Path) -> None:
    (folder / "point").write_text("wait")
    (folder / "point.go").touch()
    started = time.monotonic()
    faultpoint("point")
    assert time.monotonic() - started < 5


def test_in_production_an_armed_point_does_nothing(folder: Path, settings: Settings) -> None:
    settings.PRODUCTION = True
    (folder / "point").write_text("kill9")
    faultpoint("point")
    assert (folder / "point").exists()


@pytest.mark.parametrize(("action", "code"), [("kill9", -9), ("exit", 1)])
def test_a_point_can_end_the_process(folder: Path, action: str, code: int) -> None:
    (folder / "point").write_text(action)
    done = subprocess.run(
        [sys.executable, "-c", "from core.faults import faultpoint; faultpoint('point'); print('alive')"],
        cwd=ROOT,
        env={**os.environ, "FAULTS": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (code, "")
