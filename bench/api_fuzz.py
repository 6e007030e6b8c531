"""Asks the platform and a live app what their OpenAPI documents allow and what they do not, as often as wanted.

    DATA_DIR=/tmp/bench python -m bench.api_fuzz --cases 20000 [--seed 1]

Works on a test database of its own beside that of DATABASE_URL (default: SQLite), dropped afterwards. Prints every way
in which an answer broke (5xx), left its document or was a refusal without words; ends with 1 when there was one.
"""

import argparse
import json
import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings
from django.db import transaction
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from tests.access.fuzzing import Broken, fuzz, operations
from tests.access.scene import Side, build_scene

PLATFORM = settings.BASE_DIR / "frontend" / "openapi.json"
ON_PLATFORM = ("owner", "reviewer", "administrator")
ON_LIVE = ("reads_all", "reads_own", "reads_ruled")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    logging.disable(logging.CRITICAL)
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder, transaction.atomic():
            settings.DATA_DIR, settings.STORAGE_DIR = Path(folder), Path(folder) / "files"
            found = fuzzed(build_scene().north, wanted.cases, wanted.seed)
            transaction.set_rollback(True)
    finally:
        teardown_databases(databases, verbosity=0)
    sys.exit(1 if found else 0)


def fuzzed(side: Side, count: int, seed: int) -> list[Broken]:
    """The faults of about `count` cases, spread evenly over every operation and person."""
    found: list[Broken] = []
    tasks, started = list(all_operations(side)), time.monotonic()
    each = max(1, -(-count // len(tasks)))
    for number, (who, operation) in enumerate(tasks, 1):
        found.extend(fuzz(operation, side.client(who), side, cases=each, seed_=seed))
        if number % 10 == 0:
            print(f"{number * each} cases, {len(found)} faults, {time.monotonic() - started:.0f} s", flush=True)
    print(f"{len(tasks) * each} cases over {len(tasks)} operations and people, seed {seed}: {len(found)} faults.")
    for fault in found:
        print(f"- {fault}")
    return found


def all_operations(side: Side) -> Iterator[tuple[str, Any]]:
    """Who asks which operation."""
    platform = json.loads(Path(PLATFORM).read_text("utf-8"))
    for who in ON_PLATFORM:
        for operation in operations(platform):
            yield who, operation
    for who in ON_LIVE:
        document = side.client(who).get(f"/api/a/{side.ids['live']}/openapi.json").json()
        for operation in operations(document):
            yield who, operation


if __name__ == "__main__":
    main()
