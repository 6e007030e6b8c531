"""The job ledger: the database is the queue, Celery messages only wake workers.

Purpose: everything that must happen after a request (delivering events, checking, deploying) is a row in `Job`,
written in the transaction of the change that asked for it. A worker claims a row with a lease and a fencing number;
whoever lost the lease can write nothing any more. Losing every message of the broker loses no work.

Map: `kinds` what a job kind is and the registry `JOBS` | `enqueue` the one way to ask for work | `ledger` claim,
checkpoint, finish, fail, sweep | `runner` one job from claim to end | `schedules` repeated work and the tick |
`nudge` wake-ups that never block | `broker` the file broker | `health` is the worker alive.
You add a job kind: read `kinds`. A job is stuck: `manage.py jobs`. You change leases: `ledger` and tests/core/jobs.
"""
