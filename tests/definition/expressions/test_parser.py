"""Texts that are not expressions get a code and a place; nothing else ever comes out of the parser."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from definition.expressions import Ast, Context, ExpressionError, ParseError, check, evaluate, parse, to_text
from tests.definition.expressions.trees import Tree, trees


@pytest.mark.parametrize(
    ("source", "code", "start", "end"),
    [
        ("", "unexpected-end", 0, 0),
        ("a +", "unexpected-end", 3, 3),
        ("a b", "unexpected-token", 2, 3),
        ("(a", "unexpected-end", 2, 2),
        ("a ? b", "unexpected-end", 5, 5),
        ("f(a,)", "unexpected-token", 4, 5),
        ("a = b", "unexpected-character", 2, 3),
        ("a & b", "unexpected-character", 2, 3),
        ("a # b", "unexpected-character", 2, 3),
        ("'abc", "bad-string", 0, 4),
        ("'a\nb'", "bad-string", 0, 2),
        (r"'\q'", "bad-escape", 1, 3),
        (r"'\ud800'", "bad-escape", 1, 3),
        ("12abc", "bad-number-literal", 0, 3),
        ("1u", "unsupported-literal", 0, 2),
        ("b'x'", "unsupported-literal", 0, 2),
        ("12345678901234567890123456789", "bad-number-literal", 0, 29),
        ("1e1000", "bad-number-literal", 0, 6),
        ("{a: 1}", "bad-key", 1, 2),
        ("{'a': 1, 'a': 2}", "bad-key", 9, 12),
        ("x.all(1, true)", "bad-macro", 0, 14),
        ("x.all(i)", "bad-macro", 0, 8),
        ("has(1 + 1)", "bad-has", 0, 10),
        ("has(a, b)", "bad-has", 0, 9),
        ("Message{}", "unexpected-token", 7, 8),
        ("in", "unexpected-token", 0, 2),
        ("a.1", "unexpected-token", 1, 3),
    ],
)
def test_syntax_errors_say_what_and_where(source: str, code: str, start: int, end: int) -> None:
    with pytest.raises(ParseError) as raised:
        parse(source)
    assert (raised.value.code, raised.value.start, raised.value.end) == (code, start, end)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("x" * 4_001, "too-long"),
        ("(" * 200 + "1" + ")" * 200, "too-deep"),
        ("-" * 200 + "1", "too-deep"),
        ("a" + ".b" * 100, "too-deep"),
        ("a" + "[0" * 61 + "]" * 61, "too-deep"),
        (" + ".join(["1"] * 100), "too-deep"),
        ("[" + ", ".join(["1"] * 600) + "]", "too-complex"),
        ("[" + ", ".join(["[1]"] * 300) + "]", "too-complex"),
    ],
)
def test_limits_are_held(source: str, code: str) -> None:
    with pytest.raises(ParseError) as raised:
        parse(source)
    assert raised.value.code == code


def test_words_are_kept_only_where_they_have_meaning() -> None:
    assert parse("package == return_ && for.import").to_json() == [
        "op", "&&", ["op", "==", ["var", "package"], ["var", "return_"]], ["get", ["var", "for"], "import"],
    ]  # fmt: skip


def test_comments_and_spacing_leave_no_trace() -> None:
    assert parse("a // first\n + b").to_json() == parse("a+b").to_json()


@pytest.mark.parametrize(
    "tree",
    [
        None, 1, "var", [], ["nope"], ["var"], ["var", 1], ["var", "a b"], ["num", 1], ["num", "x"], ["num", "1e9999"],
        ["str"], ["bool", "true"], ["null", 1], ["op"], ["op", "+"], ["op", "+", ["null"]],
        ["op", "?", ["null"], ["null"]],
        ["op", "-", ["null"], ["null"], ["null"]], ["record", ["a"]], ["record", ["a", ["null"]], ["a", ["null"]]],
        ["each", "loop", ["null"], "x", ["null"]], ["each", "all", ["null"], "x"], ["has", ["null"]], ["get", ["null"]],
        ["if", ["null"], ["null"]], ["call", "a b"], ["at", ["null"]], {"kind": "var"}, ["list", {}],
        ["get", ["var", "r"], "a`b"], ["get", ["var", "r"], ""], ["var", "x" * 4_001],
        ["str", "x" * 4_001],
    ],
)  # fmt: skip
def test_what_is_no_tree_is_refused(tree: Tree) -> None:
    with pytest.raises(ParseError) as raised:
        Ast.from_json(tree)
    assert raised.value.code == "bad-tree"


def test_stored_trees_are_held_to_the_limits() -> None:
    deep: Tree = ["null"]
    for _level in range(5_000):
        deep = ["op", "!", deep]
    with pytest.raises(ParseError, match="too-deep"):
        Ast.from_json(deep)
    with pytest.raises(ParseError, match="too-complex"):
        Ast.from_json(["list", *[["null"]] * 600])


@given(tree=trees())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_trees_survive_printing_and_reading(tree: Tree) -> None:
    ast = Ast.from_json(tree)
    assert Ast.from_json(ast.to_json()).to_json() == ast.to_json()
    again = parse(to_text(ast))
    assert parse(to_text(again)).to_json() == again.to_json()


_PIECES = st.sampled_from(
    ["a", "1", "'x'", "+", "-", "*", "/", "%", "&&", "||", "!", "(", ")", "[", "]", "{", "}", ".", ",", "?", ":", "==",
     "<", "in", "has", "size", "matches", ".all(x,", ".map(", "null", "true", "'", '"', "\\", "\n", "//", "`", "é",
     "😀", "__class__", "__import__", "import", "lambda", "9" * 30, "0x", "e5", "\x00", "\ud800", "r'", "'(a+)+$'"]
)  # fmt: skip


@given(source=st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=60).map("".join)))
@settings(max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_random_text_only_raises_expression_errors_and_ends_soon(source: str) -> None:
    assert seconds(source) < 0.05


def seconds(source: str) -> float:
    """Processor time to parse, check and evaluate; the best of three, against collections in between."""
    times = []
    for _round in range(3):
        started = time.process_time()
        check(source, {})
        ending(source)
        times.append(time.process_time() - started)
    return min(times)


def ending(source: str) -> str:
    """The code it ends with; empty for a value. Anything but an ExpressionError fails the test."""
    try:
        evaluate(parse(source), Context())
    except ExpressionError as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    "source",
    [
        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')",
        "[0,1,2,3,4,5,6,7,8,9].map(a, [0,1,2,3,4,5,6,7,8,9].map(b, [0,1,2,3,4,5,6,7,8,9].map(c, "
        "[0,1,2,3,4,5,6,7,8,9].map(d, [0,1,2,3,4,5,6,7,8,9].map(e, 'x'.replace('x', 'xxxxxxxxxx'))))))",
        "[0,1,2,3,4,5,6,7,8,9].map(a, [0,1,2,3,4,5,6,7,8,9].map(b, [0,1,2,3,4,5,6,7,8,9].map(c, 1e999 / 3 * 1e-900)))",
        "number('" + "9" * 3_900 + "') * number('1e99999')",
    ],
)
def test_hostile_expressions_end_within_budget(source: str) -> None:
    assert ending(source) in {"", "too-many-steps", "overflow"}
    assert seconds(source) < 0.05
