from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Bring the database up to date and, in demo mode, seed the demo workspace. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        call_command("migrate", interactive=False, verbosity=0)
        if settings.DEMO_MODE:
            call_command("seed_demo", verbosity=0)
