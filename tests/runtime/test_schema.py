"""Tables grow with releases: names are given at birth, nothing is dropped, and a second run finds nothing to do."""

import copy
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from core.ids import new_id
from runtime.errors import ArtefactRefused, DriftFound, ExpandRefused
from runtime.models import LiveApp, LiveRelease, ManagedColumn, ManagedTable
from runtime.services import activation
from runtime.services.loading import Loaded
from runtime.services.plans import data_plan
from tests.runtime.live import CLAIM, Deployed, Json, artefact_of, deploy, expenses, field, post
from tests.world import NOON, World

pytestmark = pytest.mark.database


def changed(**edits: Any) -> dict[str, Any]:
    """The expense app with some of its fields replaced, added, or (None) removed with their nodes and rules."""
    app: dict[str, Any] = copy.deepcopy(expenses())
    for name, value in edits.items():
        if value is not None:
            app["fields"][name] = {**app["fields"].get(name, {}), **value}
            continue
        del app["fields"][name]
        gone = {node for node, at in app["nodes"].items() if at.get("field") == name}
        app["nodes"] = {node: at for node, at in app["nodes"].items() if node not in gone}
        app["rules"] = {rule: at for rule, at in app["rules"].items() if at["target"] not in gone}
    return app


def columns_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def test_the_plan_of_a_new_app_says_and_does_what_a_reviewer_reads(world: World) -> None:
    plan = data_plan(artefact_of(expenses()), None)
    assert plan.sentences == (
        "Creates the table gh_expenses_claim with 13 columns for Claims",
        "Creates the table gh_expenses_customer with 1 column for Customers",
        *(
            ("Makes sure that a link always leads to a record that exists",)
            if connection.vendor == "postgresql"
            else ()
        ),
        "Makes Claims quick to find by Amount",
        "Makes Claims quick to find by Category",
        "Makes Claims quick to find by Customer",
        "Makes Claims quick to find by Approver",
        "Makes Claims quick to find by who added a record",
        "Makes Claims quick to find by who added a record and Amount",
        "Refuses two Claims with the same Ticket",
    )
    assert {change.class_ for change in plan.changes} == {"additive"}
    assert all(statement.startswith(("CREATE ", "ALTER TABLE")) for statement in plan.statements)
    assert not ManagedTable.objects.exists()


def test_who_sees_only_their_own_has_an_index_in_the_order_of_the_list(world: World, app: Deployed) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "gh_expenses_claim").values()
    indexed = [tuple(index["columns"]) for index in found if index["index"] and not index["unique"]]
    assert ("created_by_id", "amount", "id") in indexed
    assert ("amount", "id") in indexed
    assert ("created_by_id", "category", "id") not in indexed  # a filter, not the order


def test_every_step_again_does_nothing(world: World, app: Deployed) -> None:
    release = app.live_release_id
    assert activation.expand(live_release_id=release, now=NOON).statements == ()
    assert (ManagedTable.objects.count(), ManagedColumn.objects.count()) == (2, 14)
    assert data_plan(artefact_of(expenses()), app.app_id).changes == ()
    again = activation.activate(live_release_id=release, digest=app.digest, now=NOON)
    assert again.previous_digest == app.digest
    verified = activation.verify(live_release_id=release)
    assert (verified.tables, verified.columns, verified.rows) == (2, 14, 0)


def test_a_new_field_is_one_column_and_the_old_release_still_writes(world: World, app: Deployed) -> None:
    post(world.client(world.emil), app.url("claim/"), CLAIM)
    next_app = changed(fld_city=field("ent_claim", "city", "text", 0))
    plan = data_plan(artefact_of(next_app), app.app_id)
    assert plan.sentences == ("Adds the column city to gh_expenses_claim for City",)
    second = deploy(world.workspace, next_app, app_id=app.app_id)
    assert "city" in columns_of("gh_expenses_claim")
    _, record = post(world.client(world.emil), app.url("claim/"), {**CLAIM, "city": "Leeds"})
    assert record["city"] == "Leeds"
    activation.point_to(app_id=app.app_id, digest=app.digest, now=NOON)
    status, old = post(world.client(world.emil), app.url("claim/"), CLAIM)
    assert status == 201
    assert "city" not in old
    assert activation.point_to(app_id=app.app_id, digest=second.digest, now=NOON).previous_digest == app.digest
    kept = world.client(world.emil).get(app.url(f"claim/{record['id']}/")).json()
    assert kept["city"] == "Leeds"


def test_a_removed_field_is_hidden_and_its_name_is_not_used_again(world: World, app: Deployed) -> None:
    without = changed(fld_ticket=None)
    plan = data_plan(artefact_of(without), app.app_id)
    assert [(change.kind, change.class_, change.sentence, change.sql) for change in plan.changes] == [
        ("hide_column", "risky", "Hides Ticket. The column ticket of gh_expenses_claim keeps its values", ())
    ]
    deploy(world.workspace, without, app_id=app.app_id)
    assert "ticket" in columns_of("gh_expenses_claim")
    again = changed(fld_ticket=None, fld_ticket9=field("ent_claim", "ticket", "text", 0))
    assert data_plan(artefact_of(again), app.app_id).sentences == (
        "Adds the column ticket_2 to gh_expenses_claim for Ticket",
    )


def test_another_kind_is_another_column(world: World, app: Deployed) -> None:
    retyped = changed(fld_spent={"kind": "text", "settings": {}})
    retyped["nodes"]["nod_spent"]["component"] = "text@1"
    change = data_plan(artefact_of(retyped), app.app_id).changes[0]
    assert (change.class_, change.column) == ("risky", "spent_on_2")
    assert "kept, but no longer shown" in change.sentence


def test_a_label_and_a_key_change_without_ddl(world: World, app: Deployed) -> None:
    renamed = changed(fld_spent={"label": "Day", "key": "day"})
    renamed["rules"] = {}
    assert data_plan(artefact_of(renamed), app.app_id).changes == ()
    deploy(world.workspace, renamed, app_id=app.app_id)
    status, record = post(world.client(world.emil), app.url("claim/"), {**CLAIM, "reason": "x", "day": "2026-11-02"})
    assert (status, record["day"]) == (201, "2026-11-02")
    with connection.cursor() as cursor:
        cursor.execute("SELECT spent_on FROM gh_expenses_claim")
        assert str(cursor.fetchone()[0]) == "2026-11-02"


def test_the_second_app_of_a_key_gets_names_of_its_own(world: World, app: Deployed) -> None:
    other = deploy(world.other, expenses())
    assert (app.key, other.key) == ("expenses", "expenses_2")
    names = set(ManagedTable.objects.values_list("name", flat=True))
    assert names == {"gh_expenses_claim", "gh_expenses_customer", "gh_expenses_2_claim", "gh_expenses_2_customer"}


def test_unique_over_doubles_is_refused_and_nothing_changes(world: World, app: Deployed) -> None:
    for _ in range(2):
        post(world.client(world.emil), app.url("claim/"), CLAIM)
    artefact = artefact_of(changed(fld_purpose={"unique": True}))
    prepared = activation.prepare(
        app_id=app.app_id, workspace_id=world.workspace.pk, digest=str(artefact["digest"]), artefact=artefact, now=NOON
    )
    plan = data_plan(artefact, app.app_id)
    assert [(change.class_, change.sentence) for change in plan.changes] == [
        (
            "risky",
            "Refuses two Claims with the same Purpose, from the moment it is made: a little before the version goes"
            " live",
        )
    ]
    if connection.vendor == "sqlite":
        with pytest.raises(ExpandRefused):
            activation.expand(live_release_id=prepared.live_release_id, now=NOON)
        assert LiveRelease.objects.get(pk=prepared.live_release_id).expanded_at is None


def test_a_lost_column_is_found_before_the_pointer_moves(world: World, app: Deployed) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE gh_expenses_claim DROP COLUMN reason")
    with pytest.raises(DriftFound) as found:
        activation.verify(live_release_id=app.live_release_id)
    assert [at.pointer for at in found.value.errors] == ["/gh_expenses_claim.reason"]


def test_the_pointer_takes_only_an_expanded_release_of_this_app_with_this_digest(world: World, app: Deployed) -> None:
    other = deploy(world.other, expenses())
    for release_id in (other.live_release_id, new_id()):
        with pytest.raises(DatabaseError), transaction.atomic():
            LiveApp.objects.filter(pk=app.live_app_id).update(current_id=release_id)
    with pytest.raises(DatabaseError), transaction.atomic():
        LiveRelease.objects.filter(pk=app.live_release_id).update(artefact={})
    with pytest.raises(ArtefactRefused):
        activation.activate(live_release_id=app.live_release_id, digest="0" * 64, now=NOON)
    artefact = artefact_of(changed(fld_city=field("ent_claim", "city", "text", 0)))
    prepared = activation.prepare(
        app_id=app.app_id, workspace_id=world.workspace.pk, digest=str(artefact["digest"]), artefact=artefact, now=NOON
    )
    with pytest.raises(ArtefactRefused):
        activation.activate(live_release_id=prepared.live_release_id, digest=str(artefact["digest"]), now=NOON)
    with pytest.raises(ArtefactRefused):
        activation.prepare(
            app_id=app.app_id, workspace_id=world.workspace.pk, digest="0" * 64, artefact=artefact, now=NOON
        )
    assert LiveApp.objects.get(pk=app.live_app_id).current_id == app.live_release_id


def test_rows_are_loaded_once_whatever_is_repeated(world: World, app: Deployed) -> None:
    rows: list[Json] = [
        {"purpose": f"Trip {number}", "amount": {"amount": "9000", "currency": "EUR"}} for number in range(7)
    ]
    rows[2] = {"purpose": "Odd", "spent_on": "yesterday", "category": "unheard of"}

    def load(some: list[Json]) -> Loaded:
        return activation.load_rows(
            live_release_id=app.live_release_id,
            entity_id="ent_claim",
            source="sheet",
            rows=some,
            actor_id=world.ada.pk,
            now=NOON,
            batch=2,
        )

    assert load(rows[:5]).rows == 5
    again = load(rows)
    assert (again.rows, again.emptied_count) == (7, 0)
    assert load(rows).rows == 7
    assert activation.loaded(live_release_id=app.live_release_id, entity_id="ent_claim", source="sheet") == 7
    with connection.cursor() as cursor:
        cursor.execute("SELECT purpose, category, spent_on FROM gh_expenses_claim ORDER BY id")
        stored = cursor.fetchall()
    assert [row[0] for row in stored] == [row["purpose"] for row in rows]
    assert stored[2] == ("Odd", "unheard of", None)


def test_the_smoke_test_leaves_nothing(world: World, app: Deployed) -> None:
    smoked = activation.smoke(live_release_id=app.live_release_id, actor_id=world.ada.pk, now=NOON)
    assert smoked.entities == ("claim", "customer")
    assert activation.verify(live_release_id=app.live_release_id).rows == 0


def test_a_unique_text_always_fits_its_index(world: World) -> None:
    document = changed(fld_purpose={"unique": True, "settings": {"max_length": 1000}})
    app = deploy(world.workspace, document)
    client = world.client(world.emil)
    status, problem = post(client, app.url("claim/"), {**CLAIM, "purpose": "\U0001f9fe" * 501})
    assert (status, problem["errors"][0]["message"]) == (400, "\u201cPurpose\u201d must be 500 characters or fewer")
    assert post(client, app.url("claim/"), {**CLAIM, "purpose": "\U0001f9fe" * 500})[0] == 201


def test_imported_rows_keep_what_their_column_can_hold(world: World) -> None:
    app = deploy(world.workspace, expenses())
    rows: list[Json] = [
        {"purpose": "x" * 200, "amount": {"amount": "9000.00", "currency": "USD"}, "ticket": "A"},
        {"purpose": "Two", "ticket": "B", "reason": "r" * 20_000},
        {"purpose": "Three", "ticket": "A", "spent_on": "soon"},
    ]
    loaded = activation.load_rows(
        live_release_id=app.live_release_id,
        entity_id="ent_claim",
        source="sheet",
        rows=rows,
        actor_id=None,
        now=NOON,
    )
    assert [(one.row, one.field_key) for one in loaded.emptied] == [(3, "spent_on"), (3, "ticket")]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT LENGTH(purpose), amount_currency, ticket, LENGTH(reason) FROM gh_expenses_claim ORDER BY id"
        )
        assert cursor.fetchall() == [(200, "USD", "A", None), (3, None, "B", 20_000), (5, None, None, None)]
