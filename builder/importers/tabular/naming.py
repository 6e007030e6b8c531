"""Labels and keys from headings: every key is a valid identifier, unique in its table, and not reserved."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

KEY_LENGTH = 39
LABEL_LENGTH = 120

_RESERVED_WORDS = """
    id created_at created_by created_by_id updated_at updated_by updated_by_id version deleted_at release_digest
    all and any array as asc between by case cast check collate column constraint create cross current_date
    current_time current_timestamp current_user default delete desc distinct do drop else end except exists false
    fetch for foreign from full grant group having if in inner insert intersect into is join key left like limit
    natural not null offset on or order outer primary references returning right row rows select session_user set
    size table then to true union unique update user using values when where window with
"""
RESERVED = frozenset(_RESERVED_WORDS.split())

_LETTERS = {
    **dict(zip("абвгдезийклмнопрстуфхцыэ", "abvgdeziiklmnoprstufhcye", strict=True)),
    "ё": "e", "ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": "",
    **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)),
    "θ": "th", "χ": "ch", "ψ": "ps",
    "ß": "ss", "æ": "ae", "ø": "o", "å": "a", "ä": "ae", "ö": "oe", "ü": "ue", "ł": "l", "đ": "d", "\u0131": "i",
}  # fmt: skip
_SIGNS = {"%": " percent ", "#": " number ", "&": " and ", "€": " eur ", "£": " gbp ", "$": " usd "}


def label_of(text: str) -> str:
    """One tidy line of at most 120 characters; empty when `text` holds nothing to read."""
    line = " ".join(text.replace("\x00", "").split())
    return line[: LABEL_LENGTH - 1] + "…" if len(line) > LABEL_LENGTH else line


def slug_of(text: str) -> str:
    """`text` as lower-case letters, digits and single underscores; may be empty or start with a digit."""
    parts: list[str] = []
    for char in unicodedata.normalize("NFC", text).lower():
        mapped = _LETTERS.get(char) or _SIGNS.get(char)
        parts.append(mapped if mapped is not None else unicodedata.normalize("NFKD", char))
    plain = "".join(parts).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def keys_for(labels: Sequence[str]) -> tuple[str, ...]:
    """One key per label, in order; equal labels get `_2`, `_3`."""
    taken: set[str] = set()
    return tuple(_key(slug_of(label), f"column_{i + 1}", taken) for i, label in enumerate(labels))


def option_keys(labels: Iterable[str]) -> tuple[str, ...]:
    """One key per option label, in order, unique among themselves."""
    taken: set[str] = set()
    return tuple(_key(slug_of(label), f"option_{i + 1}", taken, prefix="option_") for i, label in enumerate(labels))


def _key(slug: str, fallback: str, taken: set[str], prefix: str = "column_") -> str:
    base = slug or fallback
    if not base[0].isalpha():
        base = prefix + base
    if base in RESERVED:
        base += "_value"
    base = base[:KEY_LENGTH].rstrip("_")
    key, count = base, 2
    while key in taken:
        tail = f"_{count}"
        key = base[: KEY_LENGTH - len(tail)].rstrip("_") + tail
        count += 1
    taken.add(key)
    return key
