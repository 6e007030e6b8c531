"""What a file is, by its first bytes. What the sender calls it only tells office files from other archives."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FileType:
    """A media type, its usual extensions, and whether it is an ordinary document or picture."""

    mime: str
    extensions: tuple[str, ...]
    is_ordinary: bool = True


_OFFICE = "application/vnd.openxmlformats-officedocument"
_BY_START: tuple[tuple[bytes, FileType], ...] = (
    (b"%PDF-", FileType(mime="application/pdf", extensions=("pdf",))),
    (b"\x89PNG\r\n\x1a\n", FileType(mime="image/png", extensions=("png",))),
    (b"\xff\xd8\xff", FileType(mime="image/jpeg", extensions=("jpg", "jpeg"))),
    (b"GIF87a", FileType(mime="image/gif", extensions=("gif",))),
    (b"GIF89a", FileType(mime="image/gif", extensions=("gif",))),
    (b"II*\x00", FileType(mime="image/tiff", extensions=("tif", "tiff"))),
    (b"MM\x00*", FileType(mime="image/tiff", extensions=("tif", "tiff"))),
    (b"{\\rtf", FileType(mime="application/rtf", extensions=("rtf",))),
)
_IN_ARCHIVE = {
    "docx": FileType(mime=f"{_OFFICE}.wordprocessingml.document", extensions=("docx",)),
    "xlsx": FileType(mime=f"{_OFFICE}.spreadsheetml.sheet", extensions=("xlsx",)),
    "pptx": FileType(mime=f"{_OFFICE}.presentationml.presentation", extensions=("pptx",)),
    "odt": FileType(mime="application/vnd.oasis.opendocument.text", extensions=("odt",)),
    "ods": FileType(mime="application/vnd.oasis.opendocument.spreadsheet", extensions=("ods",)),
}
_OLD_OFFICE = {
    "doc": FileType(mime="application/msword", extensions=("doc",)),
    "xls": FileType(mime="application/vnd.ms-excel", extensions=("xls",)),
    "ppt": FileType(mime="application/vnd.ms-powerpoint", extensions=("ppt",)),
}
_ZIP = FileType(mime="application/zip", extensions=("zip",), is_ordinary=False)
_OLE = FileType(mime="application/x-ole-storage", extensions=(), is_ordinary=False)
_HTML = FileType(mime="text/html", extensions=("html", "htm"), is_ordinary=False)
_SVG = FileType(mime="image/svg+xml", extensions=("svg",), is_ordinary=False)
_CSV = FileType(mime="text/csv", extensions=("csv",))
_TEXT = FileType(mime="text/plain", extensions=("txt",))
_UNKNOWN = FileType(mime="application/octet-stream", extensions=(), is_ordinary=False)
_WEBP = FileType(mime="image/webp", extensions=("webp",))
_HEIC = FileType(mime="image/heic", extensions=("heic", "heif"))
_MARKUP = (b"<!doctype", b"<html", b"<script", b"<head", b"<body", b"<iframe", b"<?xml", b"<svg")


def type_of(head: bytes, name: str) -> FileType:
    """The type of a file that starts with `head`."""
    for start, found in _BY_START:
        if head.startswith(start):
            return found
    extension = name.rpartition(".")[2].lower()
    if head.startswith(b"PK\x03\x04"):
        return _IN_ARCHIVE.get(extension, _ZIP)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _OLD_OFFICE.get(extension, _OLE)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _WEBP
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1"):
        return _HEIC
    return _text_type(head, extension)


def _text_type(head: bytes, extension: str) -> FileType:
    if b"\x00" in head:
        return _UNKNOWN
    lower = head.lower()
    if b"<svg" in lower:
        return _SVG
    if any(mark in lower for mark in _MARKUP):
        return _HTML
    return _CSV if extension == "csv" else _TEXT
