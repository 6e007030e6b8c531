"""Production refuses unsafe settings, one reason per fault, and a safe set starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "PRODUCTION": "1",
    "SECRET_KEY": "k" * 20 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "PUBLIC_URL": "https://apps.example.org",
    "ALLOWED_HOSTS": "apps.example.org",
}


def boot(tmp_path: Path, **changes: str | None) -> subprocess.CompletedProcess[str]:
    wanted = {**SAFE, **changes}
    environment = {name: value for name, value in wanted.items() if value is not None}
    environment |= {"DATA_DIR": str(tmp_path), "PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", "import django; django.setup(); print('up')"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_safe_settings_start(tmp_path: Path) -> None:
    assert boot(tmp_path).stdout == "up\n"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"DEMO_MODE": "1"}, "DEMO_MODE is on"),
        ({"DEBUG": "1"}, "DEBUG is on"),
        ({"SECRET_KEY": None}, "SECRET_KEY is missing"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is missing, known or shorter"),
        ({"SECRET_KEY": "django-insecure-" + "x" * 60}, "SECRET_KEY is missing, known"),
        ({"PUBLIC_URL": None}, "PUBLIC_URL is missing"),
        ({"PUBLIC_URL": "http://apps.example.org"}, "PUBLIC_URL is missing or not https"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is empty"),
        ({"ALLOWED_HOSTS": "*"}, "has a wildcard"),
        ({"ALLOWED_HOSTS": "*.example.org"}, "has a wildcard"),
        ({"FAULTS": "deploy.expand.after=kill9"}, "FAULTS is set"),
        ({"DATABASE_URL": "mysql://root@db/guildhall"}, "Other databases are not supported"),
        ({"DEMO_MODE": "perhaps"}, "DEMO_MODE is 'perhaps'; write 1 or 0."),
    ],
)
def test_an_unsafe_setting_stops_the_start(tmp_path: Path, changes: dict[str, str | None], reason: str) -> None:
    done = boot(tmp_path, **changes)
    assert done.returncode != 0
    assert "up" not in done.stdout
    assert reason in done.stderr
