"""How long the largest drafts take to read and compile: `python -m bench.compile [--rounds 3] [--only NAME ...]`.

Each case is a document near one limit of the language. Prints, per case, its size, how much of what is in it, the
processor seconds of a first reading (nothing remembered) and of one more after a small edit, and the problems found.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import cast

from components.catalogue import read_library
from components.manifests import LIBRARY
from definition.catalogue import Catalogue
from definition.compiler import READINGS, read_document
from definition.compiler.sources import parsed_source
from definition.json_types import JsonObject, JsonValue

GOLDEN = Path(__file__).parent.parent / "tests" / "definitions" / "large_survey.json"
SEPARATORS = (",", ":")
Case = Callable[[], JsonObject]


def survey() -> JsonObject:
    """An ordinary large app: 300 fields, 100 rules."""
    document: JsonObject = json.loads(GOLDEN.read_text("utf-8"))
    return document


def formulas() -> JsonObject:
    """1,500 formulas of 120 characters in ten tables."""
    return _app(tables=10, numbers=50, calculations=150, formula=lambda place: _sum(place, terms=8, numbers=50))


def refused() -> JsonObject:
    """1,500 formulas of 600 characters in ten tables: more than is read."""
    return _app(tables=10, numbers=50, calculations=150, formula=lambda place: _sum(place, terms=40, numbers=50))


def chain() -> JsonObject:
    """1,500 formulas in ten tables, each using the one before."""
    return _app(
        tables=10,
        numbers=50,
        calculations=150,
        formula=lambda place: f"number_{place % 50} + {f'total_{place - 1}' if place else '1'}",
    )


def knots() -> JsonObject:
    """1,500 formulas in ten tables, every one going round with its neighbours."""
    return _app(
        tables=10, numbers=50, calculations=150, formula=lambda place: f"total_{place ^ 1} + total_{(place + 2) % 150}"
    )


def choices() -> JsonObject:
    """1,000 rules with sixteen alternatives each on one form of 200 fields."""
    document = _app(tables=1, numbers=200, calculations=0, formula=lambda place: "1")
    words = [
        " && ".join(
            f"(number_{(place + turn) % 100} > {turn} || number_{(place + turn) % 100} < -{turn})" for turn in range(4)
        )
        for place in range(1000)
    ]
    return _ruled(document, words)


def conditions() -> JsonObject:
    """1,000 rules of 190 characters on one form of 200 fields."""
    document = _app(tables=1, numbers=200, calculations=0, formula=lambda place: "1")
    return _ruled(document, [f"{_sum(place, terms=10, numbers=100)} > {place}" for place in range(1000)])


def unknown() -> JsonObject:
    """1,500 formulas in ten tables, each naming two fields that do not exist."""
    names = [f"a_name_that_no_field_of_it_has_{turn}" for turn in range(2)]
    return _app(
        tables=10, numbers=50, calculations=150, formula=lambda place: " + ".join(f"{name}_{place}" for name in names)
    )


def sections() -> JsonObject:
    """1,000 rules on eight nested sections that hold 4,900 fields, some of them many times."""
    document = _app(tables=1, numbers=200, calculations=0, formula=lambda place: "1")
    ids = list(cast("JsonObject", document["fields"]))
    nodes: dict[str, JsonValue] = {}
    for depth in range(7):
        parent = f"nod_s{depth - 1}" if depth else None
        nodes[f"nod_s{depth}"] = _node(parent, "section@1", None, 0)
    for place in range(4900):
        nodes[f"nod_f{place:04}"] = _node("nod_s6", "number@1", ids[place % 100], place)
    words = [f"{_sum(place, terms=10, numbers=100)} > {place}" for place in range(1000)]
    return _formed(document, nodes, _rules(words, [f"nod_s{place % 7}" for place in range(1000)]))


CASES: Mapping[str, Case] = {
    case.__name__: case for case in (survey, formulas, refused, chain, knots, unknown, choices, conditions, sections)
}


def _sum(place: int, *, terms: int, numbers: int) -> str:
    parts = [f"number_{(place * 7 + turn) % numbers} * {turn + 1}" for turn in range(terms)]
    return " + ".join(parts)


def _app(*, tables: int, numbers: int, calculations: int, formula: Callable[[int], str]) -> JsonObject:
    fields: dict[str, JsonValue] = {}
    for table in range(tables):
        for place in range(numbers):
            fields[f"fld_n{table:02}x{place:03}"] = _field(table, f"number_{place}", "number", {}, place)
        for place in range(calculations):
            settings: JsonObject = {"formula": formula(place)}
            fields[f"fld_c{table:02}x{place:03}"] = _field(table, f"total_{place}", "calc", settings, numbers + place)
    document = survey()
    entities = {
        f"ent_t{table:02}": {
            "key": f"table_{table}",
            "label": f"Table {table}",
            "label_plural": "",
            "title_field": None,
            "order": f"a{table}",
        }
        for table in range(tables)
    }
    empty: JsonObject = {
        "entities": entities,
        "fields": fields,
        "pages": {},
        "nodes": {},
        "rules": {},
        "grants": {},
        "texts": {},
    }
    return {**document, **empty}


def _field(table: int, key: str, kind: str, settings: JsonObject, place: int) -> JsonObject:
    return {
        "entity": f"ent_t{table:02}",
        "key": key,
        "label": key.replace("_", " "),
        "kind": kind,
        "settings": dict(settings),
        "order": f"b{place:03}5",
    }


def _ruled(document: JsonObject, conditions: Sequence[str]) -> JsonObject:
    """The document with a form of its fields and one rule per condition, on the later half of the fields."""
    ids = list(cast("JsonObject", document["fields"]))
    nodes: JsonObject = {f"nod_f{at:04}": _node(None, "number@1", field, at) for at, field in enumerate(ids)}
    targets = [f"nod_f{100 + place % 100:04}" for place in range(len(conditions))]
    return _formed(document, nodes, _rules(conditions, targets))


def _node(parent: str | None, component: str, field: str | None, place: int) -> JsonObject:
    return {
        "page": "pag_form",
        "parent": parent,
        "order": f"b{place:04}5",
        "component": component,
        "field": field,
        "props": {},
    }


def _rules(conditions: Sequence[str], targets: Sequence[str]) -> JsonObject:
    return {
        f"rul_r{place:04}": {
            "entity": "ent_t00",
            "target": target,
            "effect": "show",
            "when": words,
            "order": f"b{place:04}5",
        }
        for place, (words, target) in enumerate(zip(conditions, targets, strict=True))
    }


def _formed(document: JsonObject, nodes: JsonObject, rules: JsonObject) -> JsonObject:
    form: JsonObject = {"key": "form", "title": "Form", "kind": "form", "entity": "ent_t00", "order": "a0"}
    return {**document, "nodes": nodes, "rules": rules, "pages": {"pag_form": form}}


def main(argv: list[str]) -> int:
    """Measure every case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=list(CASES), default=list(CASES))
    options = parser.parse_args(argv)
    catalogue = read_library(LIBRARY)
    print(f"{'case':<12}{'kB':>7}{'fields':>8}{'rules':>7}{'first s':>10}{'again s':>10}  problems")
    for name in options.only:
        print(row(name, catalogue, rounds=options.rounds), flush=True)
    return 0


def row(name: str, catalogue: Catalogue, *, rounds: int) -> str:
    """One line of the table: the best of `rounds` measurements."""
    document = CASES[name]()
    sizes = [len(cast("JsonObject", document[part])) for part in ("fields", "rules")]
    first, again = [], []
    for _ in range(rounds):
        READINGS.forget()
        parsed_source.cache_clear()
        first.append(seconds(document, catalogue))
        again.append(seconds({**document, "app": {**cast("JsonObject", document["app"]), "summary": "x"}}, catalogue))
    found = Counter(problem.code for problem in read_document(document, catalogue).problems)
    told = ", ".join(f"{code} x {count}" for code, count in found.most_common(4)) or "none"
    size = len(json.dumps(document, separators=SEPARATORS)) // 1000
    return f"{name:<12}{size:>7}{sizes[0]:>8}{sizes[1]:>7}{min(first):>10.2f}{min(again):>10.2f}  {told}"


def seconds(document: JsonObject, catalogue: Catalogue) -> float:
    """The seconds of processor time one reading takes."""
    start = time.process_time()
    read_document(document, catalogue)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
