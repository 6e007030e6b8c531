"""What a plan reads of the database: the names of tables and indexes, and no more questions than that."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from runtime.services.plans import indexes_in_database
from runtime.services.serving import releases
from tests.runtime.live import Deployed

pytestmark = pytest.mark.database


def test_all_indexes_of_an_app_are_found_in_one_question(app: Deployed) -> None:
    tables = releases.get(app.live_release_id).tables.entities.values()
    unique = {constraint.name for table in tables for constraint in table.constraints}
    wanted = unique | {index.name for table in tables for index in table.indexes}
    with CaptureQueriesContext(connection) as queries:
        found = indexes_in_database([table.name for table in tables])
    assert len(queries) == 1
    assert [name[-3:] for name in unique] == ["_uq"]
    assert wanted <= found
    assert all(name.startswith(("gh_", "sqlite_autoindex_gh_")) for name in found)


def test_an_index_of_another_table_is_not_found(app: Deployed) -> None:
    claim, customer = (table.name for table in releases.get(app.live_release_id).tables.entities.values())
    both = indexes_in_database([claim, customer])
    assert indexes_in_database([claim]) | indexes_in_database([customer]) == both
    assert indexes_in_database([claim]).isdisjoint(indexes_in_database([customer]))
    assert indexes_in_database([]) == frozenset()
