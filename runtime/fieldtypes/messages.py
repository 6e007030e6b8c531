"""The words of field errors, from one file that the browser reads too."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from runtime.fieldtypes.base import Ask, FieldError

_ARTICLE = re.compile(r"(?:the|a|an|your|my|our|this|these|all)\b", re.IGNORECASE)


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
    params = {**error.params, "label": label.strip(), "name": name_of(label)}
    for name, value in params.items():
        text = text.replace("{" + name + "}", value)
    return text


def name_of(label: str) -> str:
    """A label inside a sentence: "Amount" -> "the amount", "VAT number" -> "the VAT number", "Your name" as it is."""
    name = label.strip().rstrip("?:. ")
    if name[:1].isupper() and not name[1:2].isupper():
        name = name[:1].lower() + name[1:]
    return name if _ARTICLE.match(name) else f"the {name}"
