"""Scenes of a journey in a real browser, from Python: `play("approve", base=stack.url, submission=...)`."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scripts.toolchain import find_node

HERE = Path(__file__).resolve().parent
SCENE_SECONDS = 120
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def browser_or_skip() -> str:
    """The path of a Chromium. Without one the test is skipped and says so; in CI it fails."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found:
        return found
    reason = "no Chromium on this machine: the browser journeys did not run"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def play(scene: str, *, out: Path, findings: list[str] | None = None, **given: Any) -> dict[str, Any]:
    """Play one scene and return what it returns; fails with its picture and accessible tree.

    Script errors, console errors, answers of 500 and above and requests to third parties fail every scene; so does
    what axe found, unless `findings` gathers it for one judgement at the end of a story.
    """
    node = find_node()
    if node is None:
        pytest.fail("no fitting Node; run `make setup`")
    command = [str(node.node), str(HERE / "drive.mjs"), scene, json.dumps(given)]
    environment = node.environment() | {"CHROMIUM": browser_or_skip(), "JOURNEY_OUT": str(out)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SCENE_SECONDS)
    if done.returncode:
        pytest.fail(f"scene {scene}: {done.stderr[-8000:]}", pytrace=False)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    complaints, access = result.pop("faults"), result.pop("axe")
    if findings is None:
        complaints += access
    else:
        findings += access
    if complaints:
        pytest.fail("\n".join([f"scene {scene}:", *complaints]), pytrace=False)
    return result
