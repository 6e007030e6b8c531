"""What can be wrong with an expression: at compile time (with a place) or at run time (with a code)."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding about an expression's text.

    `start` and `end` are code point offsets into the source, `end` exclusive; both are 0 for a tree
    that has no source. `message` is a plain sentence; `params` are its variable parts, by name.
    """

    code: str
    message: str
    start: int = 0
    end: int = 0
    params: Mapping[str, str] = field(default_factory=dict)


class ExpressionError(Exception):
    """The only family of exceptions this package raises for bad input."""

    code: str


class ParseError(ExpressionError):
    """The text is not an expression, or a stored tree is not a tree. Carries one `Problem`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code} at {problem.start}: {problem.message}")
        self.problem = problem
        self.code = problem.code

    @property
    def message(self) -> str:
        """The plain sentence of the problem."""
        return self.problem.message

    @property
    def params(self) -> Mapping[str, str]:
        """The variable parts of the sentence, by name."""
        return self.problem.params

    @property
    def start(self) -> int:
        """First code point of the place."""
        return self.problem.start

    @property
    def end(self) -> int:
        """One past the last code point of the place."""
        return self.problem.end


class EvaluationError(ExpressionError):
    """An expression has no value for this context. The code is the same in both engines."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
