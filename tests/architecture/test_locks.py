"""What is installed is what was locked: every npm package has a hash, but for tools of developers on other systems."""

import json
from pathlib import Path
from typing import Any

LOCK = Path(__file__).resolve().parents[2] / "frontend" / "package-lock.json"


def without_hash() -> dict[str, dict[str, Any]]:
    packages: dict[str, dict[str, Any]] = json.loads(LOCK.read_text("utf-8"))["packages"]
    return {path: entry for path, entry in packages.items() if path and "integrity" not in entry}


def test_only_builds_of_the_linter_for_other_systems_lack_a_hash() -> None:
    # The mirror this lock was made with does not carry them; scripts/complete_lock.py fills them in from one that does.
    found = without_hash()
    assert {path.rpartition("/cli-")[0] for path in found} <= {"node_modules/@biomejs"}
    assert all(entry.get("dev") and entry.get("optional") for entry in found.values())
    usual = [path for path, entry in found.items() if entry["os"] == ["linux"] and "musl" not in entry.get("libc", [])]
    assert usual == []


def test_no_package_names_the_registry_it_came_from() -> None:
    packages = json.loads(LOCK.read_text("utf-8"))["packages"]
    assert [path for path, entry in packages.items() if "resolved" in entry] == []
