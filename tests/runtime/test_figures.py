"""A figure over money never adds what is in different currencies, whichever way it is worked out."""

from typing import Any

import pytest

from tests.runtime.live import Deployed, Json, deploy, document, field, post
from tests.world import World

pytestmark = pytest.mark.database
CLAIM = "ent_claim"
EUR, USD, JPY = "EUR", "USD", "JPY"


def money(number: str, currency: str) -> Json:
    return {"amount": number, "currency": currency}


def claims(figures: dict[str, Json], *, currencies: list[str]) -> Json:
    """Claims with a price in one of `currencies`, a count, their product; and a board with `figures`."""
    fields = {
        "fld_price": field(CLAIM, "price", "money", 0, settings={"currencies": currencies}),
        "fld_count": field(CLAIM, "count", "number", 1, settings={"decimals": 0}),
        "fld_total": field(CLAIM, "total", "calc", 2, settings={"formula": "price * count"}),
        "fld_share": field(CLAIM, "share", "calc", 3, settings={"formula": "price / price + count"}),
    }
    page: Json = {"entity": CLAIM, "title": "Page", "settings": {}}
    nodes: Json = {
        f"nod_{name[4:]}": node("pag_new", f"{fields[name]['kind']}@1", place, {}, field=name)
        for place, name in enumerate(fields)
    }
    for place, (name, props) in enumerate(figures.items()):
        entity = {"entity": CLAIM, "label": name, **props}
        nodes[f"nod_{name}"] = node("pag_board", "stat@1", place, entity)
    grant = {"role": "rol_all", "entity": CLAIM, "create": True, "read": "all", "update": "all", "delete": "all"}
    return document(
        entities={CLAIM: {"key": "claim", "label": "Claim", "label_plural": "Claims", "order": "a0"}},
        fields=fields,
        pages={
            "pag_new": {**page, "key": "new_claim", "kind": "form", "order": "a0"},
            "pag_board": {**page, "key": "board", "kind": "dashboard", "entity": None, "order": "a1"},
        },
        nodes=nodes,
        roles={"rol_all": {"key": "all", "label": "Everybody", "audience": "workspace", "order": "a0"}},
        grants={"gra_all": grant},
    )


def node(page: str, component: str, place: int, props: Json, **more: str) -> Json:
    return {"page": page, "parent": None, "order": f"a{place}", "component": component, "props": props, **more}


def board(world: World, app: Deployed) -> Any:
    return world.client(world.emil).get(app.url("figures/board/")).json()["figures"]


def figure(value: str | None, **amounts: str) -> Json:
    found = [{"amount": amount, "currency": currency} for currency, amount in amounts.items()]
    return {"value": value, "exact": True, "amounts": found}


def measures(field_id: str, when: str) -> dict[str, Json]:
    wanted = {"field": field_id, "when": when} if when else {"field": field_id}
    return {measure: {"measure": measure, **wanted} for measure in ("sum", "avg", "min", "max")}


def add(world: World, app: Deployed, number: str, currency: str, count: int = 2) -> None:
    status, body = post(world.client(world.emil), app.url("claim/"), {"price": money(number, currency), "count": count})
    assert status == 201, body


@pytest.mark.parametrize("when", ["", "count > 0"])
def test_money_is_one_amount_for_each_currency(world: World, when: str) -> None:
    app = deploy(world.workspace, claims(measures("fld_price", when), currencies=[EUR, USD, JPY]))
    nothing = figure(None)
    assert board(world, app) == dict.fromkeys(("nod_sum", "nod_avg", "nod_min", "nod_max"), nothing)
    for number, currency in (("1199.50", EUR), ("0.55", EUR)):
        add(world, app, number, currency)
    post(world.client(world.emil), app.url("claim/"), {"count": 9})
    assert board(world, app) == {
        "nod_sum": figure("1200.05", EUR="1200.05"),
        "nod_avg": figure("600.03", EUR="600.03"),
        "nod_min": figure("0.55", EUR="0.55"),
        "nod_max": figure("1199.50", EUR="1199.50"),
    }
    add(world, app, "30", USD)
    add(world, app, "501", JPY)
    add(world, app, "500", JPY)
    assert board(world, app) == {
        "nod_sum": figure(None, EUR="1200.05", JPY="1001", USD="30.00"),
        "nod_avg": figure(None, EUR="600.03", JPY="501", USD="30.00"),
        "nod_min": figure(None, EUR="0.55", JPY="500", USD="30.00"),
        "nod_max": figure(None, EUR="1199.50", JPY="501", USD="30.00"),
    }


@pytest.mark.parametrize("when", ["", "count > 0"])
def test_a_calculation_keeps_the_currencies_apart_that_it_comes_from(world: World, when: str) -> None:
    figures = {"total": measures("fld_total", when)["sum"], "share": measures("fld_share", when)["sum"]}
    app = deploy(world.workspace, claims(figures, currencies=[EUR, USD]))
    add(world, app, "10", EUR)
    add(world, app, "2.5", EUR)
    assert board(world, app) == {"nod_total": figure("25"), "nod_share": figure("6")}
    add(world, app, "7", USD)
    assert board(world, app) == {"nod_total": figure(None, EUR="25", USD="14"), "nod_share": figure("9")}


@pytest.mark.parametrize("when", ["", "count > 0"])
def test_amounts_from_before_the_currency_was_another_stay_what_they_are(world: World, when: str) -> None:
    figures = {"sum": measures("fld_price", when)["sum"]}
    app = deploy(world.workspace, claims(figures, currencies=[EUR]))
    add(world, app, "10", EUR)
    app = deploy(world.workspace, claims(figures, currencies=[USD]), app_id=app.app_id)
    add(world, app, "4", USD)
    assert board(world, app)["nod_sum"] == figure(None, EUR="10.00", USD="4.00")
