"""A small business in the shape of the corpus: boats that are hired out. Invented here, so free to keep."""

from tests.business_apps.corpus import DocTypes, Raw, doctype_of

HIRE: Raw = {
    "name": "Boat Hire",
    "module": "Harbour",
    "title_field": "skipper",
    "autoname": "naming_series:",
    "is_submittable": 1,
    "fields": [
        {"fieldname": "skipper", "fieldtype": "Data", "label": "Skipper", "reqd": 1, "in_list_view": 1, "length": 60},
        {"fieldname": "ticket", "fieldtype": "Data", "label": "Ticket", "unique": 1, "description": "On the stub"},
        {"fieldname": "boat", "fieldtype": "Link", "options": "Boat", "label": "Boat", "reqd": 1},
        {"fieldname": "harbour", "fieldtype": "Link", "options": "Harbour", "label": "Harbour"},
        {"fieldname": "money", "fieldtype": "Section Break", "label": "Money", "depends_on": "is_paid_here"},
        {"fieldname": "price", "fieldtype": "Currency", "label": "Price", "options": "currency", "read_only": 1},
        {"fieldname": "column_1", "fieldtype": "Column Break"},
        {"fieldname": "discount", "fieldtype": "Percent", "label": "Discount", "default": "12.5"},
        {"fieldname": "rest", "fieldtype": "Section Break", "collapsible_depends_on": "notes"},
        {"fieldname": "is_paid_here", "fieldtype": "Check", "label": "Paid here", "default": "1"},
        {
            "fieldname": "way",
            "fieldtype": "Select",
            "label": "Way",
            "options": "\nCard\nCash only",
            "default": "Card",
            "depends_on": "eval:doc.is_paid_here==1",
            "in_standard_filter": 1,
        },
        {
            "fieldname": "notes",
            "fieldtype": "Small Text",
            "label": "Notes",
            "mandatory_depends_on": "eval:doc.way=='Cash only' && doc.price > 100",
        },
        {
            "fieldname": "due",
            "fieldtype": "Date",
            "label": "Due",
            "default": "Today",
            "depends_on": "eval:doc.docstatus==1",
        },
        {"fieldname": "secret", "fieldtype": "Int", "label": "Secret", "hidden": 1, "reqd": 1, "default": "3"},
        {"fieldname": "stops", "fieldtype": "Table", "options": "Boat Stop", "label": "Stops", "depends_on": "boat"},
        {"fieldname": "print", "fieldtype": "Button", "label": "Print"},
    ],
    "permissions": [
        {"role": "Harbour Master", "read": 1, "write": 1, "create": 1, "delete": 1, "submit": 1},
        {"role": "Clerk", "read": 1, "write": 1, "create": 1, "if_owner": 1},
        {"role": "Harbour Master", "permlevel": 1, "read": 1},
        {"role": "Guest", "create": 1},
    ],
}
STOP: Raw = {
    "name": "Boat Stop",
    "module": "Harbour",
    "istable": 1,
    "field_order": ["place", "berth"],
    "fields": [
        {"fieldname": "berth", "fieldtype": "Data", "label": "Berth", "depends_on": "eval:parent.boat"},
        {"fieldname": "place", "fieldtype": "Data", "label": "Place", "reqd": 1},
    ],
    "permissions": [],
}
BOAT: Raw = {
    "name": "Boat",
    "module": "Fleet",
    "fields": [
        {"fieldname": "boat_name", "fieldtype": "Data", "label": "Boat name", "reqd": 1, "unique": 1},
        {"fieldname": "checks", "fieldtype": "Table", "options": "Boat Stop", "label": "Checks"},
    ],
    "permissions": [{"role": "Harbour Master", "read": 1, "create": 1}],
}


def harbour(*more: Raw) -> DocTypes:
    """The DocTypes by name; `more` in place of those of the same name."""
    return {doctype.name: doctype for doctype in map(doctype_of, (HIRE, STOP, BOAT, *more))}
