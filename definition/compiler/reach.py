"""Whom does a right over records reach: those whom a record names, or everybody who holds the role?

A rule keeps to the people a record names only where that is proved: whatever makes it true holds `created_by == me.id`,
or the same of a field of kind person. A rule by anything else, as `amount < 100` or `me.id != ''`, may leave out
records but no person, and how many it leaves out stands in the data, which nobody can judge beforehand. What is not
understood counts as open to everybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from definition.compiler.sources import parsed_source
from definition.expressions import ParseError
from definition.expressions.nodes import Choice, Literal, Member, Node, Operation, Variable
from definition.model import AppDefinition, Grant, RowAccess


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRight:
    """A right of a grant that reaches the records of others: `verb` is read, update or delete."""

    verb: str
    by_rule: bool


def open_rights(app: AppDefinition, grant: Grant) -> Iterator[OpenRight]:
    """The rights that everybody who holds the role has over records of others: read, update, delete."""
    for verb, access in (("read", grant.read), ("update", grant.update), ("delete", grant.delete)):
        by_rule = access is RowAccess.RULE
        if access is RowAccess.ALL or (by_rule and not _keeps_to_people(app, grant, verb)):
            yield OpenRight(verb=verb, by_rule=by_rule)


def _keeps_to_people(app: AppDefinition, grant: Grant, verb: str) -> bool:
    people = {field.key for field in app.fields.values() if field.entity == grant.entity and field.kind == "person"}
    try:
        root = parsed_source(grant.conditions[verb]).root
    except ParseError:
        return False
    return _names_asker(root, frozenset({*people, "created_by"}), positive=True)


def _names_asker(node: Node, people: frozenset[str], *, positive: bool) -> bool:
    """Whether the condition (or its opposite) is true only where one of `people` is the person who asks."""
    match node:
        case Literal(value=bool(flag)):
            return flag is not positive
        case Operation(operator="!", operands=(operand,)):
            return _names_asker(operand, people, positive=not positive)
        case Operation(operator="&&" | "||" as operator, operands=parts):
            enough = any if (operator == "&&") is positive else all
            return enough(_names_asker(part, people, positive=positive) for part in parts)
        case Operation(operator="==" | "!=" as operator, operands=(left, right)):
            return (operator == "==") is positive and (_is_pair(left, right, people) or _is_pair(right, left, people))
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return all(
                _names_asker(condition, people, positive=side) or _names_asker(value, people, positive=positive)
                for side, value in ((True, then), (False, otherwise))
            )
    return False


def _is_pair(one: Node, other: Node, people: frozenset[str]) -> bool:
    match one, other:
        case Variable(name=key), Member(target=Variable(name="me"), name="id"):
            return key in people
    return False
