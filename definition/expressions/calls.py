"""The static check of one function call against the registry's signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from definition.expressions.errors import EvaluationError, Problem
from definition.expressions.functions import IMPLEMENTATIONS
from definition.expressions.limits import DEFAULT_FUEL
from definition.expressions.moments import zone_of
from definition.expressions.nodes import Call, Literal, Node
from definition.expressions.patterns import PatternError, check_pattern
from definition.expressions.registry import FUNCTIONS, TYPE_VARIABLES, Function, Signature
from definition.expressions.run import Context, Run
from definition.expressions.types import ANY, Type, in_words, is_open, list_of, overlaps, unify, unify_all
from definition.expressions.typing_rules import is_ordered

_READERS: Final = frozenset({"date", "datetime", "duration", "number", "bool"})
_ZONED: Final = frozenset({"year", "month", "day", "dayOfYear", "weekday", "hour", "minute", "second", "millisecond"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CallResult:
    """The type a call gives, and what is wrong with it, if anything."""

    type: Type
    problem: Problem | None = None


def check_call(node: Call, arguments: Sequence[Type]) -> CallResult:
    """Check the name, the number and the types of the arguments."""
    function = FUNCTIONS.get(node.name)
    if function is None:
        return CallResult(type=ANY, problem=_unknown_function(node))
    fitting = [s for s in function.signatures if _takes(s, len(arguments))]
    if not fitting:
        return CallResult(type=ANY, problem=_wrong_count(node, function))
    results = [result for s in fitting if (result := _apply(s, arguments)) is not None]
    if results:
        return CallResult(type=unify_all(results))
    returns = unify_all([_resolve(s.returns, {}) for s in fitting])
    return CallResult(type=returns, problem=_wrong_type(node, fitting, arguments))


def constant_problem(node: Call) -> Problem | None:
    """What is wrong with a literal argument: a bad pattern, an impossible date, an unknown time zone."""
    if node.name == "matches":
        return _pattern_problem(node)
    last = node.arguments[-1] if node.arguments else None
    if not isinstance(last, Literal) or not isinstance(last.value, str):
        return None
    try:
        if node.name in _READERS:
            IMPLEMENTATIONS[node.name](Run(Context(), DEFAULT_FUEL), last.value)
        elif node.name in _ZONED:
            zone_of(last.value)
    except EvaluationError as error:
        return _problem(error.code, f'"{last.value}" is not a value {node.name}() can read.', last)
    return None


def _pattern_problem(node: Call) -> Problem | None:
    pattern = node.arguments[1]
    if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
        return _problem("pattern-not-literal", "Write the pattern itself in quotes.", pattern)
    try:
        check_pattern(pattern.value)
    except PatternError as error:
        return _problem(error.code, str(error), pattern)
    return None


def _takes(signature: Signature, count: int) -> bool:
    wanted = len(signature.params)
    return count == wanted or (signature.rest is not None and count > wanted)


def _params(signature: Signature, count: int) -> list[Type]:
    rest = [signature.rest] * (count - len(signature.params)) if signature.rest else []
    return [*signature.params, *rest]


def _apply(signature: Signature, arguments: Sequence[Type]) -> Type | None:
    bindings: dict[str, Type] = {}
    for param, argument in zip(_params(signature, len(arguments)), arguments, strict=True):
        if not _accepts(param, argument, bindings):
            return None
    return _resolve(signature.returns, bindings)


def _accepts(param: Type, argument: Type, bindings: dict[str, Type]) -> bool:
    if param.name in TYPE_VARIABLES:
        bound = bindings.get(param.name)
        if param.name == "O" and not is_ordered(argument):
            return False
        if bound is not None and not overlaps(bound, argument):
            return False
        bindings[param.name] = argument if bound is None else unify(bound, argument)
        return True
    if is_open(argument):
        return True
    if param.item is not None:
        return argument.item is not None and _accepts(param.item, argument.item, bindings)
    return param.name == argument.name


def _resolve(type_: Type, bindings: dict[str, Type]) -> Type:
    if type_.item is not None:
        return list_of(_resolve(type_.item, bindings))
    if type_.name not in TYPE_VARIABLES:
        return type_
    bound = bindings.get(type_.name, ANY)
    return ANY if is_open(bound) else bound


def _unknown_function(node: Call) -> Problem:
    close = get_close_matches(node.name, FUNCTIONS, n=1)
    hint = f" Did you mean {close[0]}()?" if close else ""
    params = {"name": node.name} | ({"suggestion": close[0]} if close else {})
    return _problem("unknown-function", f"There is no function {node.name}().{hint}", node, **params)


def _wrong_count(node: Call, function: Function) -> Problem:
    message = f"{node.name}() does not take {len(node.arguments)} values. Example: {function.example}"
    return _problem("wrong-argument-count", message, node, name=node.name, found=str(len(node.arguments)))


def _wrong_type(node: Call, fitting: Sequence[Signature], arguments: Sequence[Type]) -> Problem:
    """Points at the first argument that no fitting signature takes."""
    for position, argument in enumerate(arguments):
        wanted = [_params(s, len(arguments))[position] for s in fitting]
        if not any(_accepts(param, argument, {}) for param in wanted):
            words = " or ".join(dict.fromkeys(_param_words(param) for param in wanted))
            return _problem(
                "type-mismatch",
                f"{node.name}() needs {words} here, not {in_words(argument)}.",
                node.arguments[position],
                found=str(argument),
                wanted=" | ".join(dict.fromkeys(str(param) for param in wanted)),
            )
    message = f"These values do not go together in {node.name}()."
    return _problem("type-mismatch", message, node, name=node.name)


def _param_words(param: Type) -> str:
    return "a value with an order" if param.name in TYPE_VARIABLES else in_words(param)


def _problem(code: str, message: str, node: Node, **params: str) -> Problem:

    return Problem(code=code, message=message, start=node.start, end=node.end, params=params)
