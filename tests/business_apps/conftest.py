"""Apps are deployed in transactions of their own, so their tables are dropped by hand."""

from collections.abc import Iterator

import pytest

from tests.deployments.conftest import drop_tables


@pytest.fixture
def ground(transactional_db: None) -> Iterator[None]:
    """A database that one app may be deployed to."""
    yield
    drop_tables()
