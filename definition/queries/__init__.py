"""An expression as a query, as far as no database is needed: what it reads, how it can fail, and what is refused.

`condition_of` and `value_of` turn a syntax tree into terms: names of small SQL texts with parts. Which text stands
behind a name on which database is `runtime.queries`' business. What has no exact counterpart is refused here, by name,
so that the compiler knows it before anything is deployed.
"""

from definition.queries.columns import Column, columns_of
from definition.queries.lowering import Reading, condition_of, value_of
from definition.queries.refusals import NotInSql, Refusal
from definition.queries.terms import Condition, Scalar, Term

__all__ = [
    "Column",
    "Condition",
    "NotInSql",
    "Reading",
    "Refusal",
    "Scalar",
    "Term",
    "columns_of",
    "condition_of",
    "value_of",
]
