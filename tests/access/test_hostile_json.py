"""What is not JSON one can keep is refused in words by every endpoint that reads JSON, and nothing is written."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.access.asking import stored
from tests.access.hostile import BROKEN, CHARSETS, KINDS, readers, refused, send, who_may
from tests.access.scene import Side, build_scene

pytestmark = pytest.mark.database
SUITE = Path(__file__).parents[3] / "shared" / "corpora" / "3-suites" / "json-schema-test-suite" / "tests"
VALUES = 250


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def side(db: None) -> Side:
    return build_scene().north


def clients_of(side: Side) -> dict[str, Client]:
    """Signed in before anything is compared, since signing in is written down."""
    return {who: side.client(who) for who in {who_may(line) for line in readers()}}


def test_broken_bodies_are_refused_by_everybody_who_reads_json(side: Side) -> None:
    clients = clients_of(side)
    before, faults = stored(), []
    for line in readers():
        client = clients[who_may(line)]
        for name, body in BROKEN.items():
            wrong = refused(send(client, line, side, body), 400)
            faults += [f"{line.method} {line.route}, {name}: {what}" for what in wrong]
    assert not faults, "\n" + "\n".join(faults)
    assert stored() == before


def test_only_json_in_utf8_of_a_bounded_size_is_read(side: Side) -> None:
    clients = clients_of(side)
    before, faults = stored(), []
    large = b'{"title": "' + b"x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE + b'"}'
    for line in readers():
        client = clients[who_may(line)]
        body = json.dumps(line.body(side) if line.body else {}).encode()
        tries: list[tuple[str, bytes, tuple[int, ...]]] = [
            (f"application/json; charset={charset}", body, (400,)) for charset in CHARSETS
        ]
        # Tables are also brought as forms.
        tries += [(kind, body, (415,)) for kind in KINDS]
        tries += [("application/json", large, (413,)), ("multipart/form-data; boundary=x", b"--x--", (400, 415))]
        for kind, sent, statuses in tries:
            wrong = refused(send(client, line, side, sent, kind), *statuses)
            faults += [f"{line.method} {line.route}, {kind}: {what}" for what in wrong]
    assert not faults, "\n" + "\n".join(faults)
    assert stored() == before


@pytest.mark.skipif(not SUITE.exists(), reason="the JSON Schema suite is not in ../shared/corpora")
def test_odd_values_in_any_place_break_nothing(side: Side) -> None:
    """Values of the JSON Schema suite, as whole bodies and as the value of every key, in turn."""
    suite = [json.loads(path.read_text("utf-8")) for path in sorted(SUITE.rglob("*.json"))]
    instances = [test["data"] for groups in suite for group in groups for test in group["tests"]]
    lines, clients, faults = readers(), clients_of(side), []
    step = max(1, len(instances) // VALUES)
    for number, value in enumerate(instances[::step]):
        line = lines[number % len(lines)]
        body = line.body(side) if line.body else {}
        assert isinstance(body, dict)
        client = clients[who_may(line)]
        for sent in (value, *({**body, key: value} for key in list(body)[number % 2 :: 2])):
            answer = send(client, line, side, json.dumps(sent).encode())
            if answer.status >= 500:
                faults.append(f"{line.method} {line.route} {sent!r}: {answer.status}")
    assert not faults, "\n" + "\n".join(faults)
