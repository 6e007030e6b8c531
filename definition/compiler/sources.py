"""Expressions as people write them: parsed once per text, checked per entity."""

from dataclasses import dataclass
from functools import lru_cache

from definition.expressions import Ast, Environment, ParseError, Type, check, parse
from definition.expressions import Problem as ExpressionProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`ast` is None when the text may not be stored; `problems` then says why. `uses` holds the field keys it reads."""

    ast: Ast | None
    problems: tuple[ExpressionProblem, ...]
    uses: tuple[str, ...]


@lru_cache(maxsize=4096)
def parsed_source(source: str) -> Ast:
    """The syntax tree of `source`; raises ParseError. A draft is compiled at every edit, with most texts unchanged."""
    return parse(source)


def read_source(source: str, environment: Environment, *, expected: Type) -> Source:
    """Parse and check `source` against the variables of an entity."""
    try:
        ast = parsed_source(source)
    except ParseError as error:
        return Source(ast=None, problems=(error.problem,), uses=())
    # What the compiler says about unknown names it says in words of its own, without hints.
    checked = check(ast, environment, expected=expected, hints=False)
    return Source(ast=ast if checked.ok else None, problems=checked.problems, uses=tuple(sorted(checked.variables)))
