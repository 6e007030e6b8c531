"""The demo workspace: one person per role, so that the whole line can be tried alone. Idempotent."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from accounts.models import Role, User, Workspace
from accounts.services.memberships import role_hold
from core.errors import NotFound

WORKSPACE_KEY = "northwind"
WORKSPACE_NAME = "Northwind Facilities"


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """A demo person: `key` is the sign-in button, `words` say what to try as them."""

    key: str
    name: str
    title: str
    words: str
    roles: tuple[str, ...]

    @property
    def email(self) -> str:
        return f"{self.key}@northwind.example"


PERSONAS: tuple[Persona, ...] = (
    Persona(key="ada", name="Ada Winters", title="Maker", words="Starts apps and submits them", roles=(Role.MAKER,)),
    Persona(key="ben", name="Ben Okafor", title="Second maker", words="Builds together with Ada", roles=(Role.MAKER,)),
    Persona(
        key="rosa", name="Rosa Lindqvist", title="Reviewer", words="Approves what makers submit", roles=(Role.REVIEWER,)
    ),
    Persona(
        key="dora",
        name="Dora Haddad",
        title="Data steward",
        words="Looks after personal and confidential data",
        roles=(Role.DATA_STEWARD, Role.REVIEWER),
    ),
    Persona(
        key="stella",
        name="Stella Moreau",
        title="Component steward",
        words="Keeps the component library",
        roles=(Role.COMPONENT_STEWARD,),
    ),
    Persona(key="theo", name="Theo Brandt", title="Trainer", words="Teaches makers", roles=(Role.TRAINER,)),
    Persona(
        key="adam", name="Adam Novak", title="Administrator", words="Runs the workspace", roles=(Role.ADMINISTRATOR,)
    ),
    Persona(key="audrey", name="Audrey Chen", title="Auditor", words="Reads what happened", roles=(Role.AUDITOR,)),
    Persona(key="emil", name="Emil Larsen", title="Employee", words="Uses the live apps", roles=(Role.EMPLOYEE,)),
)


@transaction.atomic
def demo_seed() -> Workspace:
    """Make the demo workspace and its people, or leave them as they are."""
    workspace, _ = Workspace.objects.get_or_create(key=WORKSPACE_KEY, defaults={"name": WORKSPACE_NAME})
    for persona in PERSONAS:
        user = User.objects.filter(email=persona.email).first()
        if user is None:
            user = User.objects.create_user(persona.email, None, name=persona.name)
        for role in persona.roles:
            role_hold(workspace=workspace, user=user, role=role)
    return workspace


def demo_user(key: str) -> User:
    """The person behind a demo sign-in button. Raises NotFound outside demo mode, whoever asks."""
    persona = next((persona for persona in PERSONAS if persona.key == key), None)
    if not settings.DEMO_MODE or persona is None:
        raise NotFound(detail="There is no such sign-in here.")
    user = User.objects.filter(email=persona.email, is_active=True).first()
    if user is None:
        raise NotFound(detail="The demo workspace is not set up. Run `make run` again.")
    return user
