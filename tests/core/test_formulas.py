"""No text that people typed is run by a spreadsheet program, and none is changed by going out and coming back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.formulas import JOINER, shield, unshield

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b"
RUN_AT_START = re.compile(rf"\A[ \u00a0\u3000]*[{re.escape(SIGNS)}\t\r\n]")
RUN_INSIDE = re.compile(rf'[,;|"\t\r\n][ \u00a0\u3000]*[{re.escape(SIGNS)}]')
HOSTILE = st.lists(
    st.sampled_from([*SIGNS, *"\t\r\n,;|\"' a1", JOINER, "\u00a0", "\u3000", "cmd|'/C calc'!A0", "HYPERLINK("]),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30 1234", "'+49 30 1234"),
        ("-5 degrees", "'-5 degrees"),
        ("@home", "'@home"),
        ("\t=1", f"'\t{JOINER}=1"),
        ("\uff1d1+1", "'\uff1d1+1"),
        (" =1", "' =1"),
        ("'=1", "''=1"),
        ("a;=1", f"a;{JOINER}=1"),
        ('say "=1"', f'say "{JOINER}=1"'),
        ("x\n- y", f"x\n{JOINER}- y"),
        (f"a,{JOINER}=1", f"a,{JOINER}{JOINER}=1"),
        ("Leeds - London", "Leeds - London"),
        ("'tis", "'tis"),
        ("a=b, c", "a=b, c"),
        ("", ""),
    ],
)
def test_marks_stand_where_a_program_would_begin_to_run(text: str, out: str) -> None:
    assert shield(text) == out
    assert unshield(out) == text


@given(HOSTILE | st.text())
def test_nothing_runs_and_nothing_is_lost(text: str) -> None:
    shielded = shield(text)
    assert not RUN_AT_START.search(shielded)
    assert not RUN_INSIDE.search(shielded)
    assert unshield(shielded) == text
