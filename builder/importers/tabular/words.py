"""Texts with a meaning of their own: yes and no, marks for "nothing here", addresses, numbers to call."""

import re

_YES_WORDS = "yes y true t ja j oui o si sí s sim wahr vrai vero verdadero on x ✓ ✔ да д tak ano igen evet kyllä"
_NO_WORDS = "no n false f nein nee non não nao falsch faux falso off нет н nie ne nem hay\u0131r ei nej"
_CLEAR_WORDS = "yes true ja oui sí si sim wahr vrai vero no false nein nee non não falsch faux falso да нет"
YES = frozenset(_YES_WORDS.split())
NO = frozenset(_NO_WORDS.split())
_CLEAR = frozenset(_CLEAR_WORDS.split())

_MARK_WORDS = """
    - -- --- \u2013 \u2014 . .. ? n/a na n.a. #n/a nan null none nil (null) nd n.d. #n/v #value! #ref! #div/0! #name?
    #num! #null! k.a. s/o unknown tbc tbd
"""
NULL_MARKS = frozenset(_MARK_WORDS.split())

_EMAIL = re.compile(r"[A-Za-z0-9._%+'&-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]{3,1900}", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+|00)?[\d\s().\-/]{5,24}(?:\s?(?:ext?\.?|x)\s?\d{1,5})?")
_TOTAL = re.compile(
    r"(?:grand\s+|sub-?\s?|overall\s+)?(?:totals?|sums?|summe|gesamt(?:summe)?|insgesamt|totale|totaal|somme|suma|итого|всего)"
    r"\b[^\d]{0,20}",
    re.IGNORECASE,
)
_PHONE_LABEL = re.compile(
    r"\b(?:tel|phone|telephone|mobile|cell|fax|handy|telefon|téléphone|teléfono|telefono)", re.IGNORECASE
)
_ID_LABEL = re.compile(
    r"(?:^|[\s_.\-(])(?:id|ids|code|codes|ref|reference|zip|postcode|postal|plz|sku|ean|isbn|iban|account|acct|"
    r"uuid|guid|barcode|vat|iin|инн|окпо|no|nr|num|number)\W*$",
    re.IGNORECASE,
)
_ID_CAMEL = re.compile(r"^id[A-Z]|[a-z]I[dD]s?$|^[Cc]odice\b|^[Cc]ode\b")
_COUNT_LABEL = re.compile(r"\b(?:number of|no\.? of|count|anzahl|nombre)", re.IGNORECASE)


def yes_no(text: str) -> bool | None:
    """True or False for a word of agreement or refusal in any language known here; None otherwise."""
    word = text.casefold()
    if word in YES:
        return True
    return False if word in NO else None


def is_clear_yes_no(words: set[str]) -> bool:
    """Whether a set of casefolded words is surely a yes/no column: both sides, or a word that means nothing else."""
    if not words or not words <= YES | NO:
        return False
    return bool(words & YES and words & NO) or bool(words & _CLEAR)


def is_null_mark(text: str) -> bool:
    return text.casefold() in NULL_MARKS


def is_email(text: str) -> bool:
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def is_url(text: str) -> bool:
    return _URL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """A number one can dial: 5 to 20 digits, with or without the usual separators."""
    return _PHONE.fullmatch(text) is not None and 5 <= sum(char.isdigit() for char in text) <= 20


def is_spaced_phone(text: str) -> bool:
    """A number to dial that no one would take for a quantity: a leading +, 0 or bracket and separators."""
    return is_phone(text) and text[0] in "+0(" and not text.replace(".", "").isdigit()


def is_total(text: str) -> bool:
    return _TOTAL.fullmatch(text.strip()) is not None


def names_phone(label: str) -> bool:
    return _PHONE_LABEL.search(label) is not None


def names_identifier(label: str) -> bool:
    """Whether a heading announces names made of digits: "ID", "postcode", "Order no", "customerId", "idImpianto"."""
    named = _ID_LABEL.search(label) is not None or _ID_CAMEL.search(label) is not None
    return named and _COUNT_LABEL.search(label) is None
