"""What a file really is, decided by its bytes; archives are measured before anything is unpacked."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from builder.importers.tabular.limits import Limits
from builder.importers.tabular.problems import Refusal

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"
GZIP_MAGIC = b"\x1f\x8b"
BIFF_MAGICS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
WORD_STREAM = "WordDocument".encode("utf-16-le")
SLIDES_STREAM = "PowerPoint Document".encode("utf-16-le")
BOOK_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))

_OTHER_FILES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database file"),
    (b"{\\rtf", "a rich text document"),
)
_MARKUP = (
    (b"<html", "a web page"),
    (b"<!doctype html", "a web page"),
    (b"<table", "a web page"),
    (b"<?xml", "an XML document"),
)

_SOMETHING = re.compile(rb"[^ \t\r\n\x00\xef\xbb\xbf\xff\xfe]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The bytes to read and what they are: "text", "xlsx", "xlsb", "xls" or "ods"."""

    format: str
    data: bytes


def open_content(path: Path, *, name: str, limits: Limits) -> Content:
    """Read and identify the file. Raises Refusal for anything that is not a table of a bearable size."""
    size = path.stat().st_size
    if size > limits.upload:
        raise Refusal(
            "file-too-large",
            name,
            f"The file is {size / 1e6:.1f} MB; at most {limits.upload / 1e6:.0f} MB can be imported. "
            "Nothing was read. Split it into smaller files and import them one after the other.",
        )
    data = path.read_bytes()
    if data.startswith(GZIP_MAGIC):
        data = _gunzip(data, name=name, limits=limits)
    if not _SOMETHING.search(data):
        raise Refusal(
            "empty-file", name, "The file is empty: it holds no cells at all. Choose a file with at least one row."
        )
    return Content(format=_format_of(data, name=name, limits=limits), data=data)


def _gunzip(data: bytes, *, name: str, limits: Limits) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(data, limits.unpacked + 1)
    except zlib.error as error:
        raise Refusal(
            "damaged-archive", name, "The compressed file is damaged and cannot be unpacked. Save or send it again."
        ) from error
    if len(plain) > limits.unpacked:
        raise _bomb(name, f"it unpacks to more than {limits.unpacked / 1e6:.0f} MB")
    if not unpacker.eof:
        raise Refusal(
            "damaged-archive", name, "The compressed file ends too early; a part is missing. Save or send it again."
        )
    return plain


def _format_of(data: bytes, *, name: str, limits: Limits) -> str:
    if data.startswith(ZIP_MAGIC):
        return _zip_format(data, name=name, limits=limits)
    if data.startswith(OLE_MAGIC):
        return _ole_format(data, name=name)
    if data.startswith(BIFF_MAGICS):
        return "xls"
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for magic, what in _OTHER_FILES:
        if data.startswith(magic):
            raise _not_a_table(name, what)
    for start, what in _MARKUP:
        if head.startswith(start):
            raise _not_a_table(name, what)
    return "text"


def _zip_format(data: bytes, *, name: str, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _measure(entries, packed=len(data), name=name, limits=limits)
            names = {entry.filename for entry in entries}
            if "mimetype" in names:
                return _opendocument_format(archive.read("mimetype")[:100], name=name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error, OSError, ValueError) as error:
        raise Refusal(
            "damaged-workbook",
            name,
            "The workbook is damaged: its archive cannot be opened. Open it in your spreadsheet program, "
            "save it under a new name and import that file.",
        ) from error
    return _office_format(names, name=name)


def _measure(entries: list[zipfile.ZipInfo], *, packed: int, name: str, limits: Limits) -> None:
    if len(entries) > limits.archive_entries:
        raise _bomb(name, f"it holds {len(entries):,} parts; a workbook has at most {limits.archive_entries:,}")
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked:
        raise _bomb(name, f"it unpacks to {total / 1e6:.0f} MB; at most {limits.unpacked / 1e6:.0f} MB are read")
    if total > limits.archive_ratio * max(packed, 1):
        raise _bomb(name, f"it unpacks to {total / max(packed, 1):.0f} times its size")
    if any(entry.flag_bits & 1 for entry in entries):
        raise protected(name)


def _opendocument_format(mimetype: bytes, *, name: str) -> str:
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    raise _not_a_table(name, "an archive or a document of another program")


def _office_format(names: set[str], *, name: str) -> str:
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(entry.startswith("xl/") for entry in names) or {"[Content_Types].xml", "workbook.xml"} <= names:
        return "xlsx"
    if any(entry.startswith("word/") for entry in names):
        raise _not_a_table(name, "a Word document")
    if any(entry.startswith("ppt/") for entry in names):
        raise _not_a_table(name, "a PowerPoint presentation")
    raise _not_a_table(name, "a ZIP archive")


def _ole_format(data: bytes, *, name: str) -> str:
    if ENCRYPTED_STREAM in data:
        raise protected(name)
    if any(stream in data for stream in BOOK_STREAMS):
        return "xls"
    if WORD_STREAM in data:
        raise _not_a_table(name, "a Word document")
    if SLIDES_STREAM in data:
        raise _not_a_table(name, "a PowerPoint presentation")
    return "xls"


def protected(name: str) -> Refusal:
    """The refusal for a workbook that asks for a password."""
    return Refusal(
        "protected-workbook",
        name,
        "The workbook is protected with a password, so its cells cannot be read. Open it in your spreadsheet "
        "program, remove the password, save it and import the saved file.",
    )


def _bomb(name: str, why: str) -> Refusal:
    return Refusal(
        "archive-too-large",
        name,
        f"The file was not unpacked: {why}. Nothing was read. Save only the sheet you need, as CSV or XLSX, "
        "and import that file.",
    )


def _not_a_table(name: str, what: str) -> Refusal:
    return Refusal(
        "not-a-table",
        name,
        f"The file is {what}, not a spreadsheet. Nothing was read. Open it in the program it belongs to, "
        "save the table as XLSX or CSV, and import that file.",
    )
