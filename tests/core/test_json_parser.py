"""Hostile bodies end in a 400 that says what is wrong; everything else is read exactly."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.http.json_parser import MAX_DEPTH, BadJson, parse_json

HOSTILE = {
    "nul": rb'{"a": "x\u0000y"}',
    "lone surrogate": rb'{"a": "\ud800"}',
    "lone surrogate in a key": rb'{"\udfff": 1}',
    "too deep": b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1),
    "very deep": b"[" * 500_000,
    "deep behind an open string": b'"' + b'\\"' * 100_000,
    "not a number": b"NaN",
    "infinity": b"-Infinity",
    "overflow": b"1e999",
    "digits": b"9" * 41,
    "same key twice": b'{"a": 1, "a": 2}',
    "not utf-8": b'{"a": "\xff"}',
    "utf-16": '{"a": 1}'.encode("utf-16"),
    "cut off": b'{"a": ',
    "trailing": b"{} {}",
    "empty": b"",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_body_is_refused_with_words(body: bytes) -> None:
    with pytest.raises(BadJson) as refused:
        parse_json(body)
    assert refused.value.code == "bad-json"
    assert str(refused.value).endswith(".")


def test_depth_inside_strings_does_not_count() -> None:
    text = "[" * 100 + '"' + "\\"
    assert parse_json(json.dumps([text]).encode()) == [text]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**38), 10**38)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text('abc\\"{[', max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_every_ordinary_value_survives(value: object) -> None:
    assert parse_json(json.dumps(value).encode()) == value


@given(st.binary(max_size=200))
def test_random_bytes_never_raise_anything_else(body: bytes) -> None:
    try:
        parse_json(body)
    except BadJson:
        return
