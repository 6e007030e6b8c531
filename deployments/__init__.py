"""Making it live: a release is an approved digest on its way to an environment.

Purpose: take an approved version through ordered steps onto real tables, and move one pointer when everything held. The
old release is served until that moment; a kill at any line is resumed by the job ledger; a failure names its step and
leaves the old release in place. Roll back and forward move the pointer only.

Map: `steps` one module per step, each check, do, verify | `services.pipeline` runs them under a job's lease |
`services.releases` start, activate (roll back/forward) | `services.locks` one deployment per app |
`services.mending` every 5 minutes: approvals without a release, releases without a worker |
`handlers` an approval starts a release. You add a step: one module in `steps`, one line in `steps/__init__.py`.
"""
