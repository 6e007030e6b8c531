"""Counts the steps of one evaluation, so that every expression ends soon."""

from definition.expressions.errors import EvaluationError
from definition.expressions.limits import CHARACTERS_PER_STEP

OUT_OF_FUEL = "too-many-steps"


class Meter:
    """A budget of steps. Both engines spend the same number at the same places."""

    __slots__ = ("_left",)

    def __init__(self, fuel: int) -> None:
        self._left = fuel

    def spend(self, steps: int) -> None:
        """Take steps from the budget; raises `too-many-steps` when it is used up."""
        self._left -= steps
        if self._left < 0:
            raise EvaluationError(OUT_OF_FUEL)

    def spend_text(self, length: int) -> None:
        """Take the steps for handling a text: one for every full 64 characters."""
        self.spend(length // CHARACTERS_PER_STEP)
