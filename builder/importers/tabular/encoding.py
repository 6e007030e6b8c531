"""Which encoding a text file has: byte order marks first, then strict UTF-8, then evidence from the bytes."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from builder.importers.tabular.problems import Refusal

SAMPLE = 64_000
_LONE_SYMBOLS = "£€°§«»“”\u2018\u2019\u2013—…·•®©½²³\u00a0"
MOSTLY_VALID = 0.02

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = ("cp1252", "mac_roman", "cp1250", "iso8859_15", "cp850")
_OTHER_SCRIPTS = (
    "cp1251", "koi8_r", "cp1253", "iso8859_7", "cp1255", "cp1256", "cp1254", "shift_jis", "euc_jp",
    "gb18030", "big5", "cp949",
)  # fmt: skip
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_WORD_WITH_HIGH = re.compile(rb"[A-Za-z]*[\x80-\xff]+[A-Za-z]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """The codec's name and how undecodable bytes are treated ("strict" or "replace")."""

    name: str
    errors: str = "strict"


def detect_encoding(data: bytes, *, name: str) -> Encoding:
    """The encoding of a text file. Raises Refusal when the bytes are no text at all."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return Encoding(name=codec, errors="strict" if _decodes(data, codec) else "replace")
    wide = _utf16_without_mark(data)
    if wide:
        return Encoding(name=wide, errors="replace")
    _refuse_binary(data, name=name)
    if _decodes(data, "utf-8"):
        return Encoding(name="ascii" if data.isascii() else "utf-8")
    if _broken_share(data) < MOSTLY_VALID:
        return Encoding(name="utf-8", errors="replace")
    return Encoding(name=_single_byte(data), errors="replace")


def _decodes(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _utf16_without_mark(data: bytes) -> str:
    sample = data[:2_000]
    half = len(sample) // 2
    if half < 2 or sample.count(0) < half * 0.6:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _refuse_binary(data: bytes, *, name: str) -> None:
    sample = data[:SAMPLE]
    odd = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13, 27))
    if odd > max(4, len(sample) * 0.02):
        raise Refusal(
            "not-a-table",
            name,
            "The file is not text and not a known kind of workbook. Nothing was read. Open it in the program it "
            "belongs to, save the table as XLSX or CSV, and import that file.",
        )


def _broken_share(data: bytes) -> float:
    """Share of the runs of non-ASCII bytes that are not valid UTF-8."""
    runs = _HIGH_RUN.findall(data)
    broken = sum(1 for run in runs if not _decodes(run, "utf-8"))
    return broken / len(runs)


def _single_byte(data: bytes) -> str:
    words = _WORD_WITH_HIGH.findall(data)[:4_000]
    high = b"".join(words)
    runs = _HIGH_RUN.findall(high)
    if sum(map(len, runs)) / len(runs) >= 2.5:
        return _other_script(data)
    return max(_WESTERN, key=lambda codec: (_plausible(words, codec), -_WESTERN.index(codec)))


def _plausible(words: list[bytes], codec: str) -> int:
    """Points for words that decode to letters of one case style, minus points for symbols inside words."""
    points = 0
    for word in words:
        text = word.decode(codec, errors="replace")
        if len(text) == 1:
            points += 1 if text in _LONE_SYMBOLS else 0
        elif text.isalpha():
            points += 2 if text.islower() or text.isupper() or text.istitle() else 0
        else:
            points -= 2 if any(not char.isalpha() for char in text[1:-1]) else 0
    return points


def _other_script(data: bytes) -> str:
    lines = [line for line in data[: SAMPLE * 8].splitlines() if _HIGH_RUN.search(line)]
    best = from_bytes(b"\n".join(lines)[:SAMPLE], cp_isolation=list(_OTHER_SCRIPTS)).best()
    return best.encoding if best is not None else "cp1252"
