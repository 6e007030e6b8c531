"""Asks the access matrix as often as wanted and prints what was wrong with the answers.

    DATA_DIR=/tmp/bench python -m bench.access_matrix --requests 50000 [--seed 1]

Works on a test database of its own beside that of DATABASE_URL (default: SQLite), dropped afterwards. Every cell of the
matrix is asked once for both workspaces, the rest is made from the seed. Ends with 1 when there was a fault.
"""

import argparse
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from itertools import chain, islice
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings
from django.db import transaction
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from tests.access.asking import Fault, Gate
from tests.access.plan import cells, strays
from tests.access.scene import build_scene


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    logging.disable(logging.CRITICAL)
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings.DATA_DIR, settings.STORAGE_DIR = Path(folder), Path(folder) / "files"
            found = asked(wanted.requests, wanted.seed)
    finally:
        teardown_databases(databases, verbosity=0)
    sys.exit(1 if found else 0)


def asked(count: int, seed: int) -> list[Fault]:
    """The faults of `count` requests; progress and a summary go to the output."""
    found: list[Fault] = []
    people: Counter[str] = Counter()
    with transaction.atomic():
        scene = build_scene()
        gate, started = Gate(scene), time.monotonic()
        asks = chain(cells(scene.north), cells(scene.south), strays(scene, seed=seed))
        for number, ask in enumerate(islice(asks, count), 1):
            people[ask.who] += 1
            for fault in gate.judge(ask):
                found.append(fault)
                print(f"- request {number}: {fault}", flush=True)
            if number % 5_000 == 0:
                print(f"{number} requests, {len(found)} faults, {time.monotonic() - started:.0f} s", flush=True)
        transaction.set_rollback(True)
    print(f"{sum(people.values())} requests by {len(people)} kinds of people in two workspaces, seed {seed}:")
    print(f"{len(found)} faults, {time.monotonic() - started:.0f} s.")
    return found


if __name__ == "__main__":
    main()
