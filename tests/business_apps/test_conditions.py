"""A translated condition says what theirs said; what cannot be said is refused with its reason."""

from decimal import Decimal

import pytest

from definition.expressions import Context, Value, evaluate, parse, truthy
from tests.business_apps.conditions import Asked, Known, Untranslatable, translate

KNOWN = Known(
    fields={
        "is_pos": Asked(key="is_pos", kind="yesno", options={}),
        "customer": Asked(key="customer", kind="text", options={}),
        "item": Asked(key="item", kind="record", options={}),
        "total": Asked(key="total", kind="money", options={}),
        "paid": Asked(key="paid", kind="number", options={}),
        "status": Asked(key="status", kind="select", options={"On Leave": "on_leave", "Half Day": "half_day"}),
        "due": Asked(key="due_on", kind="date", options={}),
    },
    absent={"items": "asks for rows of a table", "help": "asks for a field that keeps no answer"},
)

TRANSLATED = [
    ("is_pos", "is_pos"),
    ("customer", "!isEmpty(customer)"),
    ("total", "coalesce(total, 0) != 0"),
    ("eval:doc.due", "!isEmpty(due_on)"),
    ("eval: !doc.is_pos", "!(is_pos)"),
    ("eval:!doc.total", "coalesce(total, 0) == 0"),
    ("eval:(!doc.customer);", "isEmpty(customer)"),
    ('eval: doc.is_pos == "1";', "is_pos"),
    ("eval:doc.is_pos===1", "is_pos"),
    ("eval:doc.is_pos != 1", "!is_pos"),
    ("eval:(doc.is_pos==0)", "!is_pos"),
    ("eval:doc.is_pos == true", "is_pos"),
    ("eval:doc.status=='On Leave'", "status == 'on_leave'"),
    ('eval:doc.status!=="Half Day"', "status != 'half_day'"),
    ("eval:doc.status == ''", "isEmpty(status)"),
    ("eval:doc.customer=='It is'", "customer == 'It is'"),
    ("eval:doc.total>0", "coalesce(total, 0) > 0"),
    ("eval:doc.paid == -1", "coalesce(paid, 0) == -1"),
    ("eval:doc.total != doc.paid", "coalesce(total, 0) != coalesce(paid, 0)"),
    ("eval:doc.is_pos && doc.customer", "(is_pos && !isEmpty(customer))"),
    ("eval:doc.is_pos || doc.customer && doc.total", "(is_pos || (!isEmpty(customer) && coalesce(total, 0) != 0))"),
    ("eval:(doc.is_pos || doc.customer) && doc.total", "((is_pos || !isEmpty(customer)) && coalesce(total, 0) != 0)"),
    ("eval:in_list(['On Leave', 'Half Day'], doc.status)", "status in ['on_leave', 'half_day']"),
    ("eval:['Half Day'].includes(doc.status)", "status in ['half_day']"),
    ("eval:['Half Day'].indexOf(doc.status)!==-1", "status in ['half_day']"),
    ("eval:['Half Day'].indexOf(doc.status)==-1", "!(status in ['half_day'])"),
    ("eval:cur_frm.doc.customer", "!isEmpty(customer)"),
]


@pytest.mark.parametrize(("theirs", "ours"), TRANSLATED)
def test_what_compares_fields_of_the_record_is_translated(theirs: str, ours: str) -> None:
    assert translate(theirs, KNOWN) == ours
    parse(ours)


LOST = [
    ("eval:doc.docstatus==1", "asks the state of the document"),
    ("eval:!doc.__islocal", "asks the state of the document"),
    ("eval:doc.is_pos || doc.__islocal", "asks the state of the document"),
    ("eval:parent.is_pos", "asks the parent record"),
    ("eval:doc.parenttype=='Salary Slip'", "asks what kind of document it is in"),
    ("eval:doc.items && doc.items.length>0", "asks for rows of a table"),
    ("help", "asks for a field that keeps no answer"),
    ("nothing", "asks for a field that is not there"),
    ("doc.total", "asks for a field that is not there"),
    ("eval:doc.status=='Gone'", "asks for an option that is not there"),
    ("eval:in_list(['On Leave', 'Gone'], doc.status)", "asks for an option that is not there"),
    ("eval:doc.item=='Bolt'", "compares a link with a name"),
    ("eval:doc.total=='much'", "compares unlike things"),
    ("eval:doc.status > 'On Leave'", "compares unlike things"),
    ("eval:doc.total != doc.customer", "compares unlike things"),
    ("eval:cint(erpnext.is_perpetual(doc.customer))", "calls code"),
    ("eval:in_list(frappe.user_roles, 'Manager')", "calls code"),
    ("eval:in_list(['On Leave'], doc.status || doc.customer)", "other syntax"),
    ("eval:doc.total +", "other syntax"),
    ("eval:doc.is_pos doc.customer", "other syntax"),
    ("eval:", "other syntax"),
]


@pytest.mark.parametrize(("theirs", "reason"), LOST)
def test_what_cannot_be_said_is_refused_with_its_reason(theirs: str, reason: str) -> None:
    with pytest.raises(Untranslatable) as refused:
        translate(theirs, KNOWN)
    assert refused.value.reason == reason


def holds(theirs: str, record: dict[str, Value]) -> bool:
    return truthy(evaluate(parse(translate(theirs, KNOWN)), Context(variables=record)))


def test_an_empty_answer_is_no_as_in_their_language() -> None:
    for theirs in ("is_pos", "customer", "total", "eval:doc.due", "eval:doc.total>0", "eval:doc.is_pos==1"):
        assert not holds(theirs, {}), theirs
    for theirs in ("eval:!doc.is_pos", "eval:!doc.total", "eval:doc.total==0", "eval:doc.is_pos!=1", "eval:!doc.due"):
        assert holds(theirs, {}), theirs
    assert not holds("eval:doc.total != doc.paid", {"paid": Decimal(0)})


def test_a_filled_record_is_answered_as_in_their_language() -> None:
    record: dict[str, Value] = {"is_pos": True, "status": "half_day", "total": Decimal("2.5"), "customer": "Ann"}
    for theirs in ("is_pos", "eval:doc.total>2", "eval:doc.status!='On Leave'", "eval:!doc.paid && doc.customer"):
        assert holds(theirs, record), theirs
    for theirs in ("eval:doc.is_pos==0", "eval:doc.total==2", "eval:!doc.customer || doc.status=='On Leave'"):
        assert not holds(theirs, record), theirs
