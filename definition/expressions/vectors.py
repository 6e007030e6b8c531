"""The shared test vectors of both engines: `tests/vectors/expressions.json`.

Each case has `expr`, what it must give (`result` in the open JSON form, or `error`, a code), and where
needed `variables` (open JSON form), `now`, `timezone` and `fuel`. Results are written by hand. `tree` is
what the parser makes of `expr`, so that the browser's engine, which has no parser, can run the case.

    python -m definition.expressions.vectors --write     fill in the trees, one case per line
    python -m definition.expressions.vectors --check     fail when a tree is missing or stale
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NotRequired, TypedDict

from definition.expressions.ast import Json
from definition.expressions.parser import parse

VECTORS: Final = Path(__file__).parents[2] / "tests" / "vectors" / "expressions.json"


class Case(TypedDict):
    """One test vector."""

    expr: str
    variables: NotRequired[dict[str, Json]]
    now: NotRequired[str]
    timezone: NotRequired[str]
    fuel: NotRequired[int]
    result: NotRequired[Json]
    error: NotRequired[str]
    tree: NotRequired[Json]


def read_vectors(path: Path = VECTORS) -> list[Case]:
    """The cases in file order."""
    cases: list[Case] = json.loads(path.read_text(encoding="utf-8"))
    return cases


def vectors_text(cases: Sequence[Case]) -> str:
    """The file with every tree filled in. Raises ParseError for an expression that does not parse."""
    lines = [json.dumps({**case, "tree": parse(case["expr"]).to_json()}) for case in cases]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 when `--check` finds the file stale."""
    parser = argparse.ArgumentParser(prog="python -m definition.expressions.vectors", description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--write", action="store_true")
    mode.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    text = vectors_text(read_vectors())
    if options.write:
        VECTORS.write_text(text, encoding="utf-8")
    is_current = VECTORS.read_text(encoding="utf-8") == text
    sys.stdout.write(f"{VECTORS.name}: {'current' if is_current else 'stale, run with --write'}\n")
    return 0 if is_current else 1


if __name__ == "__main__":
    sys.exit(main())
