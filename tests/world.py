"""The named cast of every test: one workspace with the demo people, and a stranger's workspace next door."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.test import Client

from accounts.models import User, Workspace
from accounts.services.demo import PERSONAS, demo_seed
from accounts.services.memberships import role_hold

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """`workspace` has the demo people; `other` belongs to mallory, who must never see into it."""

    workspace: Workspace
    other: Workspace
    ada: User
    ben: User
    rosa: User
    dora: User
    stella: User
    theo: User
    adam: User
    audrey: User
    emil: User
    mallory: User

    def client(self, person: User | None) -> Client:
        """A test client signed in as `person`, or anonymous."""
        client = Client(headers={"accept": "application/json"})
        if person is not None:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client


def build_world() -> World:
    workspace = demo_seed()
    people = {persona.key: User.objects.get(email=persona.email) for persona in PERSONAS}
    other = Workspace.objects.create(key="contoso", name="Contoso Traders")
    mallory = User.objects.create_user("mallory@contoso.example", None, name="Mallory Fenn")
    for role in ("maker", "reviewer", "data_steward", "administrator"):
        role_hold(workspace=other, user=mallory, role=role)
    return World(workspace=workspace, other=other, mallory=mallory, **people)
