"""Who leaves a workspace keeps nothing that would wake up on return: no app to edit, no role in a live app."""

import pytest

from accounts.selectors import UserRow
from accounts.services.memberships import membership_add, membership_remove
from builder.selectors import comakers_of
from builder.services.apps import comaker_add
from core.authz import Permission, allowed
from core.events.models import Event
from runtime.models import LiveApp, LiveRelease, RoleGrant
from runtime.services.serving import releases
from tests.deployments.conftest import Deployed, run_jobs
from tests.deployments.making import people
from tests.world import NOON

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def ben(deployed: Deployed) -> UserRow:
    """Ben works on Ada's app and is named into a role of it; so is Rosa, who stays."""
    deployed.ship("purpose")
    ben, ada, rosa = (people()[key] for key in ("ben", "ada", "rosa"))
    comaker_add(app_id=deployed.app.pk, person=ben.pk, actor=ada, now=NOON)
    for person in (ben, rosa):
        RoleGrant.objects.create(
            live_app=LiveApp.objects.get(), role_id="rol_boss", user=person, granted_by_id=ada.pk, granted_at=NOON
        )
    return ben


def told(name: str) -> list[object]:
    return [event.payload["person"] for event in Event.objects.filter(name=name)]


def test_leaving_ends_the_rights_in_apps_and_live_apps(deployed: Deployed, ben: UserRow) -> None:
    workspace, rosa = deployed.app.workspace, people()["rosa"]
    membership_remove(workspace=workspace, user=ben, role="maker", now=NOON)
    run_jobs()
    assert list(RoleGrant.objects.values_list("user_id", flat=True)) == [rosa.pk]
    assert comakers_of(deployed.app) == ()
    assert told("co-maker-removed") == told("live-role-revoked") == [str(ben.pk)]
    membership_add(workspace=workspace, user=ben, role="maker", now=NOON)
    run_jobs()
    returned = UserRow.objects.get(pk=ben.pk)
    assert not allowed(returned, Permission.APP_EDIT, deployed.app)


def test_who_keeps_another_role_keeps_what_was_given(deployed: Deployed, ben: UserRow) -> None:
    workspace = deployed.app.workspace
    membership_add(workspace=workspace, user=ben, role="employee", now=NOON)
    membership_remove(workspace=workspace, user=ben, role="maker", now=NOON)
    run_jobs()
    assert RoleGrant.objects.filter(user=ben).exists()
    assert comakers_of(deployed.app) == (ben,)
    assert told("co-maker-removed") == told("live-role-revoked") == []


def test_the_owner_stays_named_until_the_app_is_handed_over(deployed: Deployed, ben: UserRow) -> None:
    ada = people()["ada"]
    membership_remove(workspace=deployed.app.workspace, user=ada, role="maker", now=NOON)
    run_jobs()
    deployed.app.refresh_from_db()
    assert deployed.app.owner_id == ada.pk
    assert told("co-maker-removed") == []


def test_roles_end_also_where_the_release_cannot_be_made_ready(deployed: Deployed, ben: UserRow) -> None:
    (live,), (release,) = LiveApp.objects.all(), LiveRelease.objects.all()
    role = release.artefact["roles"][0]
    RoleGrant.objects.filter(user=ben).update(role_id=role["id"])
    RoleGrant.objects.create(live_app=live, role_id="rol_gone", user=ben, granted_by_id=ben.pk, granted_at=NOON)
    LiveRelease.objects.update(names=None)
    releases.clear()
    membership_remove(workspace=deployed.app.workspace, user=ben, role="maker", now=NOON)
    run_jobs()
    assert not RoleGrant.objects.filter(user=ben).exists()
    revoked = Event.objects.filter(name="live-role-revoked").order_by("position")
    assert [event.payload["label"] for event in revoked] == [role["label"], "rol_gone"]
    assert role["label"] != role["id"]


def test_the_rights_of_somebody_deactivated_end_as_well(deployed: Deployed, ben: UserRow) -> None:
    UserRow.objects.filter(pk=ben.pk).update(is_active=False)
    membership_remove(workspace=deployed.app.workspace, user=ben, role="maker", now=NOON)
    run_jobs()
    assert comakers_of(deployed.app) == ()
    assert told("co-maker-removed") == [str(ben.pk)]
