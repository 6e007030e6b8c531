"""Every problem the language can report: code -> (severity, sentence). One table, so that words are written once.

An error is what people must fix before they submit; a warning is advice. Sentences say what is wrong and, where it is
not plain, what to do. Places in braces are the problem's `params`.
"""

from collections.abc import Mapping

_ERROR, _WARNING = "error", "warning"

SHAPE_TEXTS: Mapping[str, tuple[str, str]] = {
    "not-an-object": (_ERROR, "An app definition is a JSON object."),
    "too-deep": (_ERROR, "This is nested more than {limit} levels deep."),
    "too-large": (_ERROR, "The definition has more than {limit} values."),
    "bad-text": (_ERROR, "This text contains a character that cannot be stored."),
    "bad-number": (_ERROR, "This is not a number that can be stored."),
    "bad-value": (_ERROR, "This is not a JSON value."),
    "unknown-format": (_ERROR, "Format {format} is not known here. This server reads formats 1 to {current}."),
    "missing-property": (_ERROR, "“{property}” is missing."),
    "unknown-property": (_ERROR, "“{property}” is not a property of this object."),
    "bad-id": (_ERROR, "“{id}” is not an id of this collection."),
    "wrong-type": (_ERROR, "This should be {expected}."),
    "wrong-value": (_ERROR, "This value is not allowed here: {value}."),
    "too-long": (_ERROR, "This text is longer than {limit} characters."),
    "too-many": (_ERROR, "There are more than {limit} entries."),
    "too-much-to-read": (
        _ERROR,
        "The formulas and conditions of this app are longer than {limit} characters together."
        " Shorten them, or split the app in two.",
    ),
}

STRUCTURE_TEXTS: Mapping[str, tuple[str, str]] = {
    "key-malformed": (_ERROR, "The key “{key}” has a double or trailing underscore."),
    "key-reserved": (_ERROR, "The key “{key}” is reserved. Choose another one."),
    "key-taken": (_ERROR, "The key “{key}” is used twice: by {label} and by {other}."),
    "column-taken": (_ERROR, "{label} needs the column “{column}”, which {other} already uses."),
    "order-malformed": (_ERROR, "The order of this object is not one that a neighbour can be put beside."),
    "label-repeated": (_WARNING, "Two fields of {entity} are called “{label}”. People cannot tell them apart."),
    "too-many-fields": (_ERROR, "{entity} has {count} fields. One table holds at most {limit}."),
    "entity-missing": (_ERROR, "{label} belongs to a table that does not exist."),
    "title-field-missing": (_ERROR, "The title field of {entity} does not exist."),
    "title-field-elsewhere": (_ERROR, "The title field of {entity} belongs to another table."),
    "page-missing": (_ERROR, "This component stands on a page that does not exist."),
    "parent-missing": (_ERROR, "This component stands inside something that does not exist."),
    "parent-elsewhere": (_ERROR, "This component stands inside something on another page."),
    "node-cycle": (_ERROR, "This component stands inside itself."),
    "node-too-deep": (_ERROR, "Components are nested more than {limit} levels deep here."),
    "field-missing": (_ERROR, "The field of this component does not exist."),
    "field-elsewhere": (_ERROR, "{label} belongs to another table than the page {page}."),
    "field-repeated": (_ERROR, "{label} is on the page {page} twice. A form asks each question once."),
    "rule-target-missing": (_ERROR, "This rule acts on something that does not exist."),
    "rule-target-elsewhere": (_ERROR, "This rule acts on a page of another table."),
    "grant-role-missing": (_ERROR, "This permission belongs to a role that does not exist."),
    "grant-repeated": (_ERROR, "{role} has two sets of permissions for {entity}."),
    "text-page-missing": (_ERROR, "This text belongs to a page that does not exist."),
    "text-repeated": (_ERROR, "The page {page} has two texts for “{slot}”."),
}

FIELD_TEXTS: Mapping[str, tuple[str, str]] = {
    "label-missing": (_ERROR, "{what} has no label. People and screen readers need one."),
    "entity-empty": (_ERROR, "The table {entity} has no fields yet. Add the first one."),
    "kind-unknown": (_ERROR, "There is no field type “{kind}” in the catalogue."),
    "setting-unknown": (_ERROR, "{label}: “{property}” is not a setting of {component}."),
    "setting-missing": (_ERROR, "{label}: “{property}” is missing."),
    "setting-wrong": (_ERROR, "{label}: “{property}” {reason}."),
    "options-missing": (_ERROR, "{label} has no options to choose from."),
    "option-repeated": (_ERROR, "{label} has the option “{option}” twice."),
    "option-label-missing": (_ERROR, "{label} has an option without a label."),
    "range-reversed": (_ERROR, "{label}: “{lowest}” is larger than “{highest}”."),
    "pattern-bad": (_ERROR, "{label}: the pattern cannot be used. {reason}"),
    "default-wrong": (_ERROR, "{label} starts with a value that it would refuse."),
    "record-entity-missing": (_ERROR, "{label} links to a table that does not exist."),
    "record-show-missing": (_ERROR, "{label} shows a field that the linked table does not have."),
    "calc-required": (_WARNING, "{label} is calculated, so “required” has no effect."),
    "unique-unsupported": (_ERROR, "{label}: {kind} cannot be unique."),
    "formula-missing": (_ERROR, "{label} has no formula."),
    "formula-wrong": (_ERROR, "The formula of {label} does not work: {reason}"),
    "formula-field-missing": (_ERROR, "The formula of {label} uses “{key}”, which does not exist."),
    "formula-cycle": (_ERROR, "These fields are calculated from each other: {fields}."),
    "formula-currencies": (
        _ERROR,
        "The formula of {label} puts amounts of different currencies together: {fields}. Give them one currency.",
    ),
    "title-field-unfit": (_ERROR, "{label} cannot be the title of {entity}: {kind} has no short text."),
    "field-not-on-page": (_WARNING, "{label} is on no page, so nobody can see it or fill it in."),
}

PAGE_TEXTS: Mapping[str, tuple[str, str]] = {
    "app-title-missing": (_ERROR, "The app has no title."),
    "app-empty": (_ERROR, "The app has no pages yet. Add a table and a form."),
    "page-title-missing": (_ERROR, "The page “{key}” has no title."),
    "page-entity-missing": (_ERROR, "The page {page} needs a table."),
    "page-empty": (_WARNING, "The page {page} is empty."),
    "component-unknown": (_ERROR, "There is no component “{component}” in the catalogue."),
    "component-deprecated": (_WARNING, "{name} is deprecated. Use {replacement} instead."),
    "component-retired": (_WARNING, "{name} is deprecated and has no replacement yet."),
    "component-wrong-kind": (_ERROR, "{label} is of the type {kind} and cannot be shown as {component}."),
    "component-without-field": (_ERROR, "This {component} has no field to keep its answer in."),
    "component-with-field": (_ERROR, "{component} keeps no answer, so it cannot have a field."),
    "slot-refused": (_ERROR, "{child} cannot go inside {parent}."),
    "page-refused": (_ERROR, "{child} cannot stand on a {page_kind} page."),
    "prop-unknown": (_ERROR, "“{property}” is not a property of {component}."),
    "prop-missing": (_ERROR, "{component}: “{property}” is missing."),
    "prop-wrong": (_ERROR, "{component}: “{property}” {reason}."),
    "prop-reference-missing": (_ERROR, "{component}: “{property}” names a field that does not exist."),
    "view-missing": (_ERROR, "The page {page} needs a {component}."),
    "view-repeated": (_ERROR, "The page {page} has more than one {component}."),
    "table-without-columns": (_ERROR, "The table on {page} has no columns."),
    "details-without-fields": (_ERROR, "The details on {page} show no fields."),
    "stat-unfit": (_ERROR, "The figure “{label}” needs a number field for “{measure}”."),
    "stat-condition-wrong": (_ERROR, "The condition of the figure “{label}” does not work: {reason}"),
    "required-not-on-form": (_ERROR, "{label} is required but not on the form {page}, so nothing can be sent."),
    "hidden-required": (_ERROR, "{label} is required but never shown, because its rule is never true."),
}

RULE_TEXTS: Mapping[str, tuple[str, str]] = {
    "rule-empty": (_ERROR, "This rule has no condition."),
    "rule-wrong": (_ERROR, "The condition of this rule does not work: {reason}"),
    "rule-field-missing": (_ERROR, "This rule uses “{key}”, which does not exist."),
    "rule-cycle": (_ERROR, "These fields decide about each other, so none of them can ever be shown: {fields}."),
    "rule-uses-itself": (_ERROR, "The rule for {label} asks for the answer to {label} itself."),
    "rule-later-field": (_WARNING, "The rule for {target} uses {label}, which comes later on the page."),
    "rule-absent-field": (_WARNING, "The rule for {target} uses {label}, which is not on the page {page}."),
    "rule-never-true": (_ERROR, "“{text}” is never true."),
    "rule-option-missing": (_ERROR, "{label} has no option “{option}”."),
    "rules-too-many": (_ERROR, "{count} rules decide about the same thing. Write them as fewer, shorter ones."),
    "rule-not-on-form": (_ERROR, "Rules work on form pages. {page} is a {page_kind} page."),
    "rule-require-unfit": (_ERROR, "{target} keeps no answer, so it cannot be required."),
}

ACCESS_TEXTS: Mapping[str, tuple[str, str]] = {
    "role-label-missing": (_ERROR, "The role “{key}” has no label."),
    "nobody-may-use": (_WARNING, "Nobody may use this app: no role has a permission."),
    "nobody-may-create": (_WARNING, "Nobody may send the form {page}: no role may add {entity}."),
    "access-rule-empty": (_ERROR, "{role} may {verb} {entity} by a rule that has no condition."),
    "access-rule-wrong": (_ERROR, "The rule for the {entity} that {role} may {verb} does not work: {reason}"),
    "access-rule-everything": (
        _ERROR,
        "The rule for the {entity} that {role} may {verb} holds for every record. Choose “all” if that is meant.",
    ),
    "access-rule-without-record": (
        _ERROR,
        "The rule for the {entity} that {role} may {verb} reads nothing of a record. Compare a field, or who added it.",
    ),
    "access-rule-not-asked": (
        _ERROR,
        "The rule for the {entity} that {role} may {verb} uses {what}, which cannot be asked of the database.",
    ),
    "nobody-may-read": (_WARNING, "Nobody may see the page {page}: no role may read {entity}."),
}

PROBLEM_TEXTS: Mapping[str, tuple[str, str]] = {
    **SHAPE_TEXTS,
    **STRUCTURE_TEXTS,
    **FIELD_TEXTS,
    **PAGE_TEXTS,
    **RULE_TEXTS,
    **ACCESS_TEXTS,
}
