"""Adds the builds of other platforms that a registry mirror did not offer to frontend/package-lock.json.

`npm ci` refuses a lock file that lacks an optional build of any platform, even one it would never install. A mirror
that carries only some platforms makes npm write such a lock. The entries added here name version, system and
processor, and the hash where the registry that is asked has the build. One without a hash is named, and filled in when
this runs again with a registry that has it; `tests/architecture/test_locks.py` holds that none is ever needed to run.
Run after `npm install`. Standard library only.
"""

import json
import subprocess
import sys
from typing import Any

from scripts.toolchain import FRONTEND, Node, find_node

LOCK = FRONTEND / "package-lock.json"
SYSTEMS = ("android", "darwin", "linux", "win32", "freebsd", "netbsd", "openbsd", "sunos", "aix", "openharmony")
PROCESSORS = ("arm64", "x64", "arm", "ia32", "ppc64", "s390x", "riscv64", "loong64", "mips64el", "wasm32")


def platform_of(name: str) -> dict[str, list[str]]:
    """System, processor and C library by the words of a package name: `x-linux-x64-musl`."""
    words = name.rsplit("/", 1)[-1].split("-")
    found = {
        "os": [word for word in words if word in SYSTEMS],
        "cpu": [word for word in words if word in PROCESSORS],
        "libc": ["musl"] if "musl" in words else ["glibc"] if {"gnu", "glibc"} & set(words) else [],
    }
    if name == "fsevents":
        found["os"] = ["darwin"]
    return {key: value for key, value in found.items() if value}


def added(packages: dict[str, Any]) -> dict[str, Any]:
    """The entries that optional dependencies name and the lock lacks."""
    missing: dict[str, Any] = {}
    for entry in packages.values():
        for name, version in entry.get("optionalDependencies", {}).items():
            path = f"node_modules/{name}"
            if path not in packages:
                flags = {"dev": True} if entry.get("dev") else {}
                missing[path] = {"version": version.lstrip("^~>="), **flags, "optional": True, **platform_of(name)}
    return missing


def unhashed(packages: dict[str, Any]) -> dict[str, Any]:
    """The entries from a registry that carry no hash, by path."""
    return {
        path: entry for path, entry in packages.items() if path and not entry.get("link") and "integrity" not in entry
    }


def registry_hash(name: str, version: str, node: Node) -> str:
    """The hash the registry gives for a build, "" when it has not got the build."""
    asked = node.npm_command("view", f"{name}@{version}", "dist.integrity", "--json", "--loglevel=silent")
    answer = subprocess.run(asked, cwd=FRONTEND, env=node.environment(), capture_output=True, text=True, timeout=60)
    found = json.loads(answer.stdout or "null") if answer.returncode == 0 else None
    return found if isinstance(found, str) else ""


def main() -> None:
    node = find_node()
    if node is None:
        raise SystemExit("There is no fitting Node. Run `make setup`.")
    lock = json.loads(LOCK.read_text("utf-8"))
    packages = lock["packages"]
    packages.update(added(packages))
    for path, entry in unhashed(packages).items():
        if found := registry_hash(path.removeprefix("node_modules/"), entry["version"], node):
            entry["integrity"] = found
        else:
            sys.stdout.write(f"No hash for {path}: this registry has not got it.\n")
    lock["packages"] = {"": packages[""], **dict(sorted((path, entry) for path, entry in packages.items() if path))}
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
