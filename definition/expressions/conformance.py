"""Runs the CEL conformance suite against this language and accounts for every difference.

    python -m definition.expressions.conformance ../shared/corpora/3-suites/cel-spec [--markdown] [--list CLASS]

The language takes CEL's syntax and not all of its types, so not every test can agree. Each test that does
not must fall into a class of deliberate deviation (`deviations.py`); what falls into none is printed and
makes the command fail. Three mappings make CEL's tests comparable: int, uint and double are all our number;
`dyn(x)`, which only hides a type from the checker, becomes a variable of type `any`; and a test that
switches the checker off is checked all the same, because nothing unchecked can be stored here.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from definition.expressions.ast import Ast
from definition.expressions.checker import check
from definition.expressions.deviations import CLASSES, Difference, class_of
from definition.expressions.errors import EvaluationError, ParseError
from definition.expressions.evaluator import evaluate
from definition.expressions.moments import datetime_from_text, duration_from_text
from definition.expressions.nodes import Call, Node, Variable, free_variables
from definition.expressions.parser import parse
from definition.expressions.run import Context
from definition.expressions.types import (
    ANY,
    BOOL,
    DATETIME,
    DURATION,
    NULL,
    NUMBER,
    RECORD,
    STRING,
    Type,
    list_of,
)
from definition.expressions.values import Value, value_to_json
from definition.expressions.variables import rebuilt

Record = Mapping[str, object]

_PRIMITIVES: Final = {"BOOL": BOOL, "INT64": NUMBER, "UINT64": NUMBER, "DOUBLE": NUMBER, "STRING": STRING}
_MESSAGES: Final = {"google.protobuf.Timestamp": DATETIME, "google.protobuf.Duration": DURATION}


# What the engine refuses to read from a context.
_UNREADABLE: Final = Decimal("NaN")


class Incomparable(Exception):
    """A CEL value or type that has no counterpart here; says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How many tests agree, and the others by class; `unexplained` should be empty."""

    agreeing: int
    total: int
    core_agreeing: int
    core_total: int
    deviating: Mapping[str, int]
    unexplained: Sequence[Difference]
    differences: Sequence[tuple[str, Difference]]


def run_suite(folder: Path) -> Report:
    """Run every test of `cel-tests.json` in the folder. Raises OSError where it is missing."""
    tests: list[Record] = json.loads((folder / "cel-tests.json").read_text(encoding="utf-8"))
    differences: list[tuple[str, Difference]] = []
    core = [test for test in tests if _is_core(test)]
    differing_core = 0
    for test in tests:
        difference = difference_of(test)
        if difference is not None:
            differences.append((class_of(difference) or "", difference))
            differing_core += _is_core(test)
    return Report(
        agreeing=len(tests) - len(differences),
        total=len(tests),
        core_agreeing=len(core) - differing_core,
        core_total=len(core),
        deviating=Counter(name for name, _difference in differences if name),
        unexplained=[difference for name, difference in differences if not name],
        differences=differences,
    )


def difference_of(test: Record) -> Difference | None:
    """None when we give what the test wants, otherwise what differs."""
    wanted = _wanted(test)
    got = _got(test)
    return (
        None
        if wanted == got or (wanted == "error" and got.startswith("error"))
        else Difference(test=test, wanted=wanted, got=got)
    )


def _is_core(test: Record) -> bool:
    return not (test["needs_proto_types"] or test["uses_google_protobuf"] or test["extension"])


def _wanted(test: Record) -> str:
    """What the test wants, as comparable text: `error`, `type ...`, or a value in our JSON form."""
    if "eval_error" in test:
        return "error"
    typed = test.get("typed_result")
    try:
        if isinstance(typed, Mapping):
            return _typed(typed, bool(test.get("check_only")))
        value = test.get("value", {"bool_value": True})
        return _shown(_value(value))
    except Incomparable as reason:
        return f"incomparable {reason}"


def _typed(typed: Record, check_only: bool) -> str:
    type_ = f"type {_type(typed['deduced_type'])}"
    return type_ if check_only else f"{type_} {_shown(_value(typed['result']))}"


def _shown(value: Value) -> str:
    return json.dumps(value_to_json(value), sort_keys=True)


def _got(test: Record) -> str:
    """What we give, in the same form; errors with their code."""
    try:
        environment, variables = _surroundings(test)
    except Incomparable as reason:
        return f"incomparable {reason}"
    try:
        ast, hidden = _without_dyn(parse(str(test["expr"])), variables)
    except ParseError as error:
        return f"error parse {error.code}"
    checked = check(ast, environment | dict.fromkeys(hidden, ANY))
    if not checked.ok:
        return f"error check {checked.problems[0].code}"
    prefix = f"type {_erased(checked.type)}" if "typed_result" in test else ""
    if test.get("check_only"):
        return prefix
    try:
        value = evaluate(ast, Context(variables=variables | hidden))
    except EvaluationError as error:
        return f"error run {error.code}"
    return f"{prefix} {_shown(value)}".strip()


def _surroundings(test: Record) -> tuple[dict[str, Type], dict[str, Value]]:
    """The test's variables: their types, and their values."""
    environment: dict[str, Type] = {}
    variables: dict[str, Value] = {}
    for name, binding in _mapping(test.get("bindings", {})).items():
        environment[name] = ANY
        variables[name] = _value(_mapping(binding)["value"])
    for declaration in _sequence(test.get("type_env", [])):
        entry = _mapping(declaration)
        if "ident" in entry:
            environment[str(entry["name"])] = _type(_mapping(entry["ident"])["type"])
    return environment, variables


def _without_dyn(ast: Ast, variables: Mapping[str, Value]) -> tuple[Ast, dict[str, Value]]:
    """Each `dyn(x)` that reads no macro variable becomes a variable; gives the values of those."""
    hidden: dict[str, Value] = {}

    def rewrite(node: Node) -> Node:
        node = rebuilt(node, rewrite)
        if not isinstance(node, Call) or node.name != "dyn" or len(node.arguments) != 1:
            return node
        inner = node.arguments[0]
        if not {variable.name for variable in free_variables(inner)} <= variables.keys() | hidden.keys():
            return node
        name = f"dyn_{len(hidden)}"
        try:
            hidden[name] = evaluate(Ast(root=inner), Context(variables={**variables, **hidden}))
        except EvaluationError:
            # It must fail where it stands, not before the rest is looked at: reading this value fails.
            hidden[name] = _UNREADABLE
        return Variable(name=name, start=node.start, end=node.end)

    root = rewrite(ast.root)
    return replace(ast, root=root), hidden


def _value(value: object) -> Value:
    """A CEL value as ours. Raises Incomparable."""
    ((kind, content),) = _mapping(value).items()
    if kind in {"int64_value", "uint64_value", "double_value"}:
        return _number(content)
    if kind in {"string_value", "bool_value", "null_value"}:
        return content if isinstance(content, str | bool) else None
    if kind == "list_value":
        return [_value(item) for item in _sequence(_mapping(content).get("values", []))]
    if kind == "map_value":
        return _record(_sequence(_mapping(content).get("entries", [])))
    if kind == "object_value":
        return _message(_mapping(content))
    raise Incomparable(kind)


def _number(content: object) -> Decimal:
    try:
        number = Decimal(str(content))
    except InvalidOperation:
        raise Incomparable("double_value") from None
    if not number.is_finite():
        raise Incomparable("not finite")
    return number


def _record(entries: Sequence[object]) -> dict[str, Value]:
    record: dict[str, Value] = {}
    for entry in map(_mapping, entries):
        key = _value(entry["key"])
        if not isinstance(key, str):
            raise Incomparable("map key")
        record[key] = _value(entry["value"])
    return record


def _message(content: Record) -> Value:
    readers = {"google.protobuf.Timestamp": datetime_from_text, "google.protobuf.Duration": duration_from_text}
    reader = readers.get(str(content["@type"]).rpartition("/")[2])
    value = reader(str(content["value"])) if reader else None
    if value is None:
        raise Incomparable("object_value")
    return value


def _type(type_: object) -> Type:
    """A CEL type as ours. Raises Incomparable."""
    if type_ == "dyn":
        return ANY
    ((kind, content),) = _mapping(type_).items()
    if kind in {"dyn", "null"}:
        return ANY if kind == "dyn" else NULL
    if kind == "primitive" and str(content) in _PRIMITIVES:
        return _PRIMITIVES[str(content)]
    if kind == "list_type":
        return list_of(_type(_mapping(content)["elem_type"]))
    if kind == "map_type" and _mapping(content)["key_type"] == {"primitive": "STRING"}:
        return RECORD
    if kind == "message_type" and content in _MESSAGES:
        return _MESSAGES[str(content)]
    raise Incomparable(kind)


def _erased(type_: Type) -> Type:
    """The type as CEL would say it: a map knows no fields."""
    if type_.item is not None:
        return list_of(_erased(type_.item))
    return RECORD if type_.fields is not None else type_


def _mapping(value: object) -> Record:
    if not isinstance(value, Mapping):
        raise Incomparable("shape")
    return value


def _sequence(value: object) -> Sequence[object]:
    if not isinstance(value, Sequence):
        raise Incomparable("shape")
    return value


def report_lines(report: Report, *, markdown: bool) -> Iterable[str]:
    """The report as text, or as a Markdown table."""
    share = 100 * report.agreeing / report.total
    core = 100 * report.core_agreeing / report.core_total
    yield f"{report.agreeing} of {report.total} tests agree ({share:.1f} %)."
    yield f"Of the {report.core_total} without protobuf types and extensions {report.core_agreeing} ({core:.1f} %)."
    yield ""
    if markdown:
        yield from ("| class of deviation | tests | reason |", "| --- | ---: | --- |")
    for deviation in CLASSES:
        count = report.deviating.get(deviation.name, 0)
        row = f"| {deviation.name} | {count} | {deviation.reason} |"
        yield row if markdown else f"{count:5}  {deviation.name}: {deviation.reason}"
    yield ""
    yield f"Unexplained: {len(report.unexplained)}"
    for difference in report.unexplained:
        yield f"  {difference}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 when a difference has no class, 2 when the suite is missing."""
    parser = argparse.ArgumentParser(prog="python -m definition.expressions.conformance", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--markdown", action="store_true", help="print the classes as a Markdown table")
    parser.add_argument("--list", metavar="CLASS", help="also print every test of one class")
    options = parser.parse_args(arguments)
    try:
        report = run_suite(options.folder)
    except OSError as error:
        sys.stdout.write(f"No suite here: {error}\n")
        return 2
    lines = list(report_lines(report, markdown=options.markdown))
    lines += [f"  {difference}" for name, difference in report.differences if name == options.list]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if report.unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
