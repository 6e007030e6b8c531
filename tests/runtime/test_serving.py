"""Releases made ready: kept while used, gone when not, and a moved pointer is seen by the next request."""

import gc
import weakref

import pytest
from django.apps import apps

from runtime.services import activation
from runtime.services.serving import Releases
from tests.runtime.live import CLAIM, Deployed, deploy, expenses, field, post
from tests.world import NOON, World

pytestmark = pytest.mark.database


def test_the_least_used_release_is_let_go_with_its_classes(world: World, app: Deployed) -> None:
    other = deploy(world.other, expenses())
    kept = Releases(1)
    first = kept.get(app.live_release_id)
    assert kept.get(app.live_release_id) is first
    model = weakref.ref(first.tables.entities["claim"].model)
    del first
    kept.get(other.live_release_id)
    gc.collect()
    assert model() is None
    assert not [found for found in apps.get_models() if "live_" in found._meta.app_label]


def test_a_moved_pointer_is_seen_by_the_next_request(world: World, app: Deployed) -> None:
    client = world.client(world.emil)
    document = expenses()
    document["fields"]["fld_city"] = field("ent_claim", "city", "text", 0)
    deploy(world.workspace, document, app_id=app.app_id)
    assert post(client, app.url("claim/"), {**CLAIM, "city": "Leeds"})[0] == 201
    activation.point_to(app_id=app.app_id, digest=app.digest, now=NOON)
    status, problem = post(client, app.url("claim/"), {**CLAIM, "city": "Leeds"})
    assert (status, problem["errors"][0]["code"]) == (400, "unknown-key")


def test_a_required_link_is_smoke_tested_with_the_record_it_needs(world: World) -> None:
    document = expenses()
    document["fields"]["fld_customer"]["required"] = True
    app = deploy(world.workspace, document)
    smoked = activation.smoke(live_release_id=app.live_release_id, actor_id=world.ada.pk, now=NOON)
    assert (smoked.entities, smoked.skipped) == (("claim", "customer"), ())
    assert activation.verify(live_release_id=app.live_release_id).rows == 0
