"""Production refuses unsafe settings, one reason per fault, and a safe set starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import boot
from config.boot import file_system

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "PRODUCTION": "1",
    "SECRET_KEY": "k" * 20 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "PUBLIC_URL": "https://apps.example.org",
    "ALLOWED_HOSTS": "apps.example.org",
}


def start(tmp_path: Path, **changes: str | None) -> subprocess.CompletedProcess[str]:
    wanted = {**SAFE, **changes}
    environment = {name: value for name, value in wanted.items() if value is not None}
    environment |= {"DATA_DIR": str(tmp_path), "PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", "import django; django.setup(); print('up')"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_safe_settings_start(tmp_path: Path) -> None:
    assert start(tmp_path).stdout == "up\n"


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
    done = start(tmp_path, **changes)
    assert done.returncode != 0
    assert "up" not in done.stdout
    assert reason in done.stderr


MOUNTS = """\
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw,relatime 0 0
files:/export /srv nfs4 rw 0 0
/dev/sdb1 /srv/local\\040disk xfs rw 0 0
tmpfs /srv/hidden tmpfs rw 0 0
//files/share /srv/hidden cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/guildhall/guildhall.sqlite3", "ext4"),
        ("/srv/guildhall/guildhall.sqlite3", "nfs4"),
        ("/srv/local disk/guildhall.sqlite3", "xfs"),
        ("/srv/hidden/guildhall.sqlite3", "cifs"),
        ("/srvs/guildhall.sqlite3", "ext4"),
    ],
)
def test_the_file_system_of_a_path_is_that_of_the_nearest_mount(tmp_path: Path, path: str, kind: str) -> None:
    (tmp_path / "mounts").write_text(MOUNTS)
    assert file_system(Path(path), mounts=tmp_path / "mounts") == kind


def test_without_a_list_of_mounts_nothing_is_said(tmp_path: Path) -> None:
    assert file_system(Path("/srv/x"), mounts=tmp_path / "none") == ""


@pytest.mark.parametrize(
    ("engine", "name", "refused"),
    [("sqlite3", "/srv/a.sqlite3", True), ("sqlite3", "/var/a.sqlite3", False), ("postgresql", "guildhall", False)],
)
def test_sqlite_on_a_network_file_system_is_refused(tmp_path: Path, engine: str, name: str, refused: bool) -> None:
    (tmp_path / "mounts").write_text(MOUNTS)
    settings = {
        "DEMO_MODE": False,
        "DEBUG": False,
        "FAULTS": "",
        "PUBLIC_URL": SAFE["PUBLIC_URL"],
        "SECRET_KEY": SAFE["SECRET_KEY"],
        "ALLOWED_HOSTS": ["apps.example.org"],
        "DATABASES": {"default": {"ENGINE": f"django.db.backends.{engine}", "NAME": name}},
    }
    reasons = list(boot.refusals(settings, mounts=tmp_path / "mounts"))
    assert [reason[:62] for reason in reasons] == (
        ["The SQLite database lies on a network file system (nfs4), wher"] if refused else []
    )
