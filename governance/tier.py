"""The risk tier of a submission, 0 to 3, with its reasons and what to remove to drop one. Pure.

Computed from what was built, never from what was declared. What is new or changed counts in full; what is live and
unchanged was judged before and counts as tier 1. A class that is lowered counts as what it was, and access counts as
what it opens. Only other words and other places are tier 0.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from core.errors import JsonValue
from definition.compiler.reach import open_rights
from definition.diff import Area, Change, ChangeClass, ChangeKind
from definition.model import AppDefinition, Audience, Entity, Field, Sensitivity
from governance.facts import Facts

REVIEWER, STEWARD, ADMINISTRATOR = "reviewer", "data_steward", "administrator"
NAMES = ("Automatic", "Standard", "Sensitive", "Critical")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`count` different people who hold `role`."""

    role: str
    count: int
    words: str

    def to_json(self) -> dict[str, JsonValue]:
        return {"role": self.role, "count": self.count, "words": self.words}


ROUTES: tuple[tuple[Step, ...], ...] = (
    (),
    (Step(role=REVIEWER, count=1, words="One reviewer"),),
    (
        Step(role=REVIEWER, count=1, words="One reviewer"),
        Step(role=STEWARD, count=1, words="A data steward"),
    ),
    (
        Step(role=REVIEWER, count=2, words="Two reviewers"),
        Step(role=ADMINISTRATOR, count=1, words="An administrator"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the tier is at least `tier`, and what would take the reason away."""

    tier: int
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """`reasons` heaviest first; `to_drop` is what to remove so that the heaviest ones go."""

    tier: int
    reasons: tuple[Reason, ...]

    @property
    def name(self) -> str:
        return NAMES[self.tier]

    @property
    def route(self) -> tuple[Step, ...]:
        return ROUTES[self.tier]

    @property
    def to_drop(self) -> tuple[str, ...]:
        return tuple(reason.remedy for reason in self.reasons if reason.tier == self.tier and reason.remedy)

    def to_json(self) -> dict[str, JsonValue]:
        return {
            "tier": self.tier,
            "name": self.name,
            "reasons": [reason.sentence for reason in self.reasons],
            "to_drop": list(self.to_drop),
            "route": [step.to_json() for step in self.route],
        }


def tier_of(app: AppDefinition, facts: Facts) -> Tier:
    """The tier of taking `app` live in place of `facts.live`."""
    changed = {change.object_id for change in facts.changes}
    reasons = [
        *_data_reasons(app, facts, changed),
        *_lowered_reasons(app, facts),
        *_access_reasons(app, facts, changed),
        *_opened_reasons(app, facts, changed),
        *_upload_reasons(app, facts, changed),
        *_change_reasons(facts.changes, is_live=facts.live is not None),
    ]
    reasons.sort(key=lambda reason: -reason.tier)
    return Tier(tier=max((reason.tier for reason in reasons), default=0), reasons=tuple(reasons))


def _data_reasons(app: AppDefinition, facts: Facts, changed: set[str]) -> Iterator[Reason]:
    for tier, words, holds in _DATA:
        fields = [field for entity in app.entities_in_order() for field in app.fields_of(entity.id) if holds(field)]
        new = [field for field in fields if _is_new(field.id, facts, changed)]
        if new:
            remedy = f"Remove {_list(new)}, or give {'it' if len(new) == 1 else 'them'} a lower class, if that is true"
            yield Reason(tier=tier, sentence=f"It stores {words}: {_list(new)}.", remedy=remedy)
        elif fields:
            yield Reason(tier=1, sentence=f"It already stores {words}, unchanged: {_list(fields)}.", remedy="")


def _is_special(field: Field) -> bool:
    return field.sensitivity is Sensitivity.SPECIAL


def _is_personal(field: Field) -> bool:
    return field.personal and not _is_special(field)


def _is_confidential(field: Field) -> bool:
    return field.sensitivity is Sensitivity.CONFIDENTIAL and not field.personal


_DATA: tuple[tuple[int, str, Callable[[Field], bool]], ...] = (
    (3, "special data", _is_special),
    (2, "personal data", _is_personal),
    (2, "confidential data", _is_confidential),
)


def _lowered_reasons(app: AppDefinition, facts: Facts) -> Iterator[Reason]:
    """Live data does not become harmless by being called so: a lowered class is judged by the class before."""
    if facts.live is None:
        return
    for field in app.fields.values():
        was = facts.live.fields.get(field.id)
        if was is not None and _is_lowered(was, field):
            yield Reason(
                tier=_weight(was),
                sentence=f"It lowers the class of {field.label} from {_class_of(was)} to {_class_of(field)}.",
                remedy=f"Leave the class of {field.label} as it is",
            )


def _opened_reasons(app: AppDefinition, facts: Facts, changed: set[str]) -> Iterator[Reason]:
    """Changed access is judged by the heaviest data it reaches, as it is now or was while it was written."""
    if facts.live is None:
        return
    for grant in sorted(app.grants.values(), key=lambda one: one.id):
        role, entity = app.roles.get(grant.role), app.entities.get(grant.entity)
        if role is None or entity is None or not {grant.id, role.id} & changed:
            continue
        fields = [field for field in app.fields_of(entity.id) if _weight_then_or_now(field, facts.live) > 1]
        if fields:
            tier = max(_weight_then_or_now(field, facts.live) for field in fields)
            yield Reason(
                tier=tier,
                sentence=f"It changes who reaches {_list(fields)} of {entity.label}.",
                remedy=f"Leave the permissions of {role.label} as they are",
            )


def _is_lowered(was: Field, now: Field) -> bool:
    ranks = list(Sensitivity)
    return ranks.index(now.sensitivity) < ranks.index(was.sensitivity) or (was.personal and not now.personal)


def _weight(field: Field) -> int:
    return max((tier for tier, _, holds in _DATA if holds(field)), default=1)


def _weight_then_or_now(field: Field, live: AppDefinition) -> int:
    was = live.fields.get(field.id)
    return max(_weight(field), _weight(was) if was else 1)


def _class_of(field: Field) -> str:
    return f"{field.sensitivity.value}{', personal' if field.personal else ''}"


def _access_reasons(app: AppDefinition, facts: Facts, changed: set[str]) -> Iterator[Reason]:
    for role in sorted(app.roles.values(), key=lambda one: (one.order, one.id)):
        if role.audience is Audience.PUBLIC:
            yield Reason(
                tier=3,
                sentence=f"{role.label}: anyone with the link gets in, without signing in.",
                remedy=f"Limit {role.label} to people of the workspace",
            )
    for grant in sorted(app.grants.values(), key=lambda one: one.id):
        role_of, entity = app.roles.get(grant.role), app.entities.get(grant.entity)
        if role_of is None or entity is None or role_of.audience is not Audience.WORKSPACE:
            continue
        rights = [right for right in open_rights(app, grant) if right.verb != "read"]
        if rights and _is_new(grant.id, facts, changed):
            by_rule = all(right.by_rule for right in rights)
            yield Reason(
                tier=2,
                sentence=f"{role_of.label} may change or delete {_reached(entity, by_rule=by_rule)}.",
                remedy=f"Limit {role_of.label} to their own records",
            )


def _reached(entity: Entity, *, by_rule: bool) -> str:
    return (
        f"records of {entity.label} that do not name them, by a rule" if by_rule else f"every record of {entity.label}"
    )


def _upload_reasons(app: AppDefinition, facts: Facts, changed: set[str]) -> Iterator[Reason]:
    risky: dict[str, Field] = {}
    for field in app.fields.values():
        spec = facts.catalogue.of_kind(field.kind)
        if spec is not None and "file_upload" in spec.risk and _is_new(field.id, facts, changed):
            risky[field.id] = field
    if risky:
        fields = sorted(risky.values(), key=lambda one: (one.order, one.id))
        yield Reason(tier=1, sentence=f"People upload files: {_list(fields)}.", remedy=f"Remove {_list(fields)}")


def _change_reasons(changes: Sequence[Change], *, is_live: bool) -> Iterator[Reason]:
    if not is_live:
        yield Reason(tier=1, sentence="It is the first version of this app.", remedy="")
        return
    destructive = [change for change in changes if change.class_ is ChangeClass.DESTRUCTIVE]
    if destructive:
        first = destructive[0].sentence
        sentence = f"{len(destructive)} {_plural(destructive)} away something that is live. {first}."
        yield Reason(tier=2, sentence=sentence, remedy="Bring back what was removed")
    # The deputy answers for the app; that does not change who may do what in it.
    if any(change.area is Area.ACCESS and change.object_id != "app" for change in changes):
        yield Reason(tier=2, sentence="It changes who may do what.", remedy="Leave roles and permissions as they are")
    count = sum(1 for change in changes if change.area is not Area.ACCESS and not _is_harmless(change))
    if count:
        words = "1 change" if count == 1 else f"{count} changes"
        yield Reason(tier=1, sentence=f"{words} to data, rules or behaviour.", remedy="Change words and layout only")


def _is_harmless(change: Change) -> bool:
    """Other words or another place. Whatever is added, or shown, asked or computed anew, somebody looks at."""
    if change.kind is ChangeKind.MOVED:
        return change.class_ is ChangeClass.ADDITIVE
    return change.area is Area.TEXTS and change.kind is ChangeKind.CHANGED and change.class_ is ChangeClass.ADDITIVE


def _is_new(object_id: str, facts: Facts, changed: set[str]) -> bool:
    return facts.live is None or object_id in changed


def _list(fields: Sequence[Field]) -> str:
    labels = [field.label for field in fields[:4]]
    return ", ".join(labels) + (f" and {len(fields) - 4} more" if len(fields) > 4 else "")


def _plural(changes: Sequence[Change]) -> str:
    return "change takes" if len(changes) == 1 else "changes take"
