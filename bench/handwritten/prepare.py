"""Tables, people and rows of the hand-written service.

python -m bench.handwritten.prepare ROWS        writes what the comparison needs to know, as JSON, to stdout
"""

import json
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.handwritten.settings"
django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from rest_framework.authtoken.models import Token

from bench.handwritten.models import Expense
from bench.live import expenses as requests
from bench.live.fill import fill

COLUMNS = (
    "key",
    "owner_id",
    "requester",
    "email",
    "department",
    "amount",
    "currency",
    "spent_on",
    "category",
    "description",
    "receipt",
    "approved",
    "created_at",
)


def main(count: int) -> None:
    call_command("migrate", verbosity=0)
    owners = [
        User.objects.create_user(f"person{number:02}", requests.email_of(number), is_staff=number == 0)
        for number in range(requests.PEOPLE)
    ]
    fill(Expense, COLUMNS, ([_value(item, name, owners) for name in COLUMNS] for item in requests.expenses(count)))
    told = {
        "base": "/expenses/",
        "table": Expense._meta.db_table,
        "columns": {name: name for name in COLUMNS},
        "manager": _token(owners[0]),
        "member": _token(owners[1]),
    }
    sys.stdout.write(f"\n{json.dumps(told)}\n")


def _value(item: requests.Expense, name: str, owners: list[User]) -> object:
    return owners[item.owner].pk if name == "owner_id" else getattr(item, name)


def _token(person: User) -> dict[str, str]:
    return {"Authorization": f"Token {Token.objects.create(user=person).key}"}


if __name__ == "__main__":
    main(int(sys.argv[1]))
