"""Uploads name their types, and have a size and a count."""

from collections.abc import Iterator, Mapping, Sequence

from core.errors import JsonValue
from definition.model import AppDefinition, Field
from definition.problems import Repair
from governance.facts import Facts, Found, Policy, Severity, at_field, put

MOST_MB = 25
MOST_FILES = 10
_SAFE: Mapping[str, JsonValue] = {"types": ["pdf", "png", "jpg"], "max_mb": 10, "max_count": 5}
_RISKY = frozenset(
    {
        "exe",
        "msi",
        "bat",
        "cmd",
        "com",
        "scr",
        "ps1",
        "vbs",
        "js",
        "mjs",
        "jar",
        "sh",
        "app",
        "dmg",
        "html",
        "htm",
        "xhtml",
        "svg",
        "xml",
        "hta",
        "docm",
        "xlsm",
        "pptm",
        "lnk",
        "iso",
    }
)


def check(app: AppDefinition, facts: Facts) -> Iterator[Found]:
    spec = facts.catalogue.of_kind("file")
    defaults = spec.settings_defaults if spec else {}
    for entity in app.entities_in_order():
        for field in app.fields_of(entity.id):
            if field.kind != "file":
                continue
            settings = {**defaults, **field.settings}
            if wrong := _wrong(settings):
                yield Found(
                    message=f"{field.label} accepts too much: {', '.join(wrong.values())}.",
                    where=at_field(field, f"settings.{next(iter(wrong))}"),
                    repair=_repair(field, tuple(wrong)),
                )
            elif not settings.get("types"):
                yield Found(
                    message=f"{field.label} accepts any document or picture.",
                    where=at_field(field, "settings.types"),
                    repair=_repair(field, ("types",)),
                    severity=Severity.ADVICE,
                )


def _wrong(settings: Mapping[str, JsonValue]) -> dict[str, str]:
    """Which settings do not bound the upload, and how to say so."""
    wrong: dict[str, str] = {}
    types, size, count = settings.get("types"), settings.get("max_mb"), settings.get("max_count")
    named = types if isinstance(types, Sequence) and not isinstance(types, str) else ("*",)
    risky = [str(one) for one in named if str(one) == "*" or str(one).lower().lstrip(".") in _RISKY]
    if risky:
        wrong["types"] = "any type of file" if "*" in risky else f"files that can run ({', '.join(risky)})"
    if not isinstance(size, int | float) or size > MOST_MB:
        wrong["max_mb"] = f"files larger than {MOST_MB} MB"
    if not isinstance(count, int | float) or count > MOST_FILES:
        wrong["max_count"] = f"more than {MOST_FILES} files"
    return wrong


def _repair(field: Field, names: Sequence[str]) -> Repair:
    words = {"types": "PDF and pictures only", "max_mb": "10 MB each", "max_count": "5 files"}
    return Repair(
        label=f"Limit it: {', '.join(words[name] for name in names)}",
        operations=tuple(put("fields", field.id, f"settings.{name}", _SAFE[name]) for name in names),
    )


POLICY = Policy(
    id="unbounded-file-upload",
    title="File uploads are bounded",
    severity=Severity.MUST_FIX,
    owner="Information security",
    why="An upload without limits fills the disk of everyone and takes files nobody can open safely.",
    check=check,
)
