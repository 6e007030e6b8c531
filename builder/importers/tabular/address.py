"""Addresses of cells as people read them in a spreadsheet."""


def column_letters(index: int) -> str:
    """0 is "A", 25 is "Z", 26 is "AA"."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_address(sheet: str, index: int, row: int) -> str:
    """ "Sheet1!C14", or "C14" in a file that has only one unnamed sheet. `index` from 0, `row` from 1."""
    address = f"{column_letters(index)}{row}"
    if not sheet:
        return address
    quoted = sheet if sheet.isidentifier() or sheet.isalnum() else "'" + sheet.replace("'", "''") + "'"
    return f"{quoted}!{address}"
