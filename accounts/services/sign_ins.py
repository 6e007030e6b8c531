"""The brake on guessing passwords: counted in the database, so it holds over all web processes and restarts."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import FailedSignIn

WINDOW = timedelta(minutes=10)
MOST_PER_EMAIL = 10


def email_key(typed: str) -> str:
    """What somebody typed as their mail address, in the form it is counted under; NUL cannot be stored."""
    return typed.replace("\x00", "").strip().lower()[:254]


def sign_in_is_braked(email: str, *, now: datetime) -> bool:
    """Whether there were too many wrong passwords lately for this mail address, known or not.

    Network addresses are not counted: behind a proxy, or in one office, they are everybody's.
    """
    recent = FailedSignIn.objects.filter(email=email_key(email), at__gt=now - WINDOW)
    return recent.count() >= MOST_PER_EMAIL


@transaction.atomic
def sign_in_failed(email: str, *, now: datetime) -> None:
    """Count a wrong password, and forget those that no longer count."""
    FailedSignIn.objects.filter(at__lte=now - WINDOW).delete()
    FailedSignIn.objects.create(email=email_key(email), at=now)
