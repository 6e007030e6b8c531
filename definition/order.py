"""Fractional indexes: a place between two siblings is a string between their strings, so a move changes one object.

The algorithm of "fractional indexing" in base 62, the same as in the browser: an integer part whose first letter says
how long it is (`a0`, `Zz`), then an optional fraction that never ends in `0`.
"""

from typing import Final

DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SMALLEST: Final = "A" + "0" * 26


class OrderError(ValueError):
    """An order string is not one of ours, or `before` does not come before `after`."""


def order_between(before: str | None, after: str | None) -> str:
    """A string that sorts after `before` and before `after`; None is the open end.

    Raises OrderError when a string is malformed or the two are not in order.
    """
    for order in (before, after):
        if order is not None:
            _check(order)
    if before is not None and after is not None and before >= after:
        raise OrderError(f"{before!r} does not come before {after!r}")
    if before is None:
        return "a0" if after is None else _before(after)
    if after is None:
        return _after(before)
    whole, whole_after = _whole(before), _whole(after)
    if whole == whole_after:
        return whole + _midpoint(before[len(whole) :], after[len(whole) :])
    following = _increment(whole)
    if following is not None and following < after:
        return following
    return whole + _midpoint(before[len(whole) :], None)


def orders(count: int, *, after: str | None = None) -> tuple[str, ...]:
    """`count` order strings in a row, after `after`."""
    result: list[str] = []
    for _ in range(count):
        after = order_between(after, None)
        result.append(after)
    return tuple(result)


def is_order(order: str) -> bool:
    """Whether `order_between` can work with this string."""
    try:
        _check(order)
    except OrderError:
        return False
    return True


def _before(after: str) -> str:
    whole = _whole(after)
    if whole == _SMALLEST:
        return whole + _midpoint("", after[len(whole) :])
    if whole < after:
        return whole
    preceding = _decrement(whole)
    if preceding is None:
        raise OrderError("no order string is smaller")
    return preceding


def _after(before: str) -> str:
    whole = _whole(before)
    following = _increment(whole)
    return whole + _midpoint(before[len(whole) :], None) if following is None else following


def _midpoint(low: str, high: str | None) -> str:
    """A fraction between the fractions `low` and `high`, without a trailing zero."""
    if high is not None:
        same = 0
        while same < len(high) and (low[same] if same < len(low) else "0") == high[same]:
            same += 1
        if same > 0:
            return high[:same] + _midpoint(low[same:], high[same:])
    first = DIGITS.index(low[0]) if low else 0
    last = DIGITS.index(high[0]) if high is not None else len(DIGITS)
    if last - first > 1:
        return DIGITS[(first + last + 1) // 2]
    if high is not None and len(high) > 1:
        return high[:1]
    return DIGITS[first] + _midpoint(low[1:], None)


def _whole_length(head: str) -> int:
    if "a" <= head <= "z":
        return ord(head) - ord("a") + 2
    if "A" <= head <= "Z":
        return ord("Z") - ord(head) + 2
    raise OrderError(f"an order string cannot start with {head!r}")


def _whole(order: str) -> str:
    return order[: _whole_length(order[0])]


def _check(order: str) -> None:
    if not order or order == _SMALLEST or any(character not in DIGITS for character in order):
        raise OrderError(f"{order!r} is not an order string")
    length = _whole_length(order[0])
    if length > len(order) or (len(order) > length and order.endswith("0")):
        raise OrderError(f"{order!r} is not an order string")


def _increment(whole: str) -> str | None:
    """The next integer part, None after the largest."""
    head, digits = whole[0], list(whole[1:])
    for place in reversed(range(len(digits))):
        if digits[place] != "z":
            digits[place] = DIGITS[DIGITS.index(digits[place]) + 1]
            return head + "".join(digits)
        digits[place] = "0"
    if head == "Z":
        return "a0"
    if head == "z":
        return None
    following = chr(ord(head) + 1)
    return following + "".join([*digits, "0"] if following > "a" else digits[:-1])


def _decrement(whole: str) -> str | None:
    """The previous integer part, None before the smallest."""
    head, digits = whole[0], list(whole[1:])
    for place in reversed(range(len(digits))):
        if digits[place] != "0":
            digits[place] = DIGITS[DIGITS.index(digits[place]) - 1]
            return head + "".join(digits)
        digits[place] = "z"
    if head == "a":
        return "Zz"
    if head == "A":
        return None
    preceding = chr(ord(head) - 1)
    return preceding + "".join([*digits, "z"] if preceding < "Z" else digits[:-1])
