"""Is there room, and can the runtime take this artefact? Registers the release with the runtime; changes no table."""

import shutil

from django.conf import settings

from deployments.errors import PreflightRefused
from deployments.models import Release
from deployments.steps.step import Lines, Step, StepContext, nothing_to_verify
from runtime.services.activation import prepare
from runtime.services.plans import data_plan

FREE_BYTES = 200_000_000


def _do(context: StepContext) -> Lines:
    release = context.release
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < FREE_BYTES:
        raise PreflightRefused(
            detail=f"The disk has {free // 1_000_000} MB left; a deployment needs {FREE_BYTES // 1_000_000} MB."
        )
    prepared = prepare(
        app_id=release.app_id,
        workspace_id=release.environment.workspace_id,
        digest=release.digest,
        artefact=context.artefact,
        now=context.clock(),
    )
    Release.objects.filter(id=release.id).update(live_release_id=prepared.live_release_id)
    release.live_release_id = prepared.live_release_id
    plan = data_plan(context.artefact, release.app_id)
    return (
        f"{free // 1_000_000_000} GB of disk are free.",
        f"People will find the app at /a/{prepared.key}/.",
        *(plan.sentences or ("No table has to change.",)),
    )


STEP = Step(key="preflight", title="Look ahead", do=_do, verify=nothing_to_verify)
