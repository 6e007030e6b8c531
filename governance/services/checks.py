"""Judging a document: problems, policies, changes since live, tier. One way for drafts, submissions and the gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.selectors import UserRow, people_with_role
from builder.selectors import AppRow, app_visible_to, draft_of, editors_of, version_by_digest
from components.catalogue import catalogue
from core.errors import JsonValue
from definition.catalogue import Catalogue
from definition.compiled import CompiledApp
from definition.compiler import read_document
from definition.diff import Change, diff
from definition.json_types import JsonObject
from definition.model import AppDefinition
from definition.parse import parse
from definition.problems import Problem
from definition.problems import Severity as ProblemSeverity
from governance.facts import Colleague, Facts, Finding, Severity
from governance.policies import POLICIES, findings_of
from governance.services.waiting import waiting_columns
from governance.tier import Tier, tier_of
from runtime.selectors import live_app_by_app_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the rules say about one document now. `compiled` is None with errors, `tier` when it has no shape."""

    definition: AppDefinition | None
    compiled: CompiledApp | None
    live_digest: str | None
    live_artefact: JsonObject | None
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    tier: Tier | None
    passed: int

    @property
    def must_fix(self) -> int:
        """How many things stop a submission."""
        errors = sum(1 for problem in self.problems if problem.severity is ProblemSeverity.ERROR)
        return errors + sum(1 for finding in self.findings if finding.severity is Severity.MUST_FIX)

    def to_json(self) -> dict[str, JsonValue]:
        """The body of a check, without the changes."""
        return {
            "problems": [problem.to_json() for problem in self.problems],
            "findings": [finding.to_json() for finding in self.findings],
            "must_fix": self.must_fix,
            "passed": self.passed,
            "tier": self.tier.to_json() if self.tier else None,
        }


def judge(document: JsonObject, app: AppRow) -> Judgement:
    """Run every check on `document` as the next version of `app`. An error in a policy is not swallowed."""
    components = catalogue()
    live = live_app_by_app_id(app.pk)
    reading = read_document(document, components)
    if reading.app is None:
        return Judgement(
            definition=None,
            compiled=None,
            live_digest=live.digest if live else None,
            live_artefact=live.artefact if live else None,
            problems=reading.problems,
            findings=(),
            changes=(),
            tier=None,
            passed=0,
        )
    before = _live_definition(app.pk, live.digest if live else None)
    facts = facts_of(app, reading.app, before=before, components=components)
    findings = tuple(findings_of(reading.app, facts))
    return Judgement(
        definition=reading.app,
        compiled=reading.compilation.app if reading.compilation else None,
        live_digest=live.digest if live else None,
        live_artefact=live.artefact if live else None,
        problems=reading.problems,
        findings=findings,
        changes=facts.changes,
        tier=tier_of(reading.app, facts),
        passed=len(POLICIES) - len({finding.policy for finding in findings}),
    )


def facts_of(app: AppRow, definition: AppDefinition, *, before: AppDefinition | None, components: Catalogue) -> Facts:
    """What policies may know about the app besides its definition."""
    return Facts(
        catalogue=components,
        live=before,
        changes=diff(before, definition),
        stand_in=_stand_in(app),
        waiting=waiting_columns(app.pk, definition, components),
    )


def draft_judge(*, app_id: UUID, actor: UserRow) -> tuple[int, Judgement]:
    """The draft's revision and what the rules say about it. Raises AppUnknown for who may not see it."""
    app = app_visible_to(actor, app_id)
    draft = draft_of(app_id)
    return draft.revision, judge(draft.document, app)


def changes_by_risk(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Destructive first, then risky, then the rest; each group in document order."""
    weight = {"destructive": 0, "risky": 1, "additive": 2}
    return tuple(sorted(changes, key=lambda change: weight[change.class_.value]))


def _live_definition(app_id: UUID, digest: str | None) -> AppDefinition | None:
    version = version_by_digest(app_id, digest) if digest else None
    return parse(version.document).app if version else None


def _stand_in(app: AppRow) -> Colleague | None:
    """Whom a repair may propose as deputy: somebody who worked on the app, else another maker."""
    makers = [person for person in people_with_role(app.workspace, "maker") if person.pk != app.owner_id]
    helped = set(editors_of(app))
    makers.sort(key=lambda person: person.pk not in helped)
    return Colleague(id=str(makers[0].pk), name=makers[0].name) if makers else None
