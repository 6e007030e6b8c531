"""The policies of the house. This file is their table of contents: one file and one line each."""

from collections.abc import Iterable, Iterator

from core.registry import Registry
from definition.model import AppDefinition
from governance.facts import Facts, Finding, Policy
from governance.policies import (
    anonymous_access,
    choice_too_long,
    delete_by_everyone,
    deprecated_component,
    destructive_data_change,
    free_text_where_choice,
    imported_rows_fit,
    missing_deputy,
    missing_help,
    missing_label,
    nobody_can_use,
    personal_data_class,
    personal_data_purpose,
    personal_data_unmarked,
    row_access_missing,
    special_data_in_lists,
    too_many_fields,
    unbounded_file_upload,
)

POLICIES: Registry[Policy] = Registry("policies", accepts=lambda entry: isinstance(entry, Policy))

POLICIES.add("personal-data-class", personal_data_class.POLICY)
POLICIES.add("personal-data-purpose", personal_data_purpose.POLICY)
POLICIES.add("personal-data-unmarked", personal_data_unmarked.POLICY)
POLICIES.add("anonymous-access", anonymous_access.POLICY)
POLICIES.add("row-access-missing", row_access_missing.POLICY)
POLICIES.add("special-data-in-lists", special_data_in_lists.POLICY)
POLICIES.add("delete-by-everyone", delete_by_everyone.POLICY)
POLICIES.add("nobody-can-use", nobody_can_use.POLICY)
POLICIES.add("free-text-where-choice", free_text_where_choice.POLICY)
POLICIES.add("imported-rows-fit", imported_rows_fit.POLICY)
POLICIES.add("choice-too-long", choice_too_long.POLICY)
POLICIES.add("missing-label", missing_label.POLICY)
POLICIES.add("missing-help", missing_help.POLICY)
POLICIES.add("unbounded-file-upload", unbounded_file_upload.POLICY)
POLICIES.add("too-many-fields", too_many_fields.POLICY)
POLICIES.add("deprecated-component", deprecated_component.POLICY)
POLICIES.add("destructive-data-change", destructive_data_change.POLICY)
POLICIES.add("missing-deputy", missing_deputy.POLICY)


def findings_of(app: AppDefinition, facts: Facts, policies: Iterable[Policy] | None = None) -> Iterator[Finding]:
    """Everything the policies find, in the order of the table above. An error in a policy is not swallowed."""
    for policy in policies if policies is not None else (entry for _, entry in POLICIES.items()):
        yield from policy.findings(app, facts)
