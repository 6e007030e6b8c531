"""Evaluations per second of typical rules by the Python engine; `expressions.mjs` is its twin.

python bench/expressions.py
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from definition.expressions import ANY, Context, check, evaluate, parse, value_from_json, variables_used
from definition.expressions.moments import datetime_from_text
from definition.expressions.vectors import Case, read_vectors

TYPICAL = (
    "category == 'Other' && amount > 500",
    "price * qty",
    "round(price * qty * 1.2, 2)",
    "country in ['FR', 'DE'] || vip",
    "amount > 1000 ? 'manager' : amount > 100 ? 'lead' : 'none'",
    "yearsBetween(born, today()) >= 18",
    "sum(lines.map(line, line.price * line.qty))",
    "'foo@example.com'.matches(r'^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$')",
)
SECONDS = 0.4


def main() -> None:
    """Print a table: evaluations, and parses with check, per second."""
    cases = {case["expr"]: case for case in read_vectors()}
    print(f"{'evaluations/s':>14} {'parse+check/s':>14}  expression")
    for expr in TYPICAL:
        print(f"{evaluations(cases[expr]):14,.0f} {checks(expr):14,.0f}  {expr}")


def evaluations(case: Case) -> float:
    """How often a second the parsed rule gives its value."""
    ast = parse(case["expr"])
    variables = {name: value_from_json(value) for name, value in case.get("variables", {}).items()}
    now = datetime_from_text(case["now"]) if "now" in case else None
    context = Context(variables=variables, now=now, timezone=case.get("timezone", "UTC"))
    return _rate(lambda: evaluate(ast, context))


def checks(expr: str) -> float:
    """How often a second the text is parsed and checked."""
    environment = dict.fromkeys(variables_used(parse(expr)), ANY)
    return _rate(lambda: check(expr, environment))


def _rate(action: Callable[[], object]) -> float:
    count = 0
    started = time.perf_counter()
    while (elapsed := time.perf_counter() - started) < SECONDS:
        for _round in range(50):
            action()
        count += 50
    return count / elapsed


if __name__ == "__main__":
    main()
