from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings

from core.supervisor.greetings import GREETINGS


def demo_sign_in_lines() -> Sequence[str]:
    """Who can sign in, for the words printed at the start. Nobody is named outside demo mode."""
    if not settings.DEMO_MODE:
        return ()
    return (
        "Sign in as (one button each, no password): maker, second maker, reviewer, data steward, component steward,",
        "trainer, administrator, auditor, employee.",
    )


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        GREETINGS.add("accounts", demo_sign_in_lines)
