"""Short ways to submit and review in tests, all through the services."""

from datetime import timedelta
from typing import Any

from accounts.models import User
from builder.models import App
from builder.selectors import draft_of
from core.events.models import Event
from core.jobs.models import Job
from governance.gate import Verdict
from governance.models import Submission
from governance.services.reviews import Ballot, review_decide
from governance.services.submissions import submission_check, submission_open
from tests.builder.drafting import Op, edit, field_add, node_add, shown, started
from tests.world import NOON, World

LATER = NOON + timedelta(hours=1)


def complete(world: World, *, title: str = "Expense claims", co_maker: bool = False, **field: Any) -> App:
    """Ada's app with one field on form, list and record page: it compiles. `field` changes the field."""
    app = started(world, title=title, co_maker=co_maker)
    edit(app, world.ada, [*field_placed(app, "fld_purpose", "purpose", **field), *shown(app, "fld_purpose")])
    return app


def field_placed(app: App, field_id: str, key: str, *, order: str = "a0", **values: Any) -> list[Op]:
    """The operations that add a field and put it on the form."""
    kind = str(values.get("kind", "text"))
    node_id = field_id.replace("fld_", "nod_")
    return [
        field_add(app, field_id, key, order=order, **values),
        node_add(app, node_id, order=order, component=f"{kind}@1", field=field_id),
    ]


def submitted(world: World, app: App, *, actor: User | None = None, summary: str = "What is new") -> Submission:
    """The draft as it is, submitted; its checks have not run yet."""
    return submission_open(
        app_id=app.pk,
        revision=draft_of(app.pk).revision,
        summary=summary,
        actor=actor or world.ada,
        now=NOON,
    )


def checked(world: World, app: App, *, actor: User | None = None) -> Submission:
    """The draft submitted, and its checks run."""
    submission = submitted(world, app, actor=actor)
    done = submission_check(submission_id=submission.pk, now=NOON)
    assert done is not None
    return done


def approve(submission: Submission, actor: User, *, digest: str | None = None) -> Submission:
    ballot = Ballot(verdict=Verdict.APPROVE, digest=digest or submission.digest, comment="")
    return review_decide(submission_id=submission.pk, ballot=ballot, actor=actor, now=LATER)


def send_back(submission: Submission, actor: User, *, comment: str = "Explain the amount") -> Submission:
    ballot = Ballot(verdict=Verdict.REQUEST_CHANGES, digest=submission.digest, comment=comment)
    return review_decide(submission_id=submission.pk, ballot=ballot, actor=actor, now=LATER)


def approved_submission(world: World, app: App | None = None) -> Submission:
    """A tier 1 app approved by Rosa."""
    submission = approve(checked(world, app or complete(world)), world.rosa)
    assert submission.state == "approved"
    return submission


def happened(*, since: int = 0) -> list[str]:
    """The names of the events recorded, oldest first, without those of setting the world up."""
    names = [event.name for event in Event.objects.order_by("at", "id")]
    return [name for name in names if not name.startswith(("membership", "workspace", "app-", "co-maker"))][since:]


def found(submission: Submission, column: str) -> Any:
    """A JSON column of a checked submission: checks, findings, changes or plan."""
    value = getattr(submission, column)
    assert value is not None
    return value


def jobs() -> list[str]:
    return [job.kind for job in Job.objects.order_by("created_at", "id")]
