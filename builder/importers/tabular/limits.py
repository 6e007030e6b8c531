"""How much one import may cost. Every figure is argued in docs/reference/spreadsheet-import.md."""

from dataclasses import dataclass

MEGABYTE = 1_000_000
MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one import. Bytes unless the name says otherwise."""

    upload: int = 20 * MEGABYTE
    unpacked: int = 50 * MEGABYTE
    archive_ratio: int = 100
    archive_entries: int = 1_000
    rows: int = 250_000
    cells: int = 2_000_000
    columns: int = 2_000
    fields: int = 200
    sheets: int = 100
    record_characters: int = 1_000_000
    record_lines: int = 2_000
    memory: int = 512 * MEBIBYTE
    seconds: int = 20
    result: int = 1_000 * MEGABYTE
    bad_cells_listed: int = 200
    preview_rows: int = 20
    options: int = 20


LIMITS = Limits()
