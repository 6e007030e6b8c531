"""The gate as a table: closed unless everything speaks for it, and nobody fills two places."""

from uuid import UUID

import pytest

from governance.facts import Finding, Severity, Where
from governance.gate import Approval, Authorship, Outcome, Verdict, decide, why_not
from governance.tier import ROUTES

DIGEST, OTHER = "a" * 64, "b" * 64
ADA, BEN, ROSA, RITA, DORA, ADAM = (UUID(int=number) for number in range(1, 7))
BY_ADA = Authorship(authors=(ADA,), submitter=ADA)


def yes(person: UUID, *roles: str, digest: str = DIGEST) -> Approval:
    return Approval(reviewer=person, digest=digest, verdict=Verdict.APPROVE, roles=frozenset(roles))


def no(person: UUID, *roles: str) -> Approval:
    return Approval(reviewer=person, digest=DIGEST, verdict=Verdict.REQUEST_CHANGES, roles=frozenset(roles))


def finding(severity: Severity) -> Finding:
    where = Where(object_id=None, label="", pointer="")
    return Finding(policy="p", severity=severity, message="m", where=where, why="w", repair=None)


@pytest.mark.parametrize(
    ("tier", "approvals", "outcome"),
    [
        (0, [], Outcome.APPROVED),
        (1, [], Outcome.WAITING),
        (1, [yes(ROSA, "reviewer")], Outcome.APPROVED),
        (1, [yes(DORA, "data_steward")], Outcome.WAITING),
        (1, [yes(ROSA, "reviewer", digest=OTHER)], Outcome.WAITING),
        (1, [yes(ROSA)], Outcome.WAITING),
        (1, [yes(ADA, "reviewer")], Outcome.WAITING),
        (1, [yes(ROSA, "reviewer"), no(RITA, "reviewer")], Outcome.CHANGES_REQUESTED),
        (1, [yes(ROSA, "reviewer"), no(ADA, "reviewer")], Outcome.APPROVED),
        (2, [yes(ROSA, "reviewer")], Outcome.WAITING),
        (2, [yes(ROSA, "reviewer", "data_steward")], Outcome.WAITING),
        (2, [yes(ROSA, "reviewer"), yes(DORA, "data_steward")], Outcome.APPROVED),
        (2, [yes(ROSA, "reviewer", "data_steward"), yes(RITA, "reviewer")], Outcome.APPROVED),
        (2, [yes(ROSA, "reviewer"), yes(RITA, "reviewer")], Outcome.WAITING),
        (2, [yes(ROSA, "reviewer"), yes(ADA, "data_steward")], Outcome.WAITING),
        (3, [yes(ROSA, "reviewer"), yes(RITA, "reviewer")], Outcome.WAITING),
        (3, [yes(ROSA, "reviewer"), yes(ADAM, "administrator")], Outcome.WAITING),
        (3, [yes(ROSA, "reviewer"), yes(RITA, "reviewer"), yes(ADAM, "administrator")], Outcome.APPROVED),
        (3, [yes(ROSA, "reviewer"), yes(ROSA, "reviewer"), yes(ADAM, "administrator")], Outcome.WAITING),
        (3, [yes(ROSA, "reviewer", "administrator"), yes(RITA, "reviewer", "administrator")], Outcome.WAITING),
        (
            3,
            [yes(ADAM, "reviewer", "administrator"), yes(ROSA, "reviewer"), yes(RITA, "reviewer")],
            Outcome.APPROVED,
        ),
    ],
)
def test_the_route_is_filled_by_different_independent_people(
    tier: int, approvals: list[Approval], outcome: Outcome
) -> None:
    decision = decide(digest=DIGEST, findings=(), approvals=approvals, route=ROUTES[tier], authorship=BY_ADA)
    assert decision.outcome is outcome
    assert decision.is_open == (outcome is Outcome.APPROVED)
    filled = [place.reviewer for place in decision.places if place.reviewer]
    assert len(filled) == len(set(filled))


@pytest.mark.parametrize("tier", [0, 1, 2, 3])
@pytest.mark.parametrize(
    "authorship",
    [
        Authorship(authors=(), submitter=ADA),
        Authorship(authors=(None,), submitter=ADA),
        Authorship(authors=(ADA, None), submitter=ADA),
        Authorship(authors=(ADA,), submitter=None),
    ],
)
def test_an_unknown_author_closes_the_gate_on_every_tier(tier: int, authorship: Authorship) -> None:
    everybody = [yes(ROSA, "reviewer"), yes(RITA, "reviewer"), yes(DORA, "data_steward"), yes(ADAM, "administrator")]
    decision = decide(digest=DIGEST, findings=(), approvals=everybody, route=ROUTES[tier], authorship=authorship)
    assert decision.outcome is Outcome.REFUSED
    assert why_not(person=ROSA, roles=("reviewer",), route=ROUTES[1], authorship=authorship) is not None


def test_without_a_result_of_the_checks_the_gate_is_closed() -> None:
    approvals = [yes(ROSA, "reviewer")]
    no_findings = decide(digest=DIGEST, findings=None, approvals=approvals, route=ROUTES[1], authorship=BY_ADA)
    no_route = decide(digest=DIGEST, findings=(), approvals=approvals, route=None, authorship=BY_ADA)
    assert no_findings.outcome is no_route.outcome is Outcome.REFUSED


def test_a_finding_closes_the_gate_and_advice_does_not() -> None:
    approvals = [yes(ROSA, "reviewer")]
    for severity, outcome in ((Severity.MUST_FIX, Outcome.REFUSED), (Severity.ADVICE, Outcome.APPROVED)):
        findings = (finding(severity),)
        decision = decide(digest=DIGEST, findings=findings, approvals=approvals, route=ROUTES[1], authorship=BY_ADA)
        assert decision.outcome is outcome


def test_reasons_are_sentences_for_people() -> None:
    approvals = [yes(ROSA, "reviewer", digest=OTHER), yes(BEN, "data_steward")]
    decision = decide(
        digest=DIGEST,
        findings=(),
        approvals=approvals,
        route=ROUTES[2],
        authorship=Authorship(authors=(ADA, BEN), submitter=ADA),
    )
    assert decision.reasons == (
        "Missing: a reviewer.",
        "Missing: a data steward.",
        "One decision was about another version and does not count.",
        "One decision came from somebody who wrote part of this or answers for it, and does not count.",
    )


@pytest.mark.parametrize(
    ("person", "roles", "reason"),
    [
        (ROSA, ["reviewer"], None),
        (ADA, ["reviewer", "administrator"], "You submitted this. Somebody else has to decide."),
        (BEN, ["reviewer", "data_steward"], "You wrote part of this. Somebody else has to decide."),
        (DORA, ["maker"], "This needs a reviewer or a data steward."),
        (DORA, [], "This needs a reviewer or a data steward."),
    ],
)
def test_who_may_not_decide_is_told_why(person: UUID, roles: list[str], reason: str | None) -> None:
    by_both = Authorship(authors=(ADA, BEN), submitter=ADA)
    assert why_not(person=person, roles=roles, route=ROUTES[2], authorship=by_both) == reason
