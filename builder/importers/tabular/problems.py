"""What went wrong or was left out, in words a person can act on."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """A refusal stops the import; a notice tells what was done."""

    REFUSAL = "refusal"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding about a file.

    `code` is stable and kebab-case. `where` is a sheet, row, cell or file name. `message` says what happened,
    what is safe, and what to do.
    """

    code: str
    where: str
    message: str
    severity: Severity = Severity.NOTICE


class Refusal(Exception):
    """The file cannot be imported; carries the `Problem` that is shown."""

    def __init__(self, code: str, where: str, message: str) -> None:
        """Keep the refusal as a `Problem`."""
        super().__init__(message)
        self.problem = Problem(code=code, where=where, message=message, severity=Severity.REFUSAL)
