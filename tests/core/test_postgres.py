"""A kept connection is looked at, not asked: one that the server ended is replaced before anybody notices."""

import os
import resource

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="a PostgreSQL connection"),
]


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_a_connection_at_rest_is_usable_and_one_that_the_server_ended_is_not() -> None:
    first = backend()
    assert connection.is_usable()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
            assert cursor.fetchone() == (True,)
    finally:
        other.close()
    assert not connection.is_usable()
    connection.close()
    assert backend() != first


def test_a_connection_in_a_transaction_is_not_for_the_next_request() -> None:
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
    assert not connection.is_usable()
    with connection.cursor() as cursor:
        cursor.execute("ROLLBACK")
    assert connection.is_usable()


def test_a_process_with_many_open_files_still_looks_at_its_connection() -> None:
    connection.close()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    held = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
    try:
        backend()
        assert connection.connection.fileno() > 1024
        assert connection.is_usable()
    finally:
        connection.close()
        for one in held:
            os.close(one)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
