"""Adding people from the command line."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.services.memberships import membership_remove
from core.authz import Permission, allowed
from core.events.models import Event
from tests.world import NOON

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_the_first_administrator_of_a_new_workspace() -> None:
    call_command(
        "add_person",
        "lea@corp.example",
        "--name=Lea Vogt",
        "--workspace=finance",
        "--role=administrator",
        "--no-password",
    )
    lea = User.objects.get(email="lea@corp.example")
    workspace = lea.memberships.get().workspace
    assert (lea.name, workspace.key, workspace.name) == ("Lea Vogt", "finance", "Finance")
    assert allowed(lea, Permission.WORKSPACE_ADMINISTER, workspace)
    assert not lea.has_usable_password()


def test_somebody_known_only_gets_the_role() -> None:
    for role in ("maker", "reviewer"):
        call_command("add_person", "Lea@corp.example", "--workspace=finance", f"--role={role}", "--no-password")
    assert sorted(User.objects.get().memberships.values_list("role", flat=True)) == ["maker", "reviewer"]


def test_an_unknown_role_is_refused_and_nobody_is_added() -> None:
    with pytest.raises(CommandError, match="There is no role 'boss'"):
        call_command("add_person", "lea@corp.example", "--workspace=finance", "--role=boss", "--no-password")
    assert not User.objects.exists()


def test_every_role_given_is_in_the_log_once() -> None:
    for _ in range(2):
        call_command("add_person", "lea@corp.example", "--workspace=finance", "--role=maker", "--no-password")
    lea = User.objects.get()
    (event,) = Event.objects.filter(name="role-given")
    assert event.payload == {"person": str(lea.pk), "role": "maker"}
    assert event.workspace_id == lea.memberships.get().workspace_id
    membership_remove(workspace=lea.memberships.get().workspace, user=lea, role="maker", now=NOON)
    assert Event.objects.filter(name="role-taken").count() == 1
