"""What `make bench` runs: the packages of the bare handlers in an environment of their own, then the comparison.

Standard library only. Without a package registry the comparison goes ahead and leaves those handlers out.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.toolchain import PYTHON, ROOT

LOCK = ROOT / "requirements" / "bench.lock"
FOLDER = ROOT / ".make" / "bench"


def main() -> int:
    install()
    if not shutil.which("wrk"):
        sys.stderr.write("  wrk is not installed (Debian: apt-get install wrk); a slower client takes its place.\n")
    return subprocess.run([str(PYTHON), "-m", "bench.live", *sys.argv[1:]], cwd=ROOT, env=dict(os.environ)).returncode


def install() -> None:
    """Install the locked packages, hashes checked, unless they are there."""
    stamp, wanted = FOLDER / "stamp", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    sys.stderr.write("  Installing the packages of the bare handlers\n")
    venv.create(FOLDER, with_pip=True, symlinks=True, clear=True)
    pip = [str(FOLDER / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(FOLDER)
        sys.stderr.write(f"{done.stderr}  They could not be installed; the comparison leaves them out.\n")
        return
    stamp.write_text(wanted)


if __name__ == "__main__":
    sys.exit(main())
