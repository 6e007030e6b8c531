"""The database's answer is the evaluator's, for random trees over random rows: value, null or error."""

import os
import sys
from collections import Counter
from random import Random

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from definition.expressions import Ast, ParseError, check, to_text
from definition.queries import NotInSql
from runtime.tables.build import EntityTable
from tests.runtime.queries.things import (
    ENVIRONMENT,
    by_database,
    by_evaluator,
    made,
    random_rows,
    store,
)
from tests.runtime.queries.trees import Trees
from tests.world import World

pytestmark = pytest.mark.database
TYPES = ("bool", "bool", "bool", "number", "string", "date", "datetime", "duration")
ROWS = 30


def disagreements(table: EntityTable, stored: dict, random: Random, seen: Counter[str]) -> list[str]:
    type_ = random.choice(TYPES)
    try:
        ast = Ast.from_json(Trees(random).of(type_, random.randint(1, 4)))
    except ParseError:
        return []
    if not check(ast, ENVIRONMENT).ok:
        seen["ill-typed"] += 1
        return []
    try:
        found = by_database(table, ast, is_condition=type_ == "bool")
    except NotInSql as refused:
        seen[f"refused: {refused.why.refusal.value} {refused.why.name}"] += 1
        return []
    seen["agreed"] += 1
    wrong = []
    for id_, values in stored.items():
        expected = by_evaluator(ast, values)
        answer = found[id_]
        seen[f"row {expected.holds if type_ == 'bool' else 'value' if expected.value != 'error' else 'error'}"] += 1
        if answer.value != expected.value or (type_ == "bool" and answer.holds != expected.holds):
            read = {key: values[key] for key in values if key in to_text(ast)}
            wrong.append(f"{to_text(ast)}\n  {expected}\n  {answer}\n  {read}")
    return wrong[:1]


@pytest.fixture
def table(world: World) -> EntityTable:
    return made(world)


# A disagreement names its expression and its row; making it smaller would take minutes of queries.
@settings(
    max_examples=150,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(random=st.randoms(use_true_random=False))
def test_a_random_tree_over_random_rows_has_the_answer_of_the_evaluator(table: EntityTable, random: Random) -> None:
    table.model._default_manager.all().delete()
    stored = store(table, random_rows(random, 10))
    assert disagreements(table, stored, random, Counter()) == []


@pytest.mark.skipif("TREES" not in os.environ, reason="the long run: TREES=30000")
def test_many_trees(table: EntityTable) -> None:
    random = Random(int(os.environ.get("SEED", "1")))
    stored = store(table, random_rows(random, ROWS))
    seen: Counter[str] = Counter()
    wrong = [one for _ in range(int(os.environ["TREES"])) for one in disagreements(table, stored, random, seen)]
    sys.stdout.write("\n".join((connection.vendor, str(seen), str(len(wrong)), *wrong[:20], "")))
    assert wrong == []
