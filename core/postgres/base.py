"""PostgreSQL as Django speaks it, but a kept connection is looked at before a request instead of being asked.

Django asks `SELECT 1` before the first statement of every request: a round trip that a short request feels. A server
that ended a connection (restart, failover, idle limit, `pg_terminate_backend`) has said so on the socket, and a
connection at rest has nothing else to say, so that anything to read there means: make a new one.
"""

import select

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        connection = self.connection
        if connection is None or connection.closed:
            return False
        if connection.info.transaction_status != TransactionStatus.IDLE:
            return False
        # Not `select`: it refuses file descriptors from 1,024 on.
        waiting = select.poll()
        waiting.register(connection.fileno(), select.POLLIN)
        return not waiting.poll(0)
