"""Asking for chaos jobs from outside: `python -m tests.chaos.asking PREFIX COUNT` in the stack's environment."""

import sys

import django


def main(prefix: str, count: int) -> None:
    """Acknowledge each job on standard output once it is committed."""
    django.setup()
    from core.jobs.enqueue import enqueue  # noqa: PLC0415  # needs Django to be set up

    for number in range(count):
        job = enqueue("chaos.steps", subject_id=None, dedupe_key=f"{prefix}-{number}")
        sys.stdout.write(f"{job.id}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
