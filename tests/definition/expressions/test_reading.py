"""Expressions as sentences, as text, and under another name."""

import pytest
from hypothesis import HealthCheck, given, settings

from definition.expressions import Ast, explain, parse, rename_variable, to_text, variables_used
from definition.expressions.registry import FUNCTIONS
from tests.definition.expressions.trees import Tree, trees

LABELS = {
    "category": "Category",
    "amount": "Amount",
    "record.amount": "Amount of the record",
    "due": "Due date",
    "vip": "VIP",
    "lines": "Lines",
}


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("category == 'Other' && amount > 500", "Category is Other and Amount is more than 500"),
        (
            "!(category == 'Other') || amount <= 5 && vip",
            "Category is not Other or (Amount is at most 5 and VIP is yes)",
        ),
        ("vip && vip && vip", "VIP is yes and VIP is yes and VIP is yes"),
        ("!vip", "VIP is not yes"),
        ("vip == true", "VIP is yes"),
        ("vip == false", "VIP is no"),
        ("due < today()", "Due date is before today"),
        ("due >= addDays(today(), 14)", "Due date is on or after today plus 14 days"),
        ("due > date('2026-01-01')", "Due date is after 2026-01-01"),
        ("has(amount) && !has(due_on)", "Amount is filled in and due on is not filled in"),
        ("amount == null", "Amount is empty"),
        ("amount != null", "Amount is not empty"),
        ("isEmpty(category) || !isEmpty(category)", "Category is empty or Category is not empty"),
        ("category == ''", 'Category is ""'),
        ("category in ['A', 'B', 'C']", "Category is one of A, B or C"),
        ("!(category in ['A'])", "Category is not one of A"),
        (
            "category.contains('x') && !category.startsWith('y')",
            "Category contains x and Category does not start with y",
        ),
        ("category.matches('^a')", "Category matches the pattern ^a"),
        ("!(amount > 5)", "not (Amount is more than 5)"),
        ("record.amount > 1", "Amount of the record is more than 1"),
        ("record.ownerName == 'x'", "owner name of record is x"),
        ("round(amount * 1.2, 2) >= 3", "(Amount times 1.2) rounded to 2 places is at least 3"),
        ("(amount + 1) * 2", "(Amount plus 1) times 2"),
        ("-amount", "minus Amount"),
        ("lines.exists(line, line.price > 10)", "for at least one line in Lines: price of line is more than 10"),
        ("sum(lines.map(l, l.price))", "the sum of (for each l in Lines: price of l)"),
        ("amount > 10 ? 'high' : 'low'", "high if Amount is more than 10, otherwise low"),
        ("max(amount, 5)", "the largest of Amount and 5"),
        ("lines[0]", "element 0 of Lines"),
        ("today()", "today"),
    ],
)
def test_rule_reads_as_a_sentence(source: str, sentence: str) -> None:
    assert explain(parse(source), LABELS) == sentence


@given(tree=trees())
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_tree_has_a_reading(tree: Tree) -> None:
    assert explain(Ast.from_json(tree), {}).strip()


def test_every_function_has_a_reading() -> None:
    for function in FUNCTIONS.values():
        assert explain(parse(function.example), {}).strip()


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a+b*c", "a + b * c"),
        ("(a+b)*c", "(a + b) * c"),
        ("a-(b-c)", "a - (b - c)"),
        ("!(a&&b)", "!(a && b)"),
        ("(a?b:c)?d:e", "(a ? b : c) ? d : e"),
        ("a?b:(c?d:e)", "a ? b : c ? d : e"),
        ("(-a).b", "(-a).b"),
        ("- -a", "--a"),
        ("size(x)", "size(x)"),
        ("contains(x, 'a')", 'x.contains("a")'),
        ("r.`a b`", "r.`a b`"),
        ("r.in", "r.`in`"),
        ("timestamp(x).getMonth()", "month(datetime(x)) - 1"),
        ("'a\"\\n😀'", '"a\\"\\n😀"'),
        ("'\\x00\\u200b'", '"\\u0000\\U0000200b"'),
        ("(a < b) == c", "a < b == c"),
        ("a < (b == c)", "a < (b == c)"),
    ],
)
def test_text_has_only_the_brackets_it_needs(source: str, text: str) -> None:
    assert to_text(parse(source)) == text
    assert parse(text).to_json() == parse(source).to_json()


@pytest.mark.parametrize(
    ("source", "renamed"),
    [
        ("old + other", "new + other"),
        ("old.old", "new.old"),
        ("lines.map(old, old.price)", "lines.map(old, old.price)"),
        ("old.map(old, old.price)", "new.map(old, old.price)"),
        ("lines.map(line, line * old)", "lines.map(line, line * new)"),
        ("lines.map(new, new * old)", "lines.map(new_, new_ * new)"),
        ("lines.map(new, new_ + new * old)", "lines.map(new__, new_ + new__ * new)"),
        ("has(old) ? [old] : {'old': old['old']}", "has(new) ? [new] : {'old': new['old']}"),
    ],
)
def test_renaming_changes_the_field_and_nothing_else(source: str, renamed: str) -> None:
    assert rename_variable(parse(source), "old", "new").to_json() == parse(renamed).to_json()


def test_variables_used_are_the_free_ones() -> None:
    assert variables_used(parse("a + b.c + d.map(e, e + f).size() + (g ? h : i[j])")) == set("abdfghij")
    assert variables_used(parse("x.all(x, x)")) == {"x"}
