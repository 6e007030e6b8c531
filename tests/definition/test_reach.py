"""Whom a right reaches: only what is proved to keep to the people a record names is not open to everybody."""

import pytest

from definition.compiler.reach import OpenRight, open_rights
from definition.parse import parse
from tests.runtime.live import expenses

NAMES_THEM = (
    "created_by == me.id",
    "me.id == created_by",
    "approver == me.id",
    "created_by == me.id || approver == me.id",
    "amount > 5 && created_by == me.id",
    "(amount > 5 || title == 'x') && (created_by == me.id || approver == me.id)",
    "!(created_by != me.id)",
    "!(created_by != me.id || amount > 5)",
    "!(!(created_by == me.id))",
    "false",
    "false || created_by == me.id",
    "amount > 5 ? created_by == me.id : approver == me.id",
    "created_by == me.id ? amount > 5 : approver == me.id",
    "created_by == me.id ? true : false",
)
REACHES_ALL = (
    "true",
    "me.id != ''",
    "me.email != ''",
    "size(me.id) > 0",
    "me.id == me.id",
    "created_by == created_by",
    "created_by != me.id",
    "created_by != me.id || created_by == me.id",
    "!(created_by == me.id)",
    "!(created_by != me.id && amount > 5)",
    "amount != -1",
    "amount < 100",
    "title == me.id",
    "title == me.name",
    "created_by == me.id || amount < 100",
    "approver == created_by",
    "!null",
    "amount > 5 ? created_by == me.id : true",
    "created_by == me.id ? true : amount > 5",
    "created_by == (amount > 5 ? me.id : created_by)",
    "(((",
)


def rights_by(condition: str) -> list[OpenRight]:
    document = expenses()
    grant = {**document["grants"]["gra_staff"], "read": "own", "update": "none", "delete": {"when": condition}}
    document["grants"]["gra_staff"] = grant
    app = parse(document).app
    assert app is not None
    return list(open_rights(app, app.grants["gra_staff"]))


@pytest.mark.parametrize("condition", NAMES_THEM)
def test_a_rule_that_keeps_to_the_people_a_record_names_opens_nothing(condition: str) -> None:
    assert rights_by(condition) == []


@pytest.mark.parametrize("condition", REACHES_ALL)
def test_every_other_rule_opens_the_records_of_others(condition: str) -> None:
    assert rights_by(condition) == [OpenRight(verb="delete", by_rule=True)]


def test_all_is_open_and_own_and_none_are_not() -> None:
    app = parse(expenses()).app
    assert app is not None
    assert list(open_rights(app, app.grants["gra_staff"])) == []
    assert list(open_rights(app, app.grants["gra_boss"])) == [
        OpenRight(verb=verb, by_rule=False) for verb in ("read", "update", "delete")
    ]
