from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.services.demo import demo_seed


class Command(BaseCommand):
    help = "Make the demo workspace and one person per role (idempotent; demo mode only)."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        if not settings.DEMO_MODE:
            raise CommandError("Demo mode is off; nothing was seeded.")
        workspace = demo_seed()
        self.stdout.write(f"Demo workspace: {workspace.name}")
