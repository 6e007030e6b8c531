"""How an XLSX workbook shows its numbers: as percentages, with a currency, with leading zeros.

The reader of cells gives 0.125 for "12.5 %" and 7 for "007". What the person saw is in the cell formats, so the first
part of every sheet is scanned for them. Whatever cannot be understood is simply not known: no error comes from here.
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from builder.importers.tabular.numbers import CODES, SYMBOLS

SCANNED = 2_000_000
"""Bytes of a sheet's XML that are looked at: some twenty thousand cells."""
SHARE = 0.9

_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*?\w*:?id=\"(?P<id>[^\"]+)\"[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_FORMAT = re.compile(r"<(?:\w+:)?numFmt\s[^>]*>")
_STYLES = re.compile(r"<(?:\w+:)?cellXfs.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(r"<(?:\w+:)?xf\s[^>]*>")
_CELL = re.compile(r"<(?:\w+:)?c\s([^>]*[^/])>")
_ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")
_QUOTED = re.compile(r"\"[^\"]*\"|\\.")
_PADDED = re.compile(r"0{2,15}")
_CURRENCY = re.compile(r"\[\$([^\]\-]+)(?:-[^\]]*)?\]|\"([^\"]+)\"|([$£€¥])")
_BUILT_IN = {9: "0%", 10: "0.00%"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How the numbers of a column are shown. `digits` is the width of numbers with leading zeros, else 0."""

    percent: bool = False
    currency: str = ""
    digits: int = 0


PLAIN = Shown()


def formats_of(data: bytes) -> tuple[Mapping[int, Shown], ...]:
    """For every sheet of an XLSX file, in the order of the workbook, the columns whose numbers are shown specially."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = _styles(_text(archive, "xl/styles.xml"))
            if all(shown == PLAIN for shown in styles):
                return ()
            return tuple(_columns(_text(archive, part), styles) for part in _parts(archive))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, NotImplementedError, zlib.error):
        return ()


def shown_by(code: str) -> Shown:
    """What a number format code shows; only its part for positive numbers counts."""
    first = unescape(code).split(";")[0]
    if "%" in _QUOTED.sub("", first):
        return Shown(percent=True)
    if _PADDED.fullmatch(first):
        return Shown(digits=len(first))
    for match in _CURRENCY.finditer(first):
        mark = next(group for group in match.groups() if group).strip()
        currency = SYMBOLS.get(mark, mark)
        if currency in CODES:
            return Shown(currency=currency)
    return PLAIN


def _text(archive: zipfile.ZipFile, part: str) -> str:
    with archive.open(part) as file:
        return file.read(SCANNED).decode("utf-8", "replace")


def _parts(archive: zipfile.ZipFile) -> list[str]:
    targets = {}
    for relation in _RELATION.findall(_text(archive, "xl/_rels/workbook.xml.rels")):
        attributes = dict(_ATTRIBUTE.findall(relation))
        target = attributes["Target"]
        targets[attributes["Id"]] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return [targets[match["id"]] for match in _SHEET.finditer(_text(archive, "xl/workbook.xml"))]


def _styles(text: str) -> list[Shown]:
    codes = dict(_BUILT_IN)
    for element in _FORMAT.findall(text):
        attributes = dict(_ATTRIBUTE.findall(element))
        codes[int(attributes["numFmtId"])] = attributes["formatCode"]
    block = _STYLES.search(text)
    found = _STYLE.findall(block[0]) if block else []
    return [shown_by(codes.get(int(dict(_ATTRIBUTE.findall(xf)).get("numFmtId", "0")), "")) for xf in found]


def _columns(text: str, styles: list[Shown]) -> Mapping[int, Shown]:
    counts: dict[int, Counter[Shown]] = {}
    for cell in _CELL.finditer(text):
        attributes = dict(_ATTRIBUTE.findall(cell[1]))
        style = int(attributes.get("s", "0"))
        if attributes.get("t", "n") != "n" or "r" not in attributes or style >= len(styles):
            continue
        counts.setdefault(_index(attributes["r"]), Counter())[styles[style]] += 1
    usual = {index: counter.most_common(1)[0] for index, counter in counts.items()}
    return {
        index: shown
        for index, (shown, times) in usual.items()
        if shown != PLAIN and times >= SHARE * counts[index].total()
    }


def _index(address: str) -> int:
    number = 0
    for char in address:
        if not char.isalpha():
            break
        number = number * 26 + ord(char.upper()) - 64
    return number - 1
