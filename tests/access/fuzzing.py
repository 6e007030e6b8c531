"""Requests made from an OpenAPI document, valid and broken ones, asked in process; what a wrong answer is.

Nothing may break (5xx), every answer has the shape that its document promises, and every refusal is a problem in words.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
import schemathesis
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Err, Ok
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from tests.access.scene import Side
from tests.access.wire import Answer, ask

BASE = "http://testserver"
# A worker that does not run is said with 503.
ALLOWED_5XX = {"/healthz/worker": 503}
PROBLEM = {"type", "title", "status", "code", "detail", "errors"}


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A request and what was wrong with its answer."""

    request: str
    what: str

    def __str__(self) -> str:
        return f"{self.request} -> {self.what}"


def operations(document: Mapping[str, Any]) -> list[Any]:
    """Every operation of a document, in its order. Fails on one that cannot be read."""
    found = list(schemathesis.openapi.from_dict(dict(document)).get_all_operations())
    unread = [one.err() for one in found if isinstance(one, Err)]
    assert not unread, unread
    return [one.ok() for one in found if isinstance(one, Ok)]


def fuzz(operation: Any, client: Client, side: Side, *, cases: int, seed_: int) -> Iterator[Broken]:
    """Ask one operation `cases` times, half of it with what its document does not allow. Nothing asked stays."""
    found: dict[str, Broken] = {}
    known = {place: side.ids[name] for place, name in KNOWN.items() if f"{{{place}}}" in operation.path}
    valid, broken = (operation.as_strategy(generation_mode=mode) for mode in GenerationMode)

    @seed(seed_)
    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=valid | broken, is_known=st.sampled_from((True, True, False)))
    def try_(case: Case, is_known: bool) -> None:
        if is_known and known:
            case.path_parameters = {**(case.path_parameters or {}), **known}
        for what in _answered(case, client):
            found.setdefault(what, Broken(request=case.as_curl_command(), what=what))

    try_()
    yield from found.values()


# Ids of things that are there, so that most requests get past the first look-up.
KNOWN = {
    "app_id": "app",
    "submission_id": "submission",
    "release_id": "release",
    "import_id": "import",
    "id": "other",
    "export": "export_reads_all",
}


def _answered(case: Case, client: Client) -> list[str]:
    """What is wrong with the answer to one case."""
    sent = case.as_transport_kwargs(base_url=BASE)
    sent.pop("cookies", None)
    try:
        prepared = requests.Request(**sent).prepare()
    except (requests.exceptions.InvalidHeader, UnicodeEncodeError):
        return []
    with transaction.atomic():
        answer = _asked(prepared, client)
        transaction.set_rollback(True)
    return [*_faults(case, prepared, answer)]


def _asked(prepared: requests.PreparedRequest, client: Client) -> Answer:
    parts = urlsplit(str(prepared.url))
    body = prepared.body if isinstance(prepared.body, bytes) else str(prepared.body or "").encode()
    kind = str(prepared.headers.get("Content-Type", "application/json"))
    own = {name: str(value) for name, value in prepared.headers.items() if name.lower() not in _TRANSPORT}
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return ask(client, str(prepared.method), address, body, kind=kind, headers=own)


_TRANSPORT = frozenset({"content-length", "content-type", "host", "connection", "cookie", "transfer-encoding"})


def _faults(case: Case, prepared: requests.PreparedRequest, answer: Answer) -> Iterator[str]:
    if answer.status >= 500 and ALLOWED_5XX.get(case.operation.path) != answer.status:
        yield f"{case.operation.label} broke: {answer.status}"
    if 400 <= answer.status < 500:
        yield from _no_problem(case, answer)
    told = Response(
        status_code=answer.status,
        headers={name.lower(): [value] for name, value in answer.headers.items()},
        content=answer.body,
        request=prepared,
        elapsed=0.1,
        verify=False,
    )
    try:
        case.validate_response(told, checks=[response_schema_conformance, content_type_conformance])
    except FailureGroup as failed:
        yield from (f"{case.operation.label}: {one.title}: {one.message[:300]}" for one in failed.exceptions)


def _no_problem(case: Case, answer: Answer) -> Iterator[str]:
    """A refusal says what happened, in the one shape for it."""
    if answer.kind != "application/problem+json":
        yield f"{case.operation.label} refuses with {answer.status} as {answer.kind}"
        return
    problem = json.loads(answer.body)
    if not problem.keys() >= PROBLEM or problem["status"] != answer.status:
        yield f"{case.operation.label} refuses with {answer.status} in another shape"
