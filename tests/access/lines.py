"""The matrix: who may call what, in words. A line is one method of one address, asked about things of one's workspace.

`answers` says who gets which status; everybody else of the workspace gets `rest`. Signed-out people are told to sign in
everywhere but at OPEN. Whatever an address does not list here is a 405.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from tests.access.scene import LIVE_ROLES, WHO, Side
from tests.runtime.live import CLAIM, Json

Body = Callable[[Side], object]
Answers = Mapping[int, frozenset[str]]


def people(*who: str) -> frozenset[str]:
    unknown = set(who) - set(WHO)
    assert not unknown, unknown
    return frozenset(who)


EVERYBODY = frozenset(WHO)
INSIDE = EVERYBODY - {"left"}
MAKERS = people("owner", "comaker", "deputy", "maker")
OWNER = people("owner")
EDITS = people("owner", "comaker", "deputy")
OVERSEES = people("reviewer", "steward", "administrator", "auditor")
SEES = EDITS | OVERSEES
ADMIN = people("administrator")
# Who answers for an app: its owner, or in their place the administrators of the workspace.
ANSWERS = people("owner", "administrator")
MOVES = ANSWERS | people("deputy")
AUDITS = people("administrator", "auditor")
ALL, OWN, RULED = people("reads_all"), people("reads_own"), people("reads_ruled")
LIVE = frozenset(LIVE_ROLES)
OPEN = frozenset({"sign-in/", "sign-in/demo", "sign-out/", "healthz", "healthz/worker"})

# What stands in an address: the name of an id of the side, or "=" and the word itself.
PLACES = {
    "app_id": "app",
    "submission_id": "submission",
    "release_id": "release",
    "import_id": "import",
    "area": "=data",
    "kind": "=text",
    "app": "live",
    "entity": "=claim",
    "page": "=claims",
    "record": "other",
    "record_id": "other",
    "file_id": "file_other",
    "export_id": "export_reads_all",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    route: str
    method: str
    answers: Answers
    rest: int = 404
    ids: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    body: Body | None = None
    form: bool = False
    outside: int = 0

    @property
    def is_live(self) -> bool:
        return self.route.startswith(("a/", "api/a/"))

    def expected(self, who: str) -> int:
        """On one's own workspace's things."""
        for status, whom in self.answers.items():
            if who in whom:
                return status
        if who == "left":
            return self.outside or (404 if self.is_live else self.rest)
        return 403 if self.is_live else self.rest

    def expected_on_nothing(self, who: str, *, own_app: bool) -> int:
        """On what is not there for anybody who asks: of the other workspace, deleted, malformed."""
        if who == "left":
            return self.outside or 404
        return 403 if self.is_live and own_app and who not in LIVE else 404


def line(
    method: str,
    route: str,
    answers: Answers,
    rest: int = 404,
    *,
    ids: Mapping[str, str] | None = None,
    query: str = "",
    body: Body | None = None,
    form: bool = False,
    outside: int = 0,
) -> Line:
    """`outside` is what somebody who left the workspace gets where it is neither `rest` nor, in a live app, 404."""
    return Line(
        route=route,
        method=method,
        answers=answers,
        rest=rest,
        ids=ids or {},
        query=query,
        body=body,
        form=form,
        outside=outside,
    )


def sends(body: object) -> Body:
    return lambda side: body


def member(who: str, **more: str) -> Body:
    return lambda side: {"person": side.ids[who], **more}


def batch(side: Side) -> Json:
    renamed = {"op": "set", "in": "fields", "id": "fld_purpose", "path": "label", "value": "What"}
    return {"base_revision": int(side.ids["revision"]), "batch_id": str(uuid4()), "label": "x", "operations": [renamed]}


def columns(side: Side) -> Json:
    return {"title": "Made", "sheet": "", "columns": [{"key": "name", "label": "Name", "kind": "text"}]}


def links_away(name: str, value: object = None) -> Body:
    """A record that points at something of the other workspace: by id, or as `value` makes of the id."""
    field, key = name.split("=")
    return lambda side: {**CLAIM, field: [{"id": side.foreign[key]}] if value else side.foreign[key]}


def decision(side: Side) -> Json:
    return {"decision": "request_changes", "comment": "why", "digest": side.ids["digest"]}
