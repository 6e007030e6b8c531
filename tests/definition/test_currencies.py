"""Which money a formula comes to, and which amounts it puts together."""

import pytest

from definition.currencies import Keys, money_known, money_of, put_together
from definition.expressions import Ast, parse

A, B, BOTH = frozenset({"a"}), frozenset({"b"}), frozenset({"a", "b"})
NONE: Keys = frozenset()


def tree(source: str) -> Ast:
    return parse(source)


@pytest.mark.parametrize(
    ("source", "money", "together"),
    [
        ("a * 2 + a / 4", A, []),
        ("round(abs(-a), 2)", A, []),
        ("n + 1", NONE, []),
        ("a / b", NONE, []),
        ("a > 100 ? 1 : 0", NONE, []),
        ("string(a) == 'x' ? n : 2", NONE, []),
        ("n > 1 ? a : b", BOTH, []),
        ("coalesce(a, b)", BOTH, []),
        ("a + b", BOTH, [BOTH]),
        ("n + (a - b)", BOTH, [BOTH, BOTH]),
        ("a > b ? 1 : 0", NONE, [BOTH]),
        ("max(a, b)", BOTH, [BOTH]),
        ("sum([a, n, b])", BOTH, [BOTH]),
        ("sum([1, 2].map(x, x * a)) + b", BOTH, [BOTH]),
        ("twice_a + a", A, []),
        ("twice_a + b", BOTH, [BOTH]),
        ("ratio + b", B, []),
    ],
)
def test_amounts_put_together(source: str, money: Keys, together: list[Keys]) -> None:
    known = money_known(["a", "b"], {"twice_a": tree("a * 2"), "ratio": tree("twice_a / a")})
    ast = tree(source)
    assert (money_of(ast.root, known), list(put_together(ast, known))) == (money, together)


def test_formulas_that_use_each_other_are_read_once() -> None:
    chain = {f"f{place}": tree(f"f{place - 1} + f{place - 1}" if place else "a") for place in range(60)}
    assert money_known(["a"], chain)["f59"] == A
