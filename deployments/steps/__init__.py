"""The steps of a deployment, in order. Adding one is a module here and a line below."""

from deployments.steps import activate, approval, expand, load, preflight, smoke, verify
from deployments.steps.step import Step

STEPS: tuple[Step, ...] = (
    approval.STEP,
    preflight.STEP,
    expand.STEP,
    load.STEP,
    verify.STEP,
    smoke.STEP,
    activate.STEP,
)
