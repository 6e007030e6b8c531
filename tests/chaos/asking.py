"""Asking for chaos jobs inside a stack: `manage.py shell -c "from tests.chaos.asking import ask; ask('prefix', 5)"`."""

import sys

from core.jobs.enqueue import enqueue


def ask(prefix: str, count: int) -> None:
    """Ask for `count` jobs; each id is written once its job is committed."""
    for number in range(count):
        job = enqueue("chaos.steps", subject_id=None, dedupe_key=f"{prefix}-{number}")
        sys.stdout.write(f"{job.id}\n")
