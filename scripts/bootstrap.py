"""Sets a machine up from nothing but Python 3.11+: environment, locked dependencies, built frontend, database.

Standard library only. Quick when nothing changed: every step keeps a stamp of what it was made from in `.make/`.
"""

import argparse
import gzip
import hashlib
import os
import subprocess
import sys
import threading
import time
import venv
from collections.abc import Callable, Iterable
from pathlib import Path

# Before anything that an older Python cannot even read.
if sys.version_info < (3, 11):
    raise SystemExit("Guildhall needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.toolchain import FRONTEND, PYTHON, ROOT, VENV, Node, find_node, machine_node

STAMPS = ROOT / ".make"
LOCKS = ROOT / "requirements"
# What the built frontend is made from; the shared JSON files live beside the Python that owns them.
FRONTEND_SOURCES = ("frontend/src", "frontend/package-lock.json", "frontend/vite.config.ts", "frontend/tsconfig.json")
SHARED_SOURCES = ("definition/expressions/functions.json", "runtime/fieldtypes/messages.json")


class SetupFailed(SystemExit):
    """A step failed; the message says which, why, and what to do."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["setup"])
    parser.add_argument("--run", action="store_true", help="only what running needs, and prepare the database")
    arguments = parser.parse_args()
    STAMPS.mkdir(exist_ok=True)
    started = time.monotonic()
    make_environment()
    lock = LOCKS / ("run.lock" if arguments.run else "dev.lock")
    in_parallel(lambda: install_python(lock), install_frontend_if_machine_has_node)
    node = install_frontend(find_node() or install_node())
    build_frontend(node)
    if arguments.run:
        call("Preparing the database", [str(PYTHON), "manage.py", "prepare"])
    say(f"Set up in {time.monotonic() - started:.1f} s.")


def make_environment() -> None:
    """Raises SetupFailed when Python lacks the venv module's parts (Debian splits them off)."""
    if PYTHON.exists():
        return
    say("Making the Python environment")
    try:
        venv.create(VENV, with_pip=True, symlinks=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupFailed(
            f"The Python environment could not be made ({error}). On Debian or Ubuntu install python3-venv, then retry."
        ) from None


def install_python(lock: Path) -> None:
    """Install the locked packages, hashes checked. The developers' lock contains the run lock."""
    stamp, wanted = STAMPS / "python", digest([lock])
    known = stamp.read_text() if stamp.exists() else ""
    if wanted in known:
        return
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    call("Installing Python packages", [*command, "-r", str(lock)])
    both = digest([LOCKS / "run.lock"]) if lock.name == "dev.lock" else ""
    stamp.write_text(f"{wanted} {both}")


def install_node() -> Node:
    """Node from the PyPI wheel, for machines without a fitting one."""
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    call("Installing Node (this machine has no fitting one)", [*command, "-r", str(LOCKS / "node.lock")])
    node = find_node()
    if node is None:
        raise SetupFailed("Node is not there after installing it. Install Node 22.12 or newer and retry.")
    return node


def install_frontend_if_machine_has_node() -> None:
    """Fetching npm packages does not wait for Python's when the machine has Node already."""
    node = machine_node()
    if node is not None:
        install_frontend(node)


def install_frontend(node: Node) -> Node:
    def install() -> None:
        # --ignore-scripts: no package runs code of its own at install time.
        call("Installing frontend packages", node.npm_command("ci", "--ignore-scripts", "--loglevel=error"), node)

    once("node_modules", [FRONTEND / "package-lock.json"], FRONTEND / "node_modules", install)
    return node


def build_frontend(node: Node) -> None:
    def build() -> None:
        vite = FRONTEND / "node_modules" / "vite" / "bin" / "vite.js"
        call("Building the frontend", [str(node.node), str(vite), "build", "--logLevel", "warn"], node)
        compress(FRONTEND / "dist")

    sources = [ROOT / name for name in FRONTEND_SOURCES + SHARED_SOURCES]
    once("frontend", sources, FRONTEND / "dist" / "manifest.json", build)


def compress(folder: Path) -> None:
    """A .gz beside each script and style: served as it is, so no request pays for compression."""
    for path in folder.rglob("*"):
        if path.suffix in (".js", ".css", ".svg"):
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def once(name: str, sources: Iterable[Path], result: Path, make: Callable[[], None]) -> None:
    """Run `make` unless `result` exists and was made from exactly these sources."""
    stamp, wanted = STAMPS / name, digest(sources)
    if result.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    make()
    stamp.write_text(wanted)


def digest(sources: Iterable[Path]) -> str:
    """sha256 over the names and contents of files, folders read recursively in a fixed order."""
    total = hashlib.sha256()
    for source in sources:
        files = sorted(path for path in source.rglob("*") if path.is_file()) if source.is_dir() else [source]
        for path in files:
            if path.exists():
                total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def in_parallel(*steps: Callable[[], None]) -> None:
    """Run steps side by side; the first failure is raised after all have ended."""
    failures: list[BaseException] = []

    def guarded(step: Callable[[], None]) -> None:
        try:
            step()
        except BaseException as error:  # noqa: BLE001  # carried to the caller below
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def call(words: str, command: list[str], node: Node | None = None) -> None:
    """Run one step, saying what it does; its output is shown when it fails."""
    say(words)
    environment = node.environment() if node else dict(os.environ)
    done = subprocess.run(
        command,
        cwd=FRONTEND if node else ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise SetupFailed(
            f"{done.stdout}\n{words} failed (see above). Nothing was started; run the same command again."
        )


def say(words: str) -> None:
    sys.stderr.write(f"  {words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
