"""The gate: may this digest go live? Pure, and closed unless everything speaks for it.

Approvals count when they name the same digest, come from a person who holds a role of the route now, and that person
had no hand in what is approved. Each place on the route is filled by a different person, however many roles one holds.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from core.errors import JsonValue
from governance.facts import Finding, Severity
from governance.tier import Step

PUT_AWAY = "This app was archived. Its owner or an administrator can restore it."


class Verdict(StrEnum):
    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"


class Outcome(StrEnum):
    """What the gate says about a submission."""

    APPROVED = "approved"
    WAITING = "waiting"
    CHANGES_REQUESTED = "changes_requested"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One person's latest decision. `roles` are those held now, empty for somebody deactivated."""

    reviewer: UUID
    digest: str
    verdict: Verdict
    roles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorship:
    """Everybody with a hand in the digest, and who answers for the app now: owner and deputy.

    An author of None is one that is not known any more. Who answers never makes up for authors nobody knows.
    """

    authors: Collection[UUID | None]
    submitter: UUID | None
    answering: Collection[UUID] = ()

    def includes(self, person: UUID) -> bool:
        return person == self.submitter or person in self.authors or person in self.answering

    @property
    def is_known(self) -> bool:
        return bool(self.authors) and None not in self.authors and self.submitter is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place on the route, and who fills it."""

    role: str
    words: str
    reviewer: UUID | None

    def to_json(self) -> dict[str, JsonValue]:
        return {"role": self.role, "words": self.words, "reviewer": str(self.reviewer) if self.reviewer else None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`reasons` in plain sentences say why it is not approved; `places` show the route, filled and open."""

    outcome: Outcome
    reasons: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def is_open(self) -> bool:
        """Whether the digest may go live."""
        return self.outcome is Outcome.APPROVED


def decide(
    *,
    digest: str,
    findings: Sequence[Finding] | None,
    approvals: Sequence[Approval],
    route: Sequence[Step] | None,
    authorship: Authorship,
    is_put_away: bool = False,
) -> Decision:
    """Weigh everything anew. `findings` or `route` of None means the checks have no result, and refuses.

    `approvals` holds at most the latest decision of each person. An app that was put away is refused.
    """
    if is_put_away:
        return _refused(PUT_AWAY)
    if findings is None or route is None:
        return _refused("The checks have no result, so nothing can be approved.")
    if not authorship.is_known:
        return _refused("It is not known who wrote this, so nobody can be independent of it.")
    must_fix = sum(1 for finding in findings if finding.severity is Severity.MUST_FIX)
    if must_fix:
        return _refused(f"{must_fix} finding{'s' if must_fix > 1 else ''} must be fixed first.")
    counted = [one for one in approvals if _why_not_counted(one, digest, authorship) is None]
    ignored = [why for one in approvals if (why := _why_not_counted(one, digest, authorship)) is not None]
    places = _places(route, [one for one in counted if one.verdict is Verdict.APPROVE])
    if any(one.verdict is Verdict.REQUEST_CHANGES for one in counted):
        return Decision(
            outcome=Outcome.CHANGES_REQUESTED, reasons=("A reviewer asked for changes.", *ignored), places=places
        )
    missing = [place.words for place in places if place.reviewer is None]
    if missing:
        return Decision(
            outcome=Outcome.WAITING, reasons=(*(f"Missing: {words}." for words in missing), *ignored), places=places
        )
    return Decision(outcome=Outcome.APPROVED, reasons=(), places=places)


def why_not(*, person: UUID, roles: Collection[str], route: Sequence[Step], authorship: Authorship) -> str | None:
    """Why this person may not decide on it, in a sentence; None when they may."""
    if not authorship.is_known:
        return "It is not known who wrote this, so nobody can be independent of it."
    if person == authorship.submitter:
        return "You submitted this. Somebody else has to decide."
    if person in authorship.authors:
        return "You wrote part of this. Somebody else has to decide."
    if authorship.includes(person):
        return "You answer for this app. Somebody else has to decide."
    wanted = [step.role for step in route]
    if not set(roles) & set(wanted):
        return f"This needs {_either(wanted)}." if wanted else "No review is needed."
    return None


def _why_not_counted(approval: Approval, digest: str, authorship: Authorship) -> str | None:
    if approval.digest != digest:
        return "One decision was about another version and does not count."
    if authorship.includes(approval.reviewer):
        return "One decision came from somebody who wrote part of this or answers for it, and does not count."
    if not approval.roles:
        return "One decision came from somebody who holds no role here any more and does not count."
    return None


def _places(route: Sequence[Step], approvals: Sequence[Approval]) -> tuple[Place, ...]:
    """Fill as many places as possible with different people (augmenting paths; a handful of people at most)."""
    slots = [step for step in route for _ in range(step.count)]
    holder: dict[int, int] = {}

    def seat(person: int, tried: set[int]) -> bool:
        for slot, step in enumerate(slots):
            if step.role in approvals[person].roles and slot not in tried:
                tried.add(slot)
                if slot not in holder or seat(holder[slot], tried):
                    holder[slot] = person
                    return True
        return False

    seen: set[UUID] = set()
    for index, approval in enumerate(approvals):
        if approval.reviewer not in seen:
            seen.add(approval.reviewer)
            seat(index, set())
    return tuple(_named(slots, {slot: approvals[person].reviewer for slot, person in holder.items()}))


def _named(slots: Sequence[Step], reviewers: Mapping[int, UUID]) -> Iterator[Place]:
    singular = {"reviewer": "a reviewer", "data_steward": "a data steward", "administrator": "an administrator"}
    for slot, step in enumerate(slots):
        yield Place(role=step.role, words=singular.get(step.role, step.role), reviewer=reviewers.get(slot))


def _either(roles: Sequence[str]) -> str:
    singular = {"reviewer": "a reviewer", "data_steward": "a data steward", "administrator": "an administrator"}
    return " or ".join(singular.get(role, role) for role in roles)


def _refused(reason: str) -> Decision:
    return Decision(outcome=Outcome.REFUSED, reasons=(reason,), places=())
