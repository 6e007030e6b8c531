"""The words of field errors, from one file that the browser reads too.

A label stands in them as it is, in quotation marks: it may be a noun, a question or an order ("Describe other").
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from runtime.fieldtypes.base import Ask, FieldError

_PLACE = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=1)
def templates() -> Mapping[str, str]:
    """The texts by code; read once."""
    loaded: Mapping[str, str] = json.loads(Path(__file__).with_name("messages.json").read_text("utf-8"))
    return loaded


def message(error: FieldError, *, label: str, ask: Ask = "enter") -> str:
    """The sentence for a person: `<code>.<ask>` or `<code>`, `<code>.question` when the label is a question."""
    known = templates()
    keys = [f"{error.code}.{ask}", error.code, "wrong-type"]
    if label.rstrip().endswith("?"):
        keys.insert(0, f"{error.code}.question")
    text = next(known[key] for key in keys if key in known)
    params = {**error.params, "label": label.strip().rstrip(":. ")}
    return _PLACE.sub(lambda place: params.get(place[1], place[0]), text)
