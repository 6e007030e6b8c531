"""Foreign keys point down the stack: string foreign keys are invisible to the import linter, so models are walked."""

from collections.abc import Iterator
from typing import cast

import pytest
from django.apps import apps
from django.db import models

from core.ids import new_id

# Height of each room; a relation may only point to the same app or to a lower one.
HEIGHT = {"events": 0, "jobs": 0, "auth": 0, "contenttypes": 0, "sessions": 0, "guardian": 1}
HEIGHT |= {"accounts": 2, "components": 2, "builder": 3, "runtime": 3, "governance": 4, "deployments": 5}
OURS = {"events", "jobs", "accounts", "components", "builder", "runtime", "governance", "deployments"}


def faults_of(model: type[models.Model]) -> Iterator[str]:
    """Relations of `model` that point up or sideways, or that show a reverse accessor to another app."""
    label = model._meta.app_label
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey | models.ManyToManyField | models.OneToOneField):
            continue
        target = cast("type[models.Model]", field.related_model)._meta.app_label
        if target == label:
            continue
        if HEIGHT[target] >= HEIGHT[label]:
            yield f"{label}.{model.__name__}.{field.name} points to {target}, which is not below {label}"
        if label in OURS and field.model is model and not (field.remote_field.related_name or "").endswith("+"):
            yield f"{label}.{model.__name__}.{field.name} shows a reverse accessor; write related_name='+'"


def test_every_relation_points_down_the_stack() -> None:
    inherited = {"accounts.User.groups", "accounts.User.user_permissions"}  # Django's own mixin
    faults = [fault for model in apps.get_models() if model._meta.app_label in OURS for fault in faults_of(model)]
    assert [fault for fault in faults if fault.split(" ")[0] not in inherited] == []


@pytest.mark.parametrize(("label", "target"), [("accounts", "governance.Submission"), ("builder", "runtime.LiveApp")])
def test_a_planted_upward_relation_is_found(label: str, target: str) -> None:
    planted = type(
        f"Planted{new_id().hex}",
        (models.Model,),
        {
            "__module__": f"{label}.models",
            "up": models.ForeignKey(target, on_delete=models.PROTECT, related_name="+"),
            "Meta": type("Meta", (), {"app_label": label}),
        },
    )
    try:
        assert any("points to" in fault for fault in faults_of(planted))
    finally:
        del apps.all_models[label][planted.__name__.lower()]
        apps.clear_cache()
