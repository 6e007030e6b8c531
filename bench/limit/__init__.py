"""The limit: the least that answers at all, on the table of the hand-written service.

No framework, no login lookup (the token is compared with one from the environment), the same checks of the body, one
statement. `wsgi` runs under the gunicorn of the other two, `rsgi` under granian with asyncpg, `*.sql` in pgbench.
"""
