import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Role
from accounts.services.people import person_add
from core.clock import now
from core.errors import DomainError


class Command(BaseCommand):
    help = "Add a person to a workspace with roles; asks for a password. Somebody known only gets the roles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--workspace", required=True, help="short name of the workspace, made when missing")
        parser.add_argument("--role", action="append", required=True, dest="roles", help=", ".join(Role.values))
        parser.add_argument("--no-password", action="store_true", help="add without a password (cannot sign in yet)")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        password = None if options["no_password"] else getpass.getpass("Password (12 characters or more): ")
        try:
            user = person_add(
                email=options["email"],
                name=options["name"],
                password=password,
                workspace=options["workspace"],
                roles=options["roles"],
                now=now(),
            )
        except (DomainError, ValidationError) as error:
            raise CommandError("; ".join(getattr(error, "messages", [str(error)]))) from None
        self.stdout.write(f"{user.name} is in {options['workspace']} as {', '.join(options['roles'])}.")
