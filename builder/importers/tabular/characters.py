"""Control characters no field stores: dropped, or turned into the letters they were meant to be."""

import re

_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def has_unstorable(text: str) -> bool:
    return _UNSTORABLE.search(text) is not None


def storable(text: str) -> str:
    """The text without control characters.

    Codes 128 to 159 are control characters in Unicode but dashes, quotes and the euro sign in Windows: a file that
    was converted with the wrong code page carries them by the hundred, and they are turned back.
    """
    return _UNSTORABLE.sub(_meant, text)


def _meant(match: re.Match[str]) -> str:
    code = ord(match[0])
    if not 0x80 <= code <= 0x9F:
        return ""
    return bytes([code]).decode("cp1252", errors="ignore")
