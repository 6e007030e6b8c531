"""What cannot be asked of a database with exactly the meaning of the evaluator. Known before anything runs."""

from dataclasses import dataclass
from enum import StrEnum

from definition.expressions.errors import ExpressionError
from definition.expressions.nodes import Node


class Refusal(StrEnum):
    """Why an expression has no query."""

    FUNCTION = "function"
    ARGUMENT = "argument"
    PART = "part"
    LIST = "list"
    TYPE = "type"
    TOO_LARGE = "too-large"
    TOO_MANY_STEPS = "too-many-steps"
    CHARACTER = "character"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """`name` is the function, operator or macro; `position` its first code point in the source (0 in a stored tree)."""

    refusal: Refusal
    name: str
    position: int


class NotInSql(ExpressionError):
    """This expression is evaluated row by row or not at all; there is no query with the same meaning."""

    def __init__(self, refusal: Refusal, node: Node, name: str) -> None:
        super().__init__(f"{refusal.value}: {name} at {node.start}")
        self.why = Why(refusal=refusal, name=name, position=node.start)
        self.code = f"not-in-sql-{refusal.value}"
