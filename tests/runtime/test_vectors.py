"""The browser and the server clean a value alike and say the same words: one file of cases, run on both sides."""

import json
from pathlib import Path
from typing import Any

from runtime.fieldtypes import KINDS
from runtime.fieldtypes.base import FieldError
from runtime.fieldtypes.messages import message

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "fieldvalues.json").read_text("utf-8"))


def answer(case: dict[str, Any]) -> dict[str, Any]:
    kind = KINDS.get(str(case["kind"]))
    try:
        return {"ok": kind.clean(case["value"], case["settings"])}
    except FieldError as error:
        return {"error": {"code": error.code, "message": message(error, label=str(case["label"]), ask=kind.ask)}}


def test_every_value_has_the_same_answer_on_both_sides() -> None:
    assert len(VECTORS["values"]) > 1_000
    differing = [
        (case, answer(case))
        for case in VECTORS["values"]
        if answer(case) != {name: case[name] for name in ("ok", "error") if name in case}
    ]
    assert differing == []


def test_what_is_missing_or_not_asked_is_told_in_the_same_words() -> None:
    for code in ("required", "hidden"):
        for case in VECTORS[code]:
            kind = KINDS.get(case["kind"])
            assert message(FieldError(code=code), label=case["label"], ask=kind.ask) == case["message"]
