"""Keys, ids, orders and table names."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definition.compiler.naming import LONGEST_TABLE, table_name
from definition.ids import COLLECTIONS, derived_object_id, is_object_id, new_object_id
from definition.keys import MAX_KEY, RESERVED_KEYS, is_key, key_from_label, unique_key
from definition.order import OrderError, is_order, order_between, orders


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Amount", "amount"),
        ("Cost (EUR)", "cost_eur"),
        ("  Größe  ", "grosse"),
        ("Straße", "strasse"),
        ("Café — été", "cafe_ete"),
        ("2nd approver", "field_2nd_approver"),
        ("Order", "order_field"),
        ("价格", "field"),
        ("", "field"),
        ("___", "field"),
        ("İstanbul", "istanbul"),
        ("a" * 60, "a" * MAX_KEY),
        ("__proto__", "proto"),
        ("constructor", "constructor_field"),
    ],
)
def test_key_from_label(label: str, key: str) -> None:
    assert key_from_label(label) == key


@given(st.text(max_size=80))
def test_every_label_gives_a_usable_key(label: str) -> None:
    key = key_from_label(label)
    assert is_key(key)
    assert key not in RESERVED_KEYS


def test_unique_key_counts_up_and_stays_short() -> None:
    assert unique_key("amount", {"amount", "amount_2"}) == "amount_3"
    assert unique_key("amount", set()) == "amount"
    assert unique_key("a" * MAX_KEY, {"a" * MAX_KEY}) == "a" * (MAX_KEY - 2) + "_2"


@pytest.mark.parametrize("key", ["a", "a1", "a_b", "z" * 39])
def test_keys(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["", "A", "1a", "_a", "a_", "a__b", "a-b", "é", "a\n", "z" * 40])
def test_not_keys(key: str) -> None:
    assert not is_key(key)


def test_ids_name_their_collection() -> None:
    for collection, prefix in COLLECTIONS.items():
        object_id = new_object_id(collection)
        assert is_object_id(collection, object_id)
        assert object_id.startswith(f"{prefix}_")
    assert not is_object_id("fields", new_object_id("nodes"))
    assert not is_object_id("app", "app")
    assert len({new_object_id("fields") for _ in range(1000)}) == 1000


def test_derived_ids_are_the_same_each_time_and_differ_by_part() -> None:
    assert derived_object_id("nodes", "a", "b") == derived_object_id("nodes", "a", "b")
    assert derived_object_id("nodes", "a", "b") != derived_object_id("nodes", "ab", "")
    assert is_object_id("nodes", derived_object_id("nodes", "a"))


def test_table_names_are_short_and_distinct() -> None:
    assert table_name("expense_claims", "claim") == "gh_expense_claims_claim"
    long_names = {table_name("a" * 30, f"{'b' * 30}{n}") for n in range(9)}
    assert len(long_names) == 9
    assert all(len(name) <= LONGEST_TABLE and re.fullmatch(r"[a-z0-9_]+", name) for name in long_names)
    assert table_name("a" * 30, "b" * 39) == table_name("a" * 30, "b" * 39)


def test_orders_known_from_the_algorithm() -> None:
    assert orders(3) == ("a0", "a1", "a2")
    assert order_between(None, "a0") == "Zz"
    assert order_between("a0", "a1") == "a0V"
    assert order_between("a0", "a0V") == "a0G"
    assert order_between("az", None) == "b00"
    assert order_between("Zz", "a0") == "ZzV"
    assert orders(63)[-1] == "b00"


@pytest.mark.parametrize("order", ["", "b0", "a0V0", "0a", "a é", "A" + "0" * 26])
def test_malformed_orders_are_refused(order: str) -> None:
    assert not is_order(order)
    with pytest.raises(OrderError):
        order_between(order, None)


def test_orders_must_be_given_in_order() -> None:
    with pytest.raises(OrderError):
        order_between("a1", "a0")
    with pytest.raises(OrderError):
        order_between("a1", "a1")


@given(st.lists(st.integers(min_value=0, max_value=1_000), max_size=60))
def test_there_is_always_room_between_two(places: list[int]) -> None:
    row: list[str] = []
    for place in places:
        at = place % (len(row) + 1)
        order = order_between(row[at - 1] if at else None, row[at] if at < len(row) else None)
        assert is_order(order)
        row.insert(at, order)
    assert row == sorted(row)
    assert len(set(row)) == len(row)
