"""People, workspaces, and who holds which role where."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from core.ids import new_id


class Role(models.TextChoices):
    """What somebody may do in a workspace. A person may hold several."""

    MAKER = "maker", "Maker"
    REVIEWER = "reviewer", "Reviewer"
    DATA_STEWARD = "data_steward", "Data steward"
    COMPONENT_STEWARD = "component_steward", "Component steward"
    TRAINER = "trainer", "Trainer"
    ADMINISTRATOR = "administrator", "Administrator"
    AUDITOR = "auditor", "Auditor"
    EMPLOYEE = "employee", "Employee"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":  # noqa: ANN401
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":  # noqa: ANN401
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Never deleted, only deactivated: what they made and decided stays attributable."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """Up to two letters for an avatar: first and last word of the name."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    def describe(self) -> dict[str, object]:
        """Who this is and what they do here, for a page; roles over all workspaces, each once. One query."""
        return {
            "id": str(self.pk),
            "name": self.name,
            "email": self.email,
            "initials": self.initials,
            "roles": sorted(set(self.memberships.values_list("role", flat=True))),
        }


class Workspace(models.Model):
    """A department or company unit: its people, apps, data and rules."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "id")
        permissions = (
            ("use_apps", "May use the live apps"),
            ("create_apps", "May start an app"),
            ("review_submissions", "May review submissions"),
            ("steward_data", "May approve as data steward"),
            ("steward_components", "May steward the component library"),
            ("lead_training", "May lead training"),
            ("administer_workspace", "May administer the workspace"),
            ("read_audit", "May read the audit log"),
        )

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One role of one person in one workspace."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24, choices=Role.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("workspace", "user", "role")
        constraints = (models.UniqueConstraint(fields=["workspace", "user", "role"], name="membership_once"),)

    def __str__(self) -> str:
        return f"{self.user} is {self.role} of {self.workspace}"


class FailedSignIn(models.Model):
    """A wrong password: what the brake on guessing counts. Rows older than the window are of no use."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.CharField(max_length=254)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        indexes = (models.Index(fields=["email", "at"], name="failed_sign_in_email"),)

    def __str__(self) -> str:
        return f"{self.email} at {self.at}"
