"""Text to tokens: CEL's lexical grammar without bytes and unsigned numbers."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from definition.expressions.errors import ParseError, Problem


class Kind(StrEnum):
    """The kinds of token; `NAME` includes the words true, false, null and in."""

    NUMBER = "number"
    TEXT = "text"
    NAME = "name"
    QUOTED = "quoted name"
    SYMBOL = "symbol"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token with its place; `text` is the decoded value of a text literal or quoted name."""

    kind: Kind
    text: str
    start: int
    end: int


_SPACE: Final = re.compile(r"(?:[ \t\r\n\f]+|//[^\n]*)+")
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NUMBER: Final = re.compile(r"0[xX][0-9a-fA-F]+|(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_SYMBOL: Final = re.compile(r"\|\||&&|==|!=|<=|>=|[-+*/%<>!?:.,()\[\]{}]")
_TEXT_START: Final = re.compile(r"([rR]?)(\"\"\"|'''|\"|')")
_QUOTED: Final = re.compile(r"`([A-Za-z0-9_.\-/ ]+)`")
_BYTES_START: Final = re.compile(r"(?:[bB][rR]?|[rR][bB])[\"']")

_SIMPLE_ESCAPES: Final = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "\\": "\\", "?": "?", '"': '"', "'": "'", "`": "`",
}  # fmt: skip
_CODED_ESCAPE: Final = re.compile(r"[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(?P<octal>[0-3][0-7]{2})")
_MAX_CODE_POINT: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)


def tokenize(source: str) -> list[Token]:
    """All tokens of the source, ended by one END token. Raises ParseError."""
    tokens: list[Token] = []
    position = _skip_space(source, 0)
    while position < len(source):
        token = _token_at(source, position)
        tokens.append(token)
        position = _skip_space(source, token.end)
    tokens.append(Token(kind=Kind.END, text="", start=len(source), end=len(source)))
    return tokens


def _skip_space(source: str, position: int) -> int:
    found = _SPACE.match(source, position)
    return found.end() if found else position


def _token_at(source: str, position: int) -> Token:
    if _BYTES_START.match(source, position):
        raise _problem(
            "unsupported-literal",
            "Bytes are not part of this language. Use plain text in quotes.",
            position,
            position + 2,
        )
    start = _TEXT_START.match(source, position)
    if start:
        return _text_literal(source, position, start)
    if found := _NUMBER.match(source, position):
        return _number(source, found)
    for kind, pattern in ((Kind.NAME, _NAME), (Kind.SYMBOL, _SYMBOL)):
        if found := pattern.match(source, position):
            return Token(kind=kind, text=found.group(), start=position, end=found.end())
    if found := _QUOTED.match(source, position):
        return Token(kind=Kind.QUOTED, text=found.group(1), start=position, end=found.end())
    raise _unexpected_character(source, position)


def _number(source: str, found: re.Match[str]) -> Token:
    end = found.end()
    if source[end : end + 1] in {"u", "U"}:
        raise _problem(
            "unsupported-literal",
            "Numbers have no suffix here. Remove the letter after the number.",
            found.start(),
            end + 1,
        )
    if _NAME.match(source, end):
        raise _problem("bad-number-literal", "A number runs into a word here.", found.start(), end + 1)
    return Token(kind=Kind.NUMBER, text=found.group(), start=found.start(), end=end)


def _text_literal(source: str, position: int, start: re.Match[str]) -> Token:
    quote = start.group(2)
    is_raw = bool(start.group(1))
    parts: list[str] = []
    at = start.end()
    while not source.startswith(quote, at):
        if at >= len(source) or (len(quote) == 1 and source[at] in "\r\n"):
            raise _problem("bad-string", f"This text has no closing {quote}.", position, at)
        if source[at] == "\\" and not is_raw:
            piece, at = _escape(source, at)
            parts.append(piece)
        else:
            parts.append(source[at])
            at += 1
    return Token(kind=Kind.TEXT, text="".join(parts), start=position, end=at + len(quote))


def _escape(source: str, at: int) -> tuple[str, int]:
    letter = source[at + 1 : at + 2]
    if letter in _SIMPLE_ESCAPES:
        return _SIMPLE_ESCAPES[letter], at + 2
    found = _CODED_ESCAPE.match(source, at + 1)
    if found:
        octal = found.group("octal")
        code = int(octal, 8) if octal else int(next(filter(None, found.groups())), 16)
        if code <= _MAX_CODE_POINT and code not in _SURROGATES:
            return chr(code), found.end()
    raise _problem("bad-escape", f"\\{letter} is not a known escape in a text.", at, at + 2)


def _unexpected_character(source: str, position: int) -> ParseError:
    character = source[position]
    hints = {"=": "Use == to compare.", "&": "Use && for and.", "|": "Use || for or."}
    hint = hints.get(character, "Remove it.")
    message = f"The character {character!r} has no meaning here. {hint}"
    return _problem("unexpected-character", message, position, position + 1)


def _problem(code: str, message: str, start: int, end: int) -> ParseError:
    return ParseError(Problem(code=code, message=message, start=start, end=end))
