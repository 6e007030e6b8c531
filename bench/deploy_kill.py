"""kill -9 at every step of a deployment: `python -m bench.deploy_kill [--rounds 10] [--database sqlite|postgres]`.

Each round ships a version of a live app in real processes, kills `worker` (the working process), `group` (the whole
worker), `web`, or `all` when the deployment reaches the place, and reads the app as an employee meanwhile. Prints one
row per place and victim, and exits 1 unless every round ended live or honestly failed within 60 s of the (re)start,
with whole tables and without an error for people. One JSON line per round goes to `--json FILE`.
"""

import argparse
import dataclasses
import json
import sys
import tempfile
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import TextIO

from tests.chaos.deploying import PLACES, STEPS, Line, Outcome
from tests.stack import Stack

VICTIMS = ("worker", "web", "group", "all")


def main(argv: list[str]) -> int:
    """Run the matrix; 0 if every round was good."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--victims", nargs="+", choices=VICTIMS, default=["worker", "web"])
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=list(STEPS))
    parser.add_argument("--json", type=argparse.FileType("a"), default=None)
    options = parser.parse_args(argv)
    print(
        f"{'place':<26}{'victim':<8}{'good':>6}{'live':>6}{'failed':>8}{'worst s':>9}  answers while it was under way"
    )
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack.begin(Path(folder), database=options.database)
        try:
            for place, victim in product(product(options.steps, PLACES), options.victims):
                outcomes = list(rounds(stack, ".".join(("deploy", *place)), victim, options.rounds, options.json))
                print(row(outcomes), flush=True)
                bad += sum(not outcome.is_good for outcome in outcomes)
        finally:
            stack.end()
    print(f"{bad} bad rounds")
    return 1 if bad else 0


def rounds(stack: Stack, point: str, victim: str, count: int, log: TextIO | None) -> Iterable[Outcome]:
    """The rounds of one place and victim, on an app of their own."""
    line = Line.begin(stack, f"Kill {point} {victim}")
    address = line.address
    for _ in range(count):
        outcome = line.round(point, victim, address)
        if log is not None:
            log.write(json.dumps({**dataclasses.asdict(outcome), "is_good": outcome.is_good}) + "\n")
            log.flush()
        if not outcome.is_good:
            print(f"BAD {outcome}", file=sys.stderr)
        yield outcome


def row(outcomes: list[Outcome]) -> str:
    """One line of the table."""
    answers: dict[int, int] = {}
    for outcome in outcomes:
        for status, count in outcome.answers.items():
            answers[status] = answers.get(status, 0) + count
    good = sum(outcome.is_good for outcome in outcomes)
    live = sum(outcome.state == "live" for outcome in outcomes)
    failed = sum(outcome.state == "failed" for outcome in outcomes)
    worst = max(outcome.seconds for outcome in outcomes)
    said = ", ".join(f"{status or 'none'} x {count}" for status, count in sorted(answers.items()))
    first = outcomes[0]
    return f"{first.point:<26}{first.target:<8}{good:>6}{live:>6}{failed:>8}{worst:>9.1f}  {said}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
