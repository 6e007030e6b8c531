"""The public CEL suite: what agrees stays agreeing, and every difference has a named reason."""

import json
from pathlib import Path

import pytest

from definition.expressions import FUNCTIONS
from definition.expressions.conformance import main, report_lines, run_suite

SUITE = Path(__file__).parents[4] / "shared" / "corpora" / "3-suites" / "cel-spec"
REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "expressions.md"
AGREEING = 400
CORE_AGREEING = 323

needs_suite = pytest.mark.skipif(not SUITE.exists(), reason="the CEL suite is not in ../shared/corpora")


@needs_suite
def test_every_difference_from_cel_is_a_named_deviation() -> None:
    report = run_suite(SUITE)
    assert [str(difference) for difference in report.unexplained] == []
    assert sum(report.deviating.values()) + report.agreeing == report.total
    assert report.agreeing >= AGREEING
    assert report.core_agreeing >= CORE_AGREEING


def test_an_unexplained_difference_fails_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    test = {"file": "f", "section": "s", "name": "n", "expr": "1 + 1", "value": {"int64_value": "3"}}
    flags = {"needs_proto_types": False, "uses_google_protobuf": False, "extension": False}
    (tmp_path / "cel-tests.json").write_text(json.dumps([test | flags]), encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    assert 'f/s/n: 1 + 1  wanted {"type": "number", "value": "3"}, got {"type": "number", "value": "2"}' in (
        capsys.readouterr().out
    )


def test_a_missing_suite_is_said_and_not_a_crash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().out.startswith("No suite here")


@needs_suite
def test_reference_states_the_measured_deviations() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    missing = [
        line for line in report_lines(run_suite(SUITE), markdown=True) if line.startswith("|") and line not in text
    ]
    assert missing == []


def test_reference_names_every_function() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    assert [f.name for f in FUNCTIONS.values() if f"| `{f.example}` |" not in text or f.doc not in text] == []
