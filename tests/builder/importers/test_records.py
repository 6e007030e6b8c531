"""Text to records: what the csv module writes in any dialect is read back cell for cell."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from builder.importers.tabular.dialect import detect_dialect
from builder.importers.tabular.records import STRAYS_ENDURED, Dialect, split_records

CELLS = st.text(alphabet=st.sampled_from("ab 1,;\t|'\"\\\n.é日"), max_size=8)
GRIDS = st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=6)
WORDS = st.text(alphabet="abcdefgh", min_size=1, max_size=8)


def read(text: str, dialect: Dialect) -> list[list[str]]:
    return [record.cells for record in split_records(iter(io.StringIO(text, newline="")), dialect)]


@given(grid=GRIDS, delimiter=st.sampled_from(",;\t|"), quote=st.sampled_from("\"'"), escape=st.sampled_from(["", "\\"]))
def test_any_grid_in_any_dialect_reads_back_the_same(
    grid: list[list[str]], delimiter: str, quote: str, escape: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(
        out,
        delimiter=delimiter,
        quotechar=quote,
        escapechar=escape or None,
        doublequote=not escape,
        quoting=csv.QUOTE_ALL,
        lineterminator="\n",
    )
    writer.writerows(grid)

    assert read(out.getvalue(), Dialect(delimiter=delimiter, quote=quote, escape=escape)) == grid


@given(grid=GRIDS, delimiter=st.sampled_from(",;\t|"))
def test_grids_quoted_only_where_needed_read_back_the_same(grid: list[list[str]], delimiter: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(grid)

    assert read(out.getvalue(), Dialect(delimiter=delimiter)) == grid


@given(
    rows=st.lists(st.tuples(WORDS, st.integers(0, 9999), WORDS), min_size=3, max_size=12),
    delimiter=st.sampled_from(",;\t|"),
)
def test_the_delimiter_of_an_ordinary_table_is_found(rows: list[tuple[str, int, str]], delimiter: str) -> None:
    text = "".join(delimiter.join(map(str, row)) + "\n" for row in [("name", "count", "place"), *rows])

    assert detect_dialect(text).delimiter == delimiter


def test_a_comma_inside_quotes_does_not_outvote_the_semicolon() -> None:
    text = 'name;amount\n"Smith, Ann";1,5\n"Jones, Bo";2,5\n'

    assert detect_dialect(text).delimiter == ";"


def test_spaces_before_a_quoted_cell_are_ignored() -> None:
    text = 'a, b\n1, "x, y"\n2, "z"\n'
    dialect = detect_dialect(text)

    assert read(text, dialect)[1:] == [["1", "x, y"], ["2", "z"]]


def test_a_backslash_escapes_quotes_where_nothing_is_doubled() -> None:
    text = 'a,b\n"say \\"hi\\"",1\n"a \\"b\\", c",2\n'

    assert read(text, detect_dialect(text)) == [["a", "b"], ['say "hi"', "1"], ['a "b", c', "2"]]


def test_a_quote_that_is_never_closed_costs_only_its_own_row() -> None:
    records = list(split_records(iter(["a,b\n", '1,"open\n', "2,y\n", "3,z\n"]), Dialect(delimiter=",")))

    assert [record.cells for record in records] == [["a", "b"], ["1", '"open'], ["2", "y"], ["3", "z"]]
    assert [record.stray for record in records] == [False, True, False, False]


def test_after_many_unclosed_quotes_quotes_are_plain_characters() -> None:
    lines = [f'"{i},x\n' for i in range(2 * STRAYS_ENDURED + 1)]
    lines[1::2] = [f"{i},x\n" for i in range(STRAYS_ENDURED)]
    records = list(split_records(iter(lines), Dialect(delimiter=",")))

    assert len(records) <= len(lines)
    assert records[-1].cells[0] == f'"{2 * STRAYS_ENDURED}'


def test_a_quoted_cell_keeps_its_line_break() -> None:
    assert read('"a\nb",c\nd,e\n', Dialect(delimiter=",")) == [["a\nb", "c"], ["d", "e"]]
