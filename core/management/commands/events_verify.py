from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.events.verify import verify


class Command(BaseCommand):
    help = "Walk the hash chain of every event stream; exits 1 and names the first wrong entry of each broken stream."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        result = verify()
        for broken in result.breaks:
            self.stderr.write(f"{broken.stream}, entry {broken.position}: {broken.reason}")
        if result.breaks:
            raise CommandError(f"{len(result.breaks)} of {result.streams} streams are broken.")
        self.stdout.write(f"{result.events} events in {result.streams} streams: unbroken.")
