"""The functions of the language, read from `functions.json`; the one list both engines answer to.

In a signature, `T` stands for any one type and `O` for any one type that has an order. `rest` is the
type of further arguments. `nulls` says what a null argument does: `propagate` makes the result null
without calling the function, `accept` hands it over.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, TypedDict

from definition.expressions.types import SIMPLE, Type, list_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One way to call a function. Type variables appear as types named `T` and `O`."""

    params: tuple[Type, ...]
    returns: Type
    rest: Type | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function: `style` is how it reads best, `method` being `text.startsWith("a")`."""

    name: str
    style: Literal["function", "method"]
    nulls: Literal["propagate", "accept"]
    signatures: tuple[Signature, ...]
    doc: str
    example: str


class _SignatureJson(TypedDict, total=False):
    params: list[str]
    returns: str
    rest: str


class _FunctionJson(TypedDict):
    name: str
    style: Literal["function", "method"]
    nulls: Literal["propagate", "accept"]
    signatures: list[_SignatureJson]
    doc: str
    example: str


class _RegistryJson(TypedDict):
    functions: list[_FunctionJson]
    aliases: dict[str, str]
    zeroBased: dict[str, tuple[str, str, str]]


TYPE_VARIABLES: Final = frozenset({"T", "O"})


def _type(text: str) -> Type:
    if text.startswith("list<"):
        return list_of(_type(text[5:-1]))
    return Type(name=text) if text in TYPE_VARIABLES else SIMPLE[text]


def _function(json_: _FunctionJson) -> Function:
    return Function(
        name=json_["name"],
        style=json_["style"],
        nulls=json_["nulls"],
        signatures=tuple(
            Signature(
                params=tuple(_type(param) for param in signature["params"]),
                returns=_type(signature["returns"]),
                rest=_type(signature["rest"]) if "rest" in signature else None,
            )
            for signature in json_["signatures"]
        ),
        doc=json_["doc"],
        example=json_["example"],
    )


_JSON: Final[_RegistryJson] = json.loads(Path(__file__).with_name("functions.json").read_text(encoding="utf-8"))

FUNCTIONS: Final[Mapping[str, Function]] = MappingProxyType(
    {entry["name"]: _function(entry) for entry in _JSON["functions"]}
)
ALIASES: Final[Mapping[str, str]] = MappingProxyType(_JSON["aliases"])
"""CEL's names for the same functions; a parsed tree holds our name only."""

ZERO_BASED: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(_JSON["zeroBased"])
"""CEL's date parts that count from 0, as (our function, operator, number)."""
