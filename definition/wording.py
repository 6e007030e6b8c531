"""How what people named is written inside a sentence."""

from itertools import pairwise


def in_sentence(label: str) -> str:
    """ "Expense claim" as "expense claim". Acronyms and names keep their capitals, as does a label that is written in
    capitals throughout: "VAT return", "Visit to Berlin", "Expense Claim".

    Cases: tests/vectors/in_sentence.json, shared with frontend/src/expressions/inSentence.ts.
    """
    first, *rest = label.split(" ")
    if not _is_ordinary(first) or any(_has_name(word) for word in rest):
        return label
    return label[0].lower() + label[1:]


def _is_ordinary(word: str) -> bool:
    """Whether the capital only marks the beginning: "Claim", not "VAT", "A4", "X-ray" or "McCoy"."""
    return word[:1].isupper() and word[1:2].islower() and not any(letter.isupper() for letter in word[2:])


def _has_name(word: str) -> bool:
    return any(one.isupper() and other.islower() for one, other in pairwise(word))
