"""Field kinds: one canonical form, stable through the database, and no hostile value gets past or raises."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definition.json_types import JsonObject, JsonValue
from runtime.fieldtypes import KINDS
from runtime.fieldtypes.base import FieldError, Operator
from runtime.fieldtypes.calc import computed
from runtime.fieldtypes.messages import message, templates

OPTIONS = [{"key": "travel", "label": "Travel"}, {"key": "other", "label": "Other things"}]
SETTINGS: dict[str, JsonObject] = {
    "choice": {"options": OPTIONS},
    "select": {"options": OPTIONS, "other": True},
    "choices": {"options": OPTIONS, "max": 2},
    "number": {"decimals": 2},
    "money": {"currencies": ["EUR", "JPY"]},
    "percent": {"decimals": 1},
    "rating": {"max": 7},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
LIKELY = st.sampled_from(
    [
        *("12.50", "1,234.5", "1.234,5", "-0", "1e400", "NaN", "Infinity", "12,5%", "x" * 3000, chr(0xD800), "\x00"),
        *("2026-02-30", "2026-02-28", "0000-01-01", "2026-01-31T14:05:00+02:00", "9999-12-31T23:59:59-14:00"),
        *("24:00", "9:05", "a@b", "a@b.c", "http://a/b", "javascript:alert(1)", "+44", "+44 20 7946", "(a+)+$"),
        *("\u202ex", "travel", "00000000-0000-0000-0000-000000000000"),
    ]
)


@pytest.mark.parametrize("kind", list(KINDS))
@given(value=JSON | LIKELY | st.fixed_dictionaries({"amount": JSON | LIKELY, "currency": JSON}))
@settings(max_examples=150, deadline=None)
def test_any_value_is_refused_with_a_code_or_becomes_canonical(kind: str, value: JsonValue) -> None:
    field, refused = KINDS.get(kind), []
    odd: JsonObject = {"min": "x", "max": [1], "options": [1, {}], "decimals": "3"}
    for setting in (SETTINGS.get(kind, {}), {}, odd):
        try:
            cleaned = field.clean(value, setting)
        except FieldError as error:
            refused.append((error, field.ask))
            continue
        assert field.clean(cleaned, setting) == cleaned
        columns = field.to_columns(cleaned, setting)
        assert len(columns) == len(field.columns(setting))
        assert field.from_columns(columns, setting) == cleaned
        assert isinstance(field.show(cleaned, setting), str)
    assert all(error.code in templates() for error, _ in refused)
    assert not any("{" in message(error, label="Amount", ask=ask) for error, ask in refused)


@pytest.mark.parametrize("kind", list(KINDS))
@given(operator=st.sampled_from(Operator), text=st.text(max_size=30) | LIKELY)
@settings(max_examples=60, deadline=None)
def test_any_filter_text_is_refused_or_becomes_a_condition_on_our_attribute(
    kind: str, operator: Operator, text: str
) -> None:
    field = KINDS.get(kind)
    code, condition = "", None
    try:
        condition = field.filter("c3", operator, text, SETTINGS.get(kind, {}))
    except FieldError as error:
        code = error.code
    if condition is None:
        assert code in templates()
        return
    assert operator in field.operators
    asked = [child[0] for child in condition.children if isinstance(child, tuple)]
    assert all(name.split("__")[0] == "c3" for name in asked)


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_example_of_a_kind_is_valid(kind: str) -> None:
    field, setting = KINDS.get(kind), SETTINGS.get(kind, {})
    example = field.example(setting)
    if example is not None:
        assert field.clean(example, setting) == example


@pytest.mark.parametrize(
    ("kind", "setting", "value", "canonical"),
    [
        ("text", {}, "  Ada\r\nLovelace ", "Ada Lovelace"),
        ("text", {}, "\u00a0\ufeff", None),
        ("textarea", {}, "one\r\ntwo\n", "one\ntwo"),
        ("email", {}, "Ada@Example.COM", "Ada@example.com"),
        ("phone", {}, "+44  20 7946 0000", "+44 20 7946 0000"),
        ("url", {}, "Example.org/a?b", "https://example.org/a?b"),
        ("number", {"decimals": 2}, "1.234,5", "1234.50"),
        ("number", {}, "100", "100"),
        ("number", {}, "1.50", "1.5"),
        ("number", {}, "-0.0", "0"),
        ("number", {}, 12.5, "12.5"),
        ("money", {"currency": "EUR"}, {"amount": "12.5"}, {"amount": "12.50", "currency": "EUR"}),
        (
            "money",
            {"currencies": ["EUR", "JPY"]},
            {"amount": "1,200", "currency": "JPY"},
            {"amount": "1200", "currency": "JPY"},
        ),
        ("money", {"currency": "EUR"}, {"amount": None, "currency": "EUR"}, None),
        ("percent", {}, "12.5 %", "0.125"),
        ("percent", {"decimals": 0}, "0.2", "0.20"),
        ("date", {}, "2024-02-29", "2024-02-29"),
        ("time", {}, "9:05:00", "09:05"),
        ("datetime", {}, "2026-01-31T14:05:00.5+02:00", "2026-01-31T12:05:00Z"),
        ("confirm", {}, False, None),
        ("choices", {"options": OPTIONS}, ["other", "travel", "other"], ["travel", "other"]),
        ("rating", {}, "4", 4),
        ("record", {}, "0197A000-0000-7000-8000-000000000001", "0197a000-0000-7000-8000-000000000001"),
        (
            "file",
            {},
            [{"id": "0197a000-0000-7000-8000-000000000001", "name": "x"}],
            [{"id": "0197a000-0000-7000-8000-000000000001"}],
        ),
    ],
)
def test_clean(kind: str, setting: JsonObject, value: JsonValue, canonical: JsonValue) -> None:
    assert KINDS.get(kind).clean(value, setting) == canonical


@pytest.mark.parametrize(
    ("kind", "setting", "value", "sentence"),
    [
        ("text", {"max_length": 3}, "abcd", "\u201cAmount\u201d must be 3 characters or fewer"),
        ("text", {"pattern": "[A-Z]{2}"}, "ab", "\u201cAmount\u201d is not in the expected form"),
        ("number", {"min": 100}, "99.5", "\u201cAmount\u201d must be 100 or more"),
        ("number", {"max": "1000"}, "1000.01", "\u201cAmount\u201d must be 1,000 or less"),
        ("number", {"decimals": 0}, "1.5", "\u201cAmount\u201d must be a whole number"),
        ("number", {"step": "0.5"}, "1.3", "\u201cAmount\u201d must be a multiple of 0.5"),
        ("number", {}, "1234567890.1234567", "\u201cAmount\u201d must be 15 digits or less"),
        ("number", {}, "twelve", "\u201cAmount\u201d must be a number, like 12.50"),
        ("money", {"currency": "EUR"}, {"amount": "1", "currency": "USD"}, "\u201cAmount\u201d must be in EUR"),
        ("money", {"currency": "EUR"}, {"amount": "1.005"}, "\u201cAmount\u201d must have 2 decimal places or fewer"),
        ("percent", {"max": 50}, "0.6", "\u201cAmount\u201d must be 50 % or less"),
        ("date", {"min": "2026-01-01"}, "2025-12-31", "\u201cAmount\u201d must be 1 January 2026 or later"),
        ("choice", {"options": OPTIONS}, "hotel", "Choose one of the options for \u201cAmount\u201d"),
        ("choices", {"options": OPTIONS, "min": 2}, ["travel"], "Choose 2 or more for \u201cAmount\u201d"),
        ("calc", {}, "1", "\u201cAmount\u201d is worked out from other answers. Leave it out"),
        ("url", {"https_only": True}, "http://example.com", "\u201cAmount\u201d must start with https://"),
        ("url", {}, "javascript:alert(1)", "Enter a web address, like https://example.com"),
    ],
)
def test_refusals_are_plain_sentences(kind: str, setting: JsonObject, value: JsonValue, sentence: str) -> None:
    with pytest.raises(FieldError) as refused:
        KINDS.get(kind).clean(value, setting)
    assert message(refused.value, label="Amount", ask=KINDS.get(kind).ask) == sentence


def test_required_says_what_to_do() -> None:
    missing = FieldError(code="required")
    assert message(missing, label="Describe other") == "Fill in \u201cDescribe other\u201d"
    assert message(missing, label="Category:", ask="choose") == "Choose an answer for \u201cCategory\u201d"
    assert message(missing, label="Is it urgent?", ask="choose") == "Answer the question \u201cIs it urgent?\u201d"


def test_a_label_is_never_read_as_a_place_for_words() -> None:
    fault = FieldError(code="too-long", params={"limit": "3 {label}"})
    assert message(fault, label="{limit}") == "\u201c{limit}\u201d must be 3 {label} characters or fewer"


@given(number=st.decimals(allow_nan=False, allow_infinity=False))
def test_a_computed_number_is_stored_exactly_or_left_empty(number: Decimal) -> None:
    for setting in ({}, {"decimals": 2}):
        result = computed(number, setting)
        if isinstance(result, str):
            assert len(Decimal(result).normalize().as_tuple().digits) <= 15
            assert computed(Decimal(result), setting) == result
