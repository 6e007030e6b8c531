"""What policies know and what they say: facts in, findings out. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.errors import JsonValue
from definition.catalogue import Catalogue
from definition.diff import Change
from definition.model import AppDefinition, Field
from definition.problems import Repair, pointer


class Severity(StrEnum):
    """`must_fix` stops a submission; `advice` is shown to maker and reviewer."""

    MUST_FIX = "must_fix"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody a repair can name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingColumn:
    """What the rows of an imported table, still to be loaded, hold for one field.

    `rows` counts all rows of the table. `texts` are the different texts, as often as they occur, in their order; None
    when there are more than 20 or other values than texts. `refused` are those the field would not take, `refused_rows`
    the rows that hold one of them, `refused_more` whether there are others than the 20 named. `needs_option` when an
    option more for each would do.
    """

    rows: int
    texts: tuple[str, ...] | None
    refused: tuple[str, ...] = ()
    refused_rows: int = 0
    refused_more: bool = False
    needs_option: bool = False
    are_texts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything a policy may ask besides the definition itself.

    `live` is the definition people use now, None before the first release; `changes` lead from it to the one judged.
    `stand_in` is whom a repair would propose as deputy: a co-maker, else another maker of the workspace. `waiting` says
    what the rows of a spreadsheet bring for each field, by its id, until they are loaded.
    """

    catalogue: Catalogue
    live: AppDefinition | None = None
    changes: tuple[Change, ...] = ()
    stand_in: Colleague | None = None
    waiting: Mapping[str, WaitingColumn] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The object a finding is about, its name for people, and the place in the document."""

    object_id: str | None
    label: str
    pointer: str

    def to_json(self) -> dict[str, JsonValue]:
        return {"object_id": self.object_id, "label": self.label, "pointer": self.pointer}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing a policy found, why it matters, and the operations that would put it right."""

    policy: str
    severity: Severity
    message: str
    where: Where
    why: str
    repair: Repair | None

    def to_json(self) -> dict[str, JsonValue]:
        return {
            "policy": self.policy,
            "severity": self.severity.value,
            "message": self.message,
            "where": self.where.to_json(),
            "why": self.why,
            "repair": self.repair.to_json() if self.repair else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a check yields: the sentence, the place and the repair; the policy adds the rest.

    `severity` only where one case weighs differently from the policy as a whole.
    """

    message: str
    where: Where
    repair: Repair | None = None
    severity: Severity | None = None


Check = Callable[[AppDefinition, Facts], Iterator[Found]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One rule of the house: who answers for it, why it exists, and the pure function that checks it.

    A policy that must be fixed but offers no repair says who signed for that, in `signed`.
    """

    id: str
    title: str
    severity: Severity
    owner: str
    why: str
    check: Check
    signed: str = ""

    def findings(self, app: AppDefinition, facts: Facts) -> Iterator[Finding]:
        """Everything this policy finds in `app`, in reading order."""
        for found in self.check(app, facts):
            yield Finding(
                policy=self.id,
                severity=found.severity or self.severity,
                message=found.message,
                where=found.where,
                why=self.why,
                repair=found.repair,
            )


def at_field(field: Field, path: str = "") -> Where:
    """The place of a field, or of one of its properties."""
    return at("fields", field.id, field.label, path)


def at(collection: str, object_id: str, label: str, path: str = "") -> Where:
    """The place of any object; `path` is a property of it, dotted when nested."""
    return Where(
        object_id=object_id,
        label=label,
        pointer=pointer(collection, object_id, *(path.split(".") if path else ())),
    )


def put(collection: str, object_id: str, path: str, value: JsonValue) -> Mapping[str, JsonValue]:
    """The operation that sets one property."""
    return {"op": "set", "in": collection, "id": object_id, "path": path, "value": value}


def repair_set(label: str, collection: str, object_id: str, path: str, value: JsonValue) -> Repair:
    """A repair that sets one property."""
    return Repair(label=label, operations=(put(collection, object_id, path, value),))
