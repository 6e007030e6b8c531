"""The brake on guessing passwords: counted in the database, so it holds over all web processes and restarts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.models import FailedSignIn

WINDOW = timedelta(minutes=10)
# Per mail address a person's own mistakes, per network address a whole office's.
MOST_PER_EMAIL = 10
MOST_PER_ADDRESS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Somebody trying to sign in: the mail address typed, and where the connection comes from."""

    email: str
    address: str | None

    @property
    def key(self) -> str:
        return self.email.strip().lower()[:254]


def sign_in_is_braked(attempt: Attempt, *, now: datetime) -> bool:
    """Whether there were too many wrong passwords lately, for this mail address (known or not) or network address."""
    recent = FailedSignIn.objects.filter(at__gt=now - WINDOW)
    if recent.filter(email=attempt.key).count() >= MOST_PER_EMAIL:
        return True
    return attempt.address is not None and recent.filter(address=attempt.address).count() >= MOST_PER_ADDRESS


@transaction.atomic
def sign_in_failed(attempt: Attempt, *, now: datetime) -> None:
    """Count a wrong password, and forget those that no longer count."""
    FailedSignIn.objects.filter(Q(at__lte=now - WINDOW)).delete()
    FailedSignIn.objects.create(email=attempt.key, address=attempt.address, at=now)
