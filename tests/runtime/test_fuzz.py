"""Whatever is sent or asked, the record API answers below 500, and every record it takes can be read again."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.runtime.live import CLAIM, Deployed, make_manager, post
from tests.world import World

pytestmark = pytest.mark.database
FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
KEYS = st.sampled_from(
    [
        *(
            "purpose",
            "amount",
            "category",
            "reason",
            "spent_on",
            "quantity",
            "total",
            "customer",
            "approver",
            "receipt",
        ),
        *("ticket", "tags", "created_at", "updated_at", "created_by", "id", "version"),
    ]
)
OPERATORS = st.sampled_from(
    ["eq", "contains", "starts", "in", "gt", "gte", "lt", "lte", "has", "empty", "isnull", "regex", "year"]
)
TEXTS = st.text(max_size=20) | st.sampled_from(
    [
        "true",
        "12.50",
        "-99999999999999999999",
        "2026-01-31",
        "9999-12-31T23:59:59Z",
        "travel",
        "me",
        "%",
        "_",
        "\\",
        "'",
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
VALUES = (
    SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(st.sampled_from(["amount", "currency", "id"]), SCALARS)
)


def encodable(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


@pytest.fixture
def client(world: World, app: Deployed) -> Any:
    make_manager(app, world.rosa)
    client = world.client(world.rosa)
    for number in range(3):
        post(client, app.url("claim/"), {**CLAIM, "purpose": f"Trip {number}"})
    return client


@given(
    filters=st.dictionaries(st.builds("{}__{}".format, KEYS, OPERATORS) | KEYS | TEXTS, TEXTS, max_size=3),
    sort=KEYS | st.builds("-{}".format, KEYS),
    size=st.integers(-1, 101),
    search=TEXTS,
)
@FUZZ
def test_any_question_is_answered_or_refused(
    app: Deployed, client: Any, filters: dict[str, str], sort: str, size: int, search: str
) -> None:
    asked = {**filters, "sort": sort, "page_size": size, "q": search}
    if not encodable(asked):
        return
    response = client.get(app.url(f"claim/?{urlencode(asked)}"))
    assert response.status_code in (200, 400), (asked, response.status_code)
    if response.status_code == 200 and response.json()["next"]:
        asked["cursor"] = response.json()["next"]
        assert client.get(app.url(f"claim/?{urlencode(asked)}")).status_code == 200, asked


@given(sent=st.dictionaries(KEYS, VALUES, max_size=5))
@FUZZ
def test_any_record_is_refused_or_read_again_as_it_was_answered(
    app: Deployed, client: Any, sent: dict[str, Any]
) -> None:
    body = {**CLAIM, **sent}
    if not encodable(body):
        return
    response = client.post(app.url("claim/"), json.dumps(body), content_type="application/json")
    assert response.status_code in (201, 400), (body, response.content)
    if response.status_code == 201:
        assert client.get(response.headers["Location"]).json() == response.json(), body
