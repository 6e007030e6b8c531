"""One broken app for every problem the compiler and the structural checks can report."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.definition.golden import Document, golden


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """`message` is the exact sentence, or its start when it ends in ": "; `repair` the label of the repair."""

    code: str
    break_it: Callable[[Document], None]
    message: str
    repair: str | None = None
    app: str = "expense_claims"

    def document(self) -> Document:
        document = copy.deepcopy(golden(self.app))
        self.break_it(document)
        return document


def setting(path: str, value: object) -> Callable[[Document], None]:
    """Set the value at a/b/c."""

    def break_it(document: Document) -> None:
        *parents, last = path.split("/")
        inner: Any = document
        for name in parents:
            inner = inner[name]
        inner[last] = copy.deepcopy(value)

    return break_it


def removing(path: str) -> Callable[[Document], None]:
    def break_it(document: Document) -> None:
        collection, object_id = path.split("/")
        del document[collection][object_id]

    return break_it


def both(*steps: Callable[[Document], None]) -> Callable[[Document], None]:
    def break_it(document: Document) -> None:
        for step in steps:
            step(document)

    return break_it


def rule(when: str, target: str = "nod_newcclaimreason", effect: str = "show", entity: str = "ent_claim") -> Any:
    return {"entity": entity, "effect": effect, "target": target, "when": when, "order": "a9"}


def node(component: str, *, page: str = "pag_newclaim", parent: str | None = None, **more: object) -> Any:
    return {"page": page, "parent": parent, "order": "a9", "component": component, "props": {}, **more}


def money(key: str, order: str, **settings: object) -> Any:
    shape = {"entity": "ent_booking", "key": key, "label": key.capitalize(), "kind": "money", "order": order}
    return {**shape, "settings": settings}


ITEM = "equipment_booking"
PURPOSE, AMOUNT, CATEGORY = "fields/fld_claimpurpose", "fields/fld_claimamount", "fields/fld_claimcategory"
DAYS = "fields/fld_bookingdays"
ON_FORM = "nodes/nod_newcclaim"

STRUCTURE = (
    Broken(
        code="key-malformed",
        break_it=setting(f"{PURPOSE}/key", "why__so"),
        message="The key “why__so” has a double or trailing underscore.",
        repair="Use the key why_so",
    ),
    Broken(
        code="key-reserved",
        break_it=setting(f"{PURPOSE}/key", "select"),
        message="The key “select” is reserved. Choose another one.",
        repair="Use the key select_2",
    ),
    Broken(
        code="key-taken",
        break_it=setting(f"{AMOUNT}/key", "purpose"),
        message="The key “purpose” is used twice: by Amount and by Purpose.",
        repair="Use the key purpose_2",
    ),
    Broken(
        code="column-taken",
        break_it=setting("fields/fld_claimspenton/key", "amount_currency"),
        message="Spent on needs the column “amount_currency”, which Amount already uses.",
        repair="Use the key amount_currency_2",
    ),
    Broken(
        code="order-malformed",
        break_it=setting(f"{AMOUNT}/order", "b0"),
        message="The order of this object is not one that a neighbour can be put beside.",
        repair="Put it last",
    ),
    Broken(
        code="label-repeated",
        break_it=setting(f"{AMOUNT}/label", " purpose "),
        message="Two fields of Claim are called “ purpose ”. People cannot tell them apart.",
    ),
    Broken(
        code="entity-missing",
        break_it=setting("pages/pag_claims/entity", "ent_gone"),
        message="Claims belongs to a table that does not exist.",
    ),
    Broken(
        code="title-field-missing",
        break_it=setting("entities/ent_claim/title_field", "fld_gone"),
        message="The title field of Claim does not exist.",
        repair="Use no title field",
    ),
    Broken(
        code="title-field-elsewhere",
        break_it=setting("entities/ent_item/title_field", "fld_bookingitem"),
        message="The title field of Item belongs to another table.",
        repair="Use no title field",
        app=ITEM,
    ),
    Broken(
        code="page-missing",
        break_it=setting(f"{ON_FORM}receipt/page", "pag_gone"),
        message="This component stands on a page that does not exist.",
        repair="Remove the component",
    ),
    Broken(
        code="parent-missing",
        break_it=setting(f"{ON_FORM}receipt/parent", "nod_gone"),
        message="This component stands inside something that does not exist.",
        repair="Remove the component",
    ),
    Broken(
        code="parent-elsewhere",
        break_it=setting(f"{ON_FORM}receipt/parent", "nod_claimstable"),
        message="This component stands inside something on another page.",
    ),
    Broken(
        code="node-cycle",
        break_it=setting("nodes/nod_money/parent", "nod_newcclaimamount"),
        message="This component stands inside itself.",
    ),
    Broken(
        code="node-too-deep",
        break_it=both(
            *(
                setting(f"nodes/nod_deep{level}", node("section@1", parent=f"nod_deep{level - 1}" if level else None))
                for level in range(9)
            )
        ),
        message="Components are nested more than 8 levels deep here.",
    ),
    Broken(
        code="field-missing",
        break_it=setting(f"{ON_FORM}receipt/field", "fld_gone"),
        message="The field of this component does not exist.",
        repair="Remove it from the page",
    ),
    Broken(
        code="field-elsewhere",
        break_it=setting("nodes/nod_newiitemdayprice/field", "fld_bookingnotes"),
        message="Notes belongs to another table than the page Add an item.",
        repair="Remove it from the page",
        app=ITEM,
    ),
    Broken(
        code="field-repeated",
        break_it=setting("nodes/nod_again", node("file@1", field="fld_claimreceipt")),
        message="Receipt is on the page New claim twice. A form asks each question once.",
        repair="Remove it from the page",
    ),
    Broken(
        code="rule-target-missing",
        break_it=setting("rules/rul_why/target", "nod_gone"),
        message="This rule acts on something that does not exist.",
        repair="Remove rule",
    ),
    Broken(
        code="rule-target-elsewhere",
        break_it=setting("rules/rul_where/target", "nod_newiitemname"),
        message="This rule acts on a page of another table.",
        repair="Remove rule",
        app=ITEM,
    ),
    Broken(
        code="grant-role-missing",
        break_it=setting("grants/gra_staffclaim/role", "rol_gone"),
        message="This permission belongs to a role that does not exist.",
        repair="Remove the permission",
    ),
    Broken(
        code="grant-repeated",
        break_it=setting("grants/gra_staffclaim/role", "rol_managers"),
        message="Managers has two sets of permissions for Claim.",
        repair="Remove the permission",
    ),
    Broken(
        code="text-page-missing",
        break_it=setting("texts/txt_newclaimconfirmation/on", "pag_gone"),
        message="This text belongs to a page that does not exist.",
        repair="Remove the text",
    ),
    Broken(
        code="text-repeated",
        break_it=setting("texts/txt_zz", {"on": "pag_newclaim", "slot": "confirmation", "text": "Bye"}),
        message="The page New claim has two texts for “confirmation”.",
        repair="Remove the text",
    ),
)

FIELDS = (
    Broken(
        code="label-missing",
        break_it=setting(f"{PURPOSE}/label", "  "),
        message="The field purpose has no label. People and screen readers need one.",
        repair="Call it “Purpose”",
    ),
    Broken(
        code="entity-empty",
        break_it=setting("entities/ent_zz", {"key": "item", "label": "Item", "order": "a9"}),
        message="The table Item has no fields yet. Add the first one.",
    ),
    Broken(
        code="kind-unknown",
        break_it=setting(f"{PURPOSE}/kind", "hologram"),
        message="There is no field type “hologram” in the catalogue.",
    ),
    Broken(
        code="setting-unknown",
        break_it=setting(f"{PURPOSE}/settings/colour", "red"),
        message="Purpose: “colour” is not a setting of Short text.",
        repair="Reset “colour”",
    ),
    Broken(
        code="setting-missing",
        break_it=setting("fields/fld_bookingitem/settings", {}),
        message="Item: “Table” is missing.",
        app=ITEM,
    ),
    Broken(
        code="setting-wrong",
        break_it=setting(f"{PURPOSE}/settings/max_length", 0),
        message="Purpose: “Longest answer” should be at least 1.",
        repair="Reset “Longest answer”",
    ),
    Broken(
        code="options-missing",
        break_it=setting(f"{CATEGORY}/settings/options", []),
        message="Category has no options to choose from.",
    ),
    Broken(
        code="option-repeated",
        break_it=setting(
            f"{CATEGORY}/settings/options",
            [{"key": "other", "label": "Other"}, {"key": "meals", "label": "Meals"}, {"key": "other", "label": "X"}],
        ),
        message="Category has the option “other” twice.",
        repair="Keep the first",
    ),
    Broken(
        code="option-label-missing",
        break_it=setting(f"{CATEGORY}/settings/options", [{"key": "other", "label": ""}]),
        message="Category has an option without a label.",
    ),
    Broken(
        code="range-reversed",
        break_it=setting(f"{AMOUNT}/settings/min", 9000),
        message="Amount: “Smallest” is larger than “Largest”.",
        repair="Swap the two",
    ),
    Broken(
        code="pattern-bad",
        break_it=setting(f"{PURPOSE}/settings/pattern", "(?=a)a"),
        message="Purpose: the pattern cannot be used. This is not a pattern: check brackets and repeats.",
    ),
    Broken(
        code="default-wrong",
        break_it=setting(f"{CATEGORY}/default", "flights"),
        message="Category starts with a value that it would refuse.",
        repair="Start empty",
    ),
    Broken(
        code="record-entity-missing",
        break_it=setting("fields/fld_bookingitem/settings/entity", "ent_gone"),
        message="Item links to a table that does not exist.",
        app=ITEM,
    ),
    Broken(
        code="record-show-missing",
        break_it=setting("fields/fld_bookingitem/settings/show", ["fld_itemitemtype", "fld_bookingnotes"]),
        message="Item shows a field that the linked table does not have.",
        repair="Remove it from “Also show”",
        app=ITEM,
    ),
    Broken(
        code="calc-required",
        break_it=setting(f"{DAYS}/required", True),
        message="Days is calculated, so “required” has no effect.",
        repair="Make it optional",
        app=ITEM,
    ),
    Broken(
        code="unique-unsupported",
        break_it=setting("fields/fld_claimreceipt/unique", True),
        message="Receipt: Files cannot be unique.",
        repair="Allow the same value twice",
    ),
    Broken(
        code="formula-missing",
        break_it=setting(f"{DAYS}/settings/formula", " "),
        message="Days has no formula.",
        app=ITEM,
    ),
    Broken(
        code="formula-wrong",
        break_it=setting(f"{DAYS}/settings/formula", "1 +"),
        message="The formula of Days does not work: ",
        app=ITEM,
    ),
    Broken(
        code="formula-field-missing",
        break_it=setting(f"{DAYS}/settings/formula", "nights * 2"),
        message="The formula of Days uses “nights”, which does not exist.",
        app=ITEM,
    ),
    Broken(
        code="formula-cycle",
        break_it=setting(f"{DAYS}/settings/formula", "days + 1"),
        message="These fields are calculated from each other: Days.",
        app=ITEM,
    ),
    Broken(
        code="formula-currencies",
        break_it=both(
            setting("fields/fld_deposit", money("deposit", "a8", currencies=["EUR", "USD"])),
            setting("fields/fld_fee", money("fee", "a9", currency="EUR")),
            setting(f"{DAYS}/settings/formula", "deposit * 2 + fee"),
        ),
        message=(
            "The formula of Days puts amounts of different currencies together: Deposit (EUR or USD), Fee (EUR). "
            "Give them one currency."
        ),
        app=ITEM,
    ),
    Broken(
        code="title-field-unfit",
        break_it=setting("entities/ent_claim/title_field", "fld_claimreceipt"),
        message="Receipt cannot be the title of Claim: Files has no short text.",
        repair="Use no title field",
    ),
    Broken(
        code="field-not-on-page",
        break_it=both(
            removing("nodes/nod_newcclaimreceipt"),
            setting("nodes/nod_claimdetails/props/fields", ["fld_claimpurpose"]),
        ),
        message="Receipt is on no page, so nobody can see it or fill it in.",
        repair="Add it to New claim",
    ),
)

PAGES = (
    Broken(code="app-title-missing", break_it=setting("app/title", ""), message="The app has no title."),
    Broken(
        code="app-empty",
        break_it=both(*(setting(name, {}) for name in ("pages", "nodes", "rules", "texts"))),
        message="The app has no pages yet. Add a table and a form.",
    ),
    Broken(
        code="page-title-missing",
        break_it=setting("pages/pag_claims/title", ""),
        message="The page “claims” has no title.",
        repair="Call it “Claims”",
    ),
    Broken(
        code="page-entity-missing",
        break_it=setting("pages/pag_claims/entity", None),
        message="The page Claims needs a table.",
    ),
    Broken(
        code="page-empty",
        break_it=setting(
            "pages/pag_zz", {"key": "zz", "kind": "form", "entity": "ent_claim", "title": "Later", "order": "a9"}
        ),
        message="The page Later is empty.",
    ),
    Broken(
        code="component-unknown",
        break_it=setting(f"{ON_FORM}amount/component", "money@7"),
        message="There is no component “money@7” in the catalogue.",
        repair="Use money@1",
    ),
    Broken(
        code="component-wrong-kind",
        break_it=setting(f"{ON_FORM}amount/component", "text@1"),
        message="Amount is of the type Money and cannot be shown as Short text.",
        repair="Use Money",
    ),
    Broken(
        code="component-without-field",
        break_it=setting("nodes/nod_zz", node("text@1")),
        message="This Short text has no field to keep its answer in.",
        repair="Remove it from the page",
    ),
    Broken(
        code="component-with-field",
        break_it=both(removing("nodes/nod_newcclaimreceipt"), setting("nodes/nod_money/field", "fld_claimreceipt")),
        message="Section keeps no answer, so it cannot have a field.",
        repair="Detach the field",
    ),
    Broken(
        code="slot-refused",
        break_it=setting("nodes/nod_zz", node("section@1", parent="nod_dayscols", page="pag_newbooking")),
        message="Section cannot go inside Columns.",
        repair="Move it out",
        app=ITEM,
    ),
    Broken(
        code="page-refused",
        break_it=setting("nodes/nod_zz", node("table@1")),
        message="Data table cannot stand on a form page.",
        repair="Remove it from the page",
    ),
    Broken(
        code="prop-unknown",
        break_it=setting("nodes/nod_money/props/colour", "red"),
        message="“colour” is not a property of Section.",
        repair="Reset “colour”",
    ),
    Broken(
        code="prop-missing",
        break_it=setting("nodes/nod_figitems/props/entity", None),
        message="Figure: “Table” is missing.",
        app=ITEM,
    ),
    Broken(
        code="prop-wrong",
        break_it=setting(f"{ON_FORM}amount/props/width", 13),
        message="Money: “Width” should be at most 12.",
        repair="Reset “Width”",
    ),
    Broken(
        code="prop-reference-missing",
        break_it=setting("nodes/nod_claimstable/props/filters", ["fld_gone", "fld_claimcategory"]),
        message="Data table: “Filters” names a field that does not exist.",
        repair="Remove it from “Filters”",
    ),
    Broken(
        code="view-missing",
        break_it=removing("nodes/nod_claimstable"),
        message="The page Claims needs a Data table.",
        repair="Add a data table",
    ),
    Broken(
        code="view-repeated",
        break_it=setting(
            "nodes/nod_zz", {**node("table@1", page="pag_claims"), "props": {"columns": ["fld_claimamount"]}}
        ),
        message="The page Claims has more than one Data table.",
        repair="Remove it from the page",
    ),
    Broken(
        code="table-without-columns",
        break_it=setting("nodes/nod_claimstable/props/columns", []),
        message="The table on Claims has no columns.",
        repair="Show these fields",
    ),
    Broken(
        code="details-without-fields",
        break_it=setting("nodes/nod_claimdetails/props/fields", []),
        message="The details on Claim show no fields.",
        repair="Show these fields",
    ),
    Broken(
        code="stat-unfit",
        break_it=setting("nodes/nod_figaverage/props/field", "fld_bookingnotes"),
        message="The figure “Average days per booking” needs a number field for “avg”.",
        repair="Count the records instead",
        app=ITEM,
    ),
    Broken(
        code="stat-condition-wrong",
        break_it=setting("nodes/nod_figitems/props/when", "in_service + 1"),
        message="The condition of the figure “Items in service” does not work: ",
        app=ITEM,
    ),
    Broken(
        code="required-not-on-form",
        break_it=removing("nodes/nod_newcclaimpurpose"),
        message="Purpose is required but not on the form New claim, so nothing can be sent.",
        repair="Add it to New claim",
    ),
    Broken(
        code="hidden-required",
        break_it=setting("rules/rul_zz", rule("amount > 500 && amount < 100", target="nod_newcclaimspenton")),
        message="Spent on is required but never shown, because its rule is never true.",
    ),
)

RULES = (
    Broken(
        code="rule-empty",
        break_it=setting("rules/rul_why/when", " "),
        message="This rule has no condition.",
        repair="Remove rule",
    ),
    Broken(
        code="rule-wrong",
        break_it=setting("rules/rul_why/when", "amount"),
        message="The condition of this rule does not work: ",
    ),
    Broken(
        code="rule-field-missing",
        break_it=setting("rules/rul_why/when", "amount > 500 && vip == true"),
        message="This rule uses “vip”, which does not exist.",
        repair="Remove condition",
    ),
    Broken(
        code="rule-cycle",
        break_it=both(
            setting("rules/rul_zz", rule("reason != null", target="nod_newcclaimreceipt")),
            setting("rules/rul_why/when", "size(receipt) > 0"),
        ),
        message="These fields decide about each other, so none of them can ever be shown: Why so much?, Receipt.",
        repair="Remove rule",
    ),
    Broken(
        code="rule-uses-itself",
        break_it=setting("rules/rul_why/when", "reason != null"),
        message="The rule for Why so much? asks for the answer to Why so much? itself.",
        repair="Remove rule",
    ),
    Broken(
        code="rule-later-field",
        break_it=setting("rules/rul_other/when", "amount > 5"),
        message="The rule for Describe other uses Amount, which comes later on the page.",
    ),
    Broken(
        code="rule-absent-field",
        break_it=both(
            setting("fields/fld_claimreceipt/required", False),
            removing("nodes/nod_newcclaimreceipt"),
            setting("rules/rul_why/when", "size(receipt) > 0"),
        ),
        message="The rule for Why so much? uses Receipt, which is not on the page New claim.",
    ),
    Broken(
        code="rule-never-true",
        break_it=setting("rules/rul_why/when", "amount > 500 && amount < 100"),
        message="“Amount is more than 500 and Amount is less than 100” is never true.",
        repair="Remove rule",
    ),
    Broken(
        code="rule-option-missing",
        break_it=setting("rules/rul_other/when", "category == 'others'"),
        message="Category has no option “others”.",
        repair="Remove rule",
    ),
    Broken(
        code="rule-not-on-form",
        break_it=setting("rules/rul_why/target", "nod_claimstable"),
        message="Rules work on form pages. Claims is a list page.",
        repair="Remove rule",
    ),
    Broken(
        code="rule-require-unfit",
        break_it=setting("rules/rul_whymust/target", "nod_money"),
        message="Section keeps no answer, so it cannot be required.",
        repair="Remove rule",
    ),
)

ACCESS = (
    Broken(
        code="role-label-missing",
        break_it=setting("roles/rol_staff/label", ""),
        message="The role “staff” has no label.",
        repair="Call it “Staff”",
    ),
    Broken(
        code="nobody-may-use",
        break_it=setting("grants", {}),
        message="Nobody may use this app: no role has a permission.",
    ),
    Broken(
        code="nobody-may-create",
        break_it=setting("grants/gra_staffclaim/create", False),
        message="Nobody may send the form New claim: no role may add Claim.",
    ),
    Broken(
        code="nobody-may-read",
        break_it=both(setting("grants/gra_staffclaim/read", "none"), setting("grants/gra_managersclaim/read", "none")),
        message="Nobody may see the page Claims: no role may read Claim.",
    ),
    Broken(
        code="access-rule-empty",
        break_it=setting("grants/gra_staffclaim/read", {"when": " "}),
        message="Everyone in the workspace may see Claims by a rule that has no condition.",
    ),
    Broken(
        code="access-rule-wrong",
        break_it=setting("grants/gra_staffclaim/read", {"when": "me.salary > 5"}),
        message="The rule for the Claims that Everyone in the workspace may see does not work: ",
    ),
    Broken(
        code="access-rule-everything",
        break_it=setting("grants/gra_staffclaim/delete", {"when": "amount > 5 || !(amount > 5)"}),
        message=(
            "The rule for the Claims that Everyone in the workspace may delete "
            "holds for every record. Choose “all” if that is meant."
        ),
    ),
    Broken(
        code="access-rule-without-record",
        break_it=setting("grants/gra_staffclaim/delete", {"when": "size(me.id) > 0"}),
        message=(
            "The rule for the Claims that Everyone in the workspace may delete "
            "reads nothing of a record. Compare a field, or who added it."
        ),
    ),
    Broken(
        code="access-rule-not-asked",
        break_it=setting("grants/gra_staffclaim/update", {"when": "lower(reason) == me.name"}),
        message=(
            "The rule for the Claims that Everyone in the workspace may change "
            "uses lower(), which cannot be asked of the database."
        ),
    ),
)

BROKEN = (*STRUCTURE, *FIELDS, *PAGES, *RULES, *ACCESS)
