"""What `make test`, `make check` and `make api` run, in order, with the time each step took.

Standard library only; runs in the project's virtual environment.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.toolchain import FRONTEND, PYTHON, ROOT, Node, find_node

BIN = PYTHON.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command of a task; `frontend` steps run in frontend/ with Node on the PATH."""

    name: str
    command: Sequence[str]
    frontend: bool = False


def tool(name: str, *arguments: str) -> list[str]:
    return [str(BIN / name), *arguments]


def manage(*arguments: str) -> list[str]:
    return [str(PYTHON), "manage.py", *arguments]


def node_tool(package: str, script: str, *arguments: str) -> list[str]:
    return ["node", str(FRONTEND / "node_modules" / package / script), *arguments]


PYTEST = Step(
    name="tests", command=tool("pytest", "-q", "-n", "2", "--dist", "loadgroup", "-m", "not browser and not stack")
)
STACK = Step(name="journeys", command=tool("pytest", "-q", "-m", "browser or stack"))
VITEST = Step(name="frontend tests", command=node_tool("vitest", "vitest.mjs", "run"), frontend=True)

STATIC = (
    Step(name="format", command=tool("ruff", "format", "--check", ".")),
    Step(name="lint", command=tool("ruff", "check", ".")),
    Step(name="import contracts", command=tool("lint-imports")),
    Step(name="types", command=tool("mypy", ".")),
    Step(name="migrations", command=manage("makemigrations", "--check", "--dry-run")),
    Step(name="frontend format and lint", command=node_tool("@biomejs/biome", "bin/biome", "ci", "."), frontend=True),
    Step(name="frontend types", command=node_tool("typescript", "bin/tsc", "--noEmit"), frontend=True),
    Step(name="bundle sizes", command=["node", "scripts/size.mjs"], frontend=True),
)

GENERATED = (
    Step(
        name="OpenAPI",
        command=manage(
            "spectacular", "--file", "frontend/openapi.json", "--format", "openapi-json", "--validate", "--fail-on-warn"
        ),
    ),
    Step(
        name="API types",
        command=node_tool("openapi-typescript", "bin/cli.js", "openapi.json", "-o", "src/api/schema.d.ts"),
        frontend=True,
    ),
    Step(name="definition types", command=["node", "scripts/generate-types.mjs"], frontend=True),
)
GENERATED_FILES = ("frontend/openapi.json", "frontend/src/api/schema.d.ts", "frontend/src/generated")

TASKS: dict[str, Sequence[Step]] = {
    "test": (PYTEST, VITEST, STACK),
    "check": (*STATIC, PYTEST, VITEST, STACK),
    "generate": GENERATED,
}


def main() -> None:
    task = sys.argv[1] if len(sys.argv) > 1 else ""
    if task not in TASKS:
        raise SystemExit(f"Say which task: {', '.join(TASKS)}.")
    node = find_node()
    if node is None:
        raise SystemExit("There is no fitting Node. Run `make setup`.")
    if task == "check":
        check_generated(node)
    timings = [run(step, node) for step in TASKS[task]]
    sys.stdout.write("\n" + "\n".join(f"{seconds:7.1f} s  {name}" for name, seconds in timings) + "\n")


def check_generated(node: Node) -> None:
    """Generate again and compare with what is committed; fails naming the files that differ."""
    before = {path: read(path) for path in generated_paths()}
    for step in GENERATED:
        run(step, node)
    stale = sorted(str(path) for path in generated_paths() if before.get(path) != read(path))
    if stale:
        raise SystemExit("These generated files were not up to date (they are now; commit them):\n" + "\n".join(stale))


def generated_paths() -> list[Path]:
    roots = [ROOT / name for name in GENERATED_FILES]
    return [
        path for root in roots for path in (sorted(root.rglob("*")) if root.is_dir() else [root]) if not path.is_dir()
    ]


def read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def run(step: Step, node: Node) -> tuple[str, float]:
    """Run one step and return its name and seconds; ends the task when it fails."""
    sys.stdout.write(f"== {step.name}\n")
    sys.stdout.flush()
    started = time.monotonic()
    done = subprocess.run(step.command, cwd=FRONTEND if step.frontend else ROOT, env=node.environment())
    if done.returncode:
        raise SystemExit(f"{step.name} failed ({' '.join(os.path.basename(part) for part in step.command[:3])}).")
    return step.name, time.monotonic() - started


if __name__ == "__main__":
    main()
