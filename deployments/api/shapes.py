"""Rows to plain values, for the serializers and the page data."""

from builder.selectors import version_by_id
from deployments.planner import move_effects
from deployments.selectors import ReleaseDetail, ReleaseRow, StepRow
from deployments.steps import STEPS

TITLES = {step.key: step.title for step in STEPS}


def release_shape(detail: ReleaseDetail) -> dict[str, object]:
    """A release as `ReleaseOut` takes it."""
    failed = next((step.key for step in detail.steps if step.state == "failed"), "")
    error = {"step": failed, "message": detail.release.error} if detail.release.error else None
    return {
        **summary_shape(detail.release),
        "app": detail.app,
        "submission_id": detail.release.submission_id,
        "steps": [step_shape(step) for step in detail.steps],
        "error": error,
        "live": summary_shape(detail.live) if detail.live else None,
        "live_digest": detail.live_digest,
        "live_url": f"/a/{detail.live_key}/" if detail.live_key and detail.live_digest else None,
        "previous": summary_shape(detail.previous) if detail.previous else None,
        "effects": {
            "roll_back": _effects(detail.live, detail.previous if detail.can_roll_back else None),
            "activate": _effects(detail.live, detail.release if detail.can_activate else None),
        },
        "can": {"roll_back": detail.can_roll_back, "activate": detail.can_activate, "retry": detail.can_retry},
    }


def _effects(live: ReleaseRow | None, target: ReleaseRow | None) -> list[str]:
    """What moving from `live` to `target` means; nothing when nobody may or nothing is live."""
    if live is None or target is None:
        return []
    before, after = version_by_id(live.version_id), version_by_id(target.version_id)
    return list(move_effects(live=before.artefact, target=after.artefact)) if before and after else []


def summary_shape(release: ReleaseRow) -> dict[str, object]:
    """A release as `ReleaseSummaryOut` takes it."""
    return {
        "id": release.id,
        "number": release.number,
        "digest": release.digest,
        "state": release.state,
        "created_at": release.created_at,
        "started_at": release.started_at,
        "finished_at": release.finished_at,
        "first_live_at": release.first_live_at,
    }


def step_shape(step: StepRow) -> dict[str, object]:
    """A step as `ReleaseStepOut` takes it; `seconds` of the last attempt once it ended."""
    started, finished = step.started_at, step.finished_at
    seconds = (finished - started).total_seconds() if started is not None and finished is not None else None
    return {
        "key": step.key,
        "title": TITLES.get(step.key, step.key),
        "state": step.state,
        "seconds": round(seconds, 2) if seconds is not None else None,
        "log": step.log,
    }
