"""The reference page tells every problem and shows a document that works."""

import json
import re
from pathlib import Path

from components.catalogue import catalogue
from definition.compiler import read_document
from definition.operations import REFUSALS
from definition.problem_kinds import PROBLEM_TEXTS
from definition.problems import Severity

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "definition.md").read_text(encoding="utf-8")


def test_every_problem_is_in_the_reference() -> None:
    missing = [
        code
        for code, (severity, text) in PROBLEM_TEXTS.items()
        if f"| `{code}` | {severity} | {text} |" not in REFERENCE
    ]
    assert missing == []


def test_every_refusal_is_in_the_reference() -> None:
    assert [reason for reason in REFUSALS if reason not in REFERENCE] == []


def test_the_document_in_the_reference_has_no_errors() -> None:
    found = re.search(r"```json\n(.*?)```", REFERENCE, re.DOTALL)
    assert found is not None
    problems = read_document(json.loads(found.group(1)), catalogue()).problems
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
