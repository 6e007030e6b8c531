"""What a condition becomes: refused by name, asked by index, and never true where SQL only does not know."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import pytest

from definition.expressions import FUNCTIONS, parse
from definition.queries import NotInSql, Reading, columns_of, condition_of
from definition.queries.columns import BY_KIND
from definition.queries.functions import FUNCTIONS as IN_SQL
from definition.queries.terms import Term
from runtime.fieldtypes import KINDS
from runtime.queries.aggregates import ExactSum
from runtime.queries.conditions import rows_where
from runtime.queries.templates import POSTGRESQL, SQLITE
from runtime.tables.build import EntityTable
from tests.runtime.queries.things import CONSTANTS, ME, PERSON, made, store
from tests.world import NOON, World

pytestmark = pytest.mark.database


@pytest.fixture
def table(world: World) -> EntityTable:
    return made(world)


def found(table: EntityTable, source: str, now: datetime = NOON) -> set[UUID]:
    where = rows_where(table, parse(source), now=now, constants=CONSTANTS)
    return set(table.rows().filter(where).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("source", "refusal", "name", "position"),
    [
        ("lower(t0) == 'x'", "function", "lower", 0),
        ("t0 == '' || t1.matches('^a')", "function", "matches", 12),
        ("f0[0].size > 5", "part", "member", 0),
        ("l0.filter(x, x == 'a') == l1", "list", "filter", 0),
        ("round(n0, r0) > 1", "argument", "round", 0),
        ("hour(w0, 'Europe/Berlin') > 8", "argument", "hour", 0),
        ("a0 + a0 == 'x'", "too-large", "+", 0),
        ("t0 == '\\u0000'", "character", "", 6),
        ("date(t0) == today()", "type", "date", 0),
    ],
)
def test_what_has_no_exact_query_is_refused_by_name_and_place(
    table: EntityTable, source: str, refusal: str, name: str, position: int
) -> None:
    reading = Reading(columns=columns_of(table.entity), constants=CONSTANTS, now=NOON)
    with pytest.raises(NotInSql) as caught:
        condition_of(parse(source), reading)
    why = caught.value.why
    assert (why.refusal.value, why.name, why.position) == (refusal, name, position)


def test_an_expression_that_could_grow_without_end_is_refused(table: EntityTable) -> None:
    reading = Reading(columns=columns_of(table.entity))
    nested = "n0"
    for _ in range(12):
        nested = f"({nested} / n1)"
    with pytest.raises(NotInSql) as caught:
        condition_of(parse(f"{nested} > 1"), reading)
    assert caught.value.why.refusal.value == "too-large"


def test_whatever_reads_no_column_may_use_every_function(table: EntityTable) -> None:
    stored = store(table, [{"t0": "ada"}, {"t0": "Ada"}, {"t0": None}])
    ids = list(stored)
    assert found(table, "t0 == lower(me.name) && me.email.matches('@example[.]org$')") == {ids[0]}
    assert found(table, "me.name.split('').exists(x, x == 'd') && t0 == me.name") == {ids[1]}


def test_unknown_is_not_true_in_either_direction(table: EntityTable) -> None:
    stored = store(table, [{"n0": None, "n1": "1"}, {"n0": "5", "n1": "0"}])
    empty, zero = stored
    assert found(table, "n0 > 3") == {zero}
    assert found(table, "!(n0 > 3)") == {empty}
    assert found(table, "!(!(n0 > 3))") == {zero}
    assert found(table, "n0 / n1 > 3") == set()
    assert found(table, "!(n0 / n1 > 3)") == {empty}
    assert found(table, "n0 / n1 > 3 || n0 == 5") == {zero}


def test_texts_are_compared_by_code_point_and_case(table: EntityTable) -> None:
    stored = store(table, [{"t0": text} for text in ("a", "B", "Ä", "😀", "")])
    a, b, umlaut, smiley, blank = stored
    assert found(table, "t0 < 'a'") == {b, blank}
    assert found(table, "t0 > 'b'") == {umlaut, smiley}
    assert found(table, "t0 == 'A' || size(t0) == 1") == {a, b, umlaut, smiley}
    assert found(table, "isEmpty(t0)") == {blank}
    assert found(table, "t0 == null") == set()


def test_numbers_are_exact_beyond_what_a_float_holds(table: EntityTable) -> None:
    stored = store(table, [{"n0": "0.1", "n1": "0.2"}, {"n0": "123456789012345", "n1": "0.0000000001"}])
    small, large = stored
    assert found(table, "n0 + n1 == 0.3") == {small}
    assert found(table, "n0 + n1 == 123456789012345.0000000001") == {large}
    assert found(table, "n0 >= 0.1000000000000000001") == {large}
    assert found(table, "n0 / 3 * 3 == n0") == {large}
    assert found(table, "n1 / 3 * 3 < n1") == {large}


def test_a_person_is_found_by_the_id_and_by_nothing_like_it(table: EntityTable) -> None:
    stored = store(table, [{"u0": str(PERSON)}, {"u0": None}])
    mine, nobody = stored
    assert found(table, "u0 == me.id") == {mine}
    assert found(table, "u0 != me.id") == {nobody}
    assert found(table, f"u0 == '{str(PERSON).upper()}'") == set()
    assert found(table, "u0 == me.name || u0.startsWith('0198')") == {mine}
    assert str(ME["id"]) == str(PERSON)


def test_every_kind_of_field_is_a_column_and_every_term_has_its_text() -> None:
    assert BY_KIND.keys() == set(KINDS)
    assert POSTGRESQL.keys() == SQLITE.keys()
    assert IN_SQL.keys() < FUNCTIONS.keys()
    assert FUNCTIONS.keys() - IN_SQL.keys() == {
        "matches", "lower", "upper", "split", "join", "sum", "avg", "today", "now",
    }  # fmt: skip


def test_a_condition_is_and_and_or_over_what_an_index_serves(table: EntityTable) -> None:
    reading = Reading(columns=columns_of(table.entity), constants=CONSTANTS, now=NOON)
    made_of = condition_of(parse("o0 == 'a' && n0 > 5"), reading).yes
    column, five = Term(name="column", argument="n0"), Term(name="stored_number", argument="5")
    assert made_of.name == "and"
    assert (made_of.parts[1].name, made_of.parts[1].parts) == ("more", (column, five))


def test_a_list_of_constants_is_one_in_and_nothing_around_it(table: EntityTable) -> None:
    reading = Reading(columns=columns_of(table.entity))
    assert condition_of(parse("o0 in ['a', 'b']"), reading).yes.name == "one_of"


def test_a_sum_is_exact_beyond_what_a_float_holds(table: EntityTable) -> None:
    store(table, [{"n0": "99999999999999.9"}] * 201)
    total = table.rows().aggregate(total=ExactSum(table.by_key["n0"].attribute))["total"]
    assert Decimal(str(total)) == Decimal("20099999999999979.9")
