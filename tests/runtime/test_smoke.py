"""The smoke test of a deployment makes up values; what people entered never stands in its way."""

from typing import Any

import pytest

from runtime.services import activation
from runtime.services.smoke import Smoked
from tests.runtime.live import OPTIONS, Deployed, Json, deploy, document, field, post
from tests.world import NOON, World

pytestmark = pytest.mark.database
THING = "ent_thing"


def things(**fields: Json) -> Json:
    """One table, everybody may do everything; `fields` by key."""
    grant = {"role": "rol_all", "entity": THING, "create": True, "read": "all", "update": "all", "delete": "all"}
    return document(
        entities={THING: {"key": "thing", "label": "Thing", "label_plural": "Things", "order": "a0"}},
        fields={f"fld_{key}": {**one, "key": key} for key, one in fields.items()},
        pages={
            "pag_new": {
                "key": "new_thing",
                "kind": "form",
                "entity": THING,
                "title": "New thing",
                "order": "a0",
                "settings": {},
            }
        },
        nodes={
            f"nod_{key}": {
                "page": "pag_new",
                "parent": None,
                "order": f"a{position}",
                "component": f"{one['kind']}@1",
                "field": f"fld_{key}",
                "props": {},
            }
            for position, (key, one) in enumerate(fields.items())
        },
        roles={"rol_all": {"key": "all", "label": "Everybody", "audience": "workspace", "order": "a0"}},
        grants={"gra_all": grant},
    )


def unique(kind: str, **more: Any) -> Json:
    return field(THING, "one", kind, 0, unique=True, **more)


def smoke(world: World, app: Deployed) -> Smoked:
    return activation.smoke(live_release_id=app.live_release_id, actor_id=world.ada.pk, now=NOON)


@pytest.mark.parametrize(
    ("kind", "taken", "limits"),
    [
        ("text", "Example", {}),
        ("text", "E", {"max_length": 1}),
        ("email", "name@example.com", {}),
        ("email", "name@corp.example", {"domains": ["corp.example"]}),
        ("url", "https://example.com", {}),
        ("phone", "+44 20 7946 0000", {}),
        ("number", "1", {}),
        ("number", "5", {"min": 5, "step": 5}),
        ("number", "3", {"min": 1, "max": 3, "decimals": 0}),
        ("date", "2026-01-31", {}),
        ("date", "2026-01-31", {"min": "2026-01-31"}),
        ("time", "12:00", {}),
        ("datetime", "2026-01-31T12:00:00Z", {}),
        ("choice", "travel", {"options": OPTIONS}),
        ("select", "travel", {"options": OPTIONS}),
    ],
)
def test_a_record_with_the_made_up_value_blocks_no_deployment(
    world: World, kind: str, taken: str, limits: Json
) -> None:
    app = deploy(world.workspace, things(one=unique(kind, required=True, settings=limits)))
    assert post(world.client(world.emil), app.url("thing/"), {"one": taken})[0] == 201
    assert smoke(world, app).entities == ("thing",)
    assert activation.verify(live_release_id=app.live_release_id).rows == 1


def test_a_person_who_stands_in_a_record_already_blocks_no_deployment(world: World) -> None:
    app = deploy(world.workspace, things(one=unique("person", required=True)))
    assert post(world.client(world.emil), app.url("thing/"), {"one": str(world.ada.pk)})[0] == 201
    assert smoke(world, app).entities == ("thing",)


def test_numbers_from_one_on_can_be_loaded_and_then_tested(world: World) -> None:
    app = deploy(world.workspace, things(one=unique("number", required=True, settings={"decimals": 0})))
    rows = [{"one": str(number)} for number in range(1, 1001)]
    activation.load_rows(
        live_release_id=app.live_release_id, entity_id=THING, source="sheet", rows=rows, actor_id=None, now=NOON
    )
    assert smoke(world, app).entities == ("thing",)
    assert activation.verify(live_release_id=app.live_release_id).rows == 1000


def test_when_every_option_is_taken_the_field_is_left_empty_or_the_table_left_out(world: World) -> None:
    client = world.client(world.emil)
    for is_required, tried in ((False, ("thing",)), (True, ())):
        app = deploy(world.workspace, things(one=unique("select", required=is_required, settings={"options": OPTIONS})))
        for option in OPTIONS:
            assert post(client, app.url("thing/"), {"one": option["key"]})[0] == 201
        assert smoke(world, app).entities == tried


def test_a_made_up_answer_is_left_out_where_a_rule_hides_it(world: World, app: Deployed) -> None:
    smoked = smoke(world, app)
    assert (smoked.entities, smoked.skipped) == (("claim", "customer"), ())
