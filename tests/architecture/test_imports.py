"""The import contracts hold, and break when somebody plants a violation."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("config", "core", "definition", "components", "accounts", "builder", "runtime", "governance", "deployments")
BIN = Path(sys.executable).parent


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / "lint-imports"), "--no-cache", "--config", str(folder / "pyproject.toml")]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"}
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the packages in which violations may be planted."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "migrations"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout[-4000:]


PLANTS = [
    ("core/planted.py", "import builder.selectors\n", "One stack of apps"),
    ("builder/services/planted.py", "import governance.selectors\n", "One stack of apps"),
    ("runtime/services/planted.py", "import builder.selectors\n", "One stack of apps"),
    ("builder/selectors.py", "import builder.services\n", "One stack inside every app"),
    ("builder/helpers.py", "", "One stack inside every app"),
    ("definition/planted.py", "import django\n", "Pure modules know no framework"),
    ("governance/policies/planted.py", "import django\n", "Pure modules know no framework"),
    ("runtime/services/planted.py", "import rest_framework\n", "Business code knows no HTTP"),
    ("governance/services/planted.py", "import builder.models\n", "builder.models is private"),
    ("governance/services/planted.py", "import runtime.services.activation\n", "Only the pipeline activates live apps"),
]


@pytest.mark.parametrize(("file", "line", "contract"), PLANTS, ids=[f"{plant[0]}:{plant[2]}" for plant in PLANTS])
def test_a_planted_violation_breaks_its_contract(copy: Path, file: str, line: str, contract: str) -> None:
    path = copy / file
    path.write_text((path.read_text() if path.exists() else "") + "\n" + line)
    done = lint(copy)
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout


def test_an_import_inside_a_function_is_refused(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("def late() -> None:\n    import json\n\n    json.dumps(1)\n")
    command = [str(BIN / "ruff"), "check", "--no-cache", "--config", str(ROOT / "pyproject.toml"), str(planted)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "PLC0415" in done.stdout
