"""Text that a spreadsheet program would run: made harmless on the way out, and as it was on the way back in.

A program takes a cell for a formula when it begins with one of = + - @, their full-width forms, or a tab or line break
before one. Quoting alone does not help: a program that splits at another separator than ours (a comma file opened where
the semicolon separates) makes new cells in the middle of a quoted text. So each such place gets a mark before it:

    =1+1     ->  '=1+1          at the start: the apostrophe that spreadsheet people know
    a;=1+1   ->  a;(joiner)=1+1  after a separator or quote inside: U+2060 WORD JOINER, which nobody sees

Marks that are already there are doubled, so that `unshield(shield(text)) == text` for every text.
"""

import re

JOINER = "\u2060"
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b"
_SPACES = "[ \u00a0\u3000]*"
_AT_START = rf"'*{_SPACES}[{_SIGNS}\t\r\n]"
_AFTER_BREAK = rf"([,;|\"\t\r\n]{_SPACES})"
_START = re.compile(rf"\A(?={_AT_START})")
_START_MARK = re.compile(rf"\A'(?={_AT_START})")
_INSIDE = re.compile(rf"{_AFTER_BREAK}(?={JOINER}*[{_SIGNS}])")
_INSIDE_MARK = re.compile(rf"{_AFTER_BREAK}{JOINER}(?={JOINER}*[{_SIGNS}])")


def shield(text: str) -> str:
    """`text` with nothing in it that a spreadsheet program would run, whichever separator it goes by."""
    return _START.sub("'", _INSIDE.sub(rf"\1{JOINER}", text), count=1)


def has_marks(text: str) -> bool:
    """Whether `text`, or a text in it, may have been shielded: a quick look before the careful one."""
    return "'" in text or JOINER in text


def unshield(text: str) -> str:
    """The text that `shield` was given. A text that was never shielded loses at most an apostrophe before a sign."""
    return _INSIDE_MARK.sub(r"\1", _START_MARK.sub("", text, count=1))
