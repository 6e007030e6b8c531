"""Sixty real business apps, unattended: `python -m bench.business_apps [--only NAME ...] [--rows 12]`.

    DATA_DIR=/tmp/bench python -m bench.business_apps

Each group of DocTypes of the corpus becomes an app of ours, is approved and deployed onto real tables, filled with
generated records, listed, extended by a second version and rolled back. Works on the database of DATABASE_URL, which
must be empty (default: SQLite in DATA_DIR). Prints Markdown: a row per app, then what was lost in translation and why.
Exits 1 when an app failed or lost a record.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command

from tests.business_apps.converting import converted
from tests.business_apps.corpus import CORPUS, MISSING, DocTypes, read_corpus
from tests.business_apps.grouping import Group, groups_of
from tests.business_apps.running import ROWS, Outcome, run_app

COLUMNS = (
    *("app", "tables", "fields", "rules", "rules lost", "fields lost", "rights lost"),
    *("compile s", "deploy s", "lists", "rows", "kept", "failed"),
)


def main(argv: Sequence[str]) -> int:
    """Run the apps; 0 if none failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", default=[])
    parser.add_argument("--rows", type=int, default=ROWS)
    options = parser.parse_args(argv)
    if not CORPUS.exists():
        print(MISSING, file=sys.stderr)
        return 2
    call_command("migrate", verbosity=0)
    doctypes = read_corpus(CORPUS)
    print(f"| {' | '.join(COLUMNS)} |")
    print(f"|{' --- |' * len(COLUMNS)}")
    outcomes: list[Outcome] = []
    for group in groups_of(doctypes):
        if options.only and group.title not in options.only:
            continue
        outcomes.append(run_app(group, doctypes, rows=options.rows))
        print(row(outcomes[-1]), flush=True)
    print(total(outcomes))
    print(reasons("Rules", (one.losses.rules for one in outcomes)))
    print(reasons("Rules, each DocType counted once,", rules_once(doctypes)))
    print(reasons("Fields", (one.losses.fields for one in outcomes)))
    print(reasons("Rights", (one.losses.rights for one in outcomes)))
    for outcome in outcomes:
        for failure in outcome.failures:
            print(f"- {outcome.title}: {failure}")
    return 1 if any(outcome.failures or outcome.kept != outcome.rows for outcome in outcomes) else 0


def row(outcome: Outcome) -> str:
    """One line of the table."""
    losses = outcome.losses
    cells = (
        *(outcome.title, outcome.entities, outcome.fields, outcome.rules_made),
        *(losses.rules.total(), losses.fields.total(), losses.rights.total()),
        *(f"{outcome.compile_seconds:.2f}", f"{outcome.deploy_seconds:.1f}"),
        *(outcome.lists, outcome.rows, outcome.kept, len(outcome.failures)),
    )
    return f"| {' | '.join(map(str, cells))} |"


def total(outcomes: Sequence[Outcome]) -> str:
    """The last line: sums, and the number of apps that failed."""
    losses = [(one.losses.rules.total(), one.losses.fields.total(), one.losses.rights.total()) for one in outcomes]
    cells = (
        f"**{len(outcomes)} apps**",
        *(sum(one.entities for one in outcomes), sum(one.fields for one in outcomes)),
        sum(one.rules_made for one in outcomes),
        *(sum(kinds) for kinds in zip(*losses, strict=True)),
        f"{sum(one.compile_seconds for one in outcomes):.2f}",
        f"{sum(one.deploy_seconds for one in outcomes):.1f}",
        *(sum(one.lists for one in outcomes), sum(one.rows for one in outcomes), sum(one.kept for one in outcomes)),
        sum(bool(one.failures) for one in outcomes),
    )
    return f"| {' | '.join(map(str, cells))} |"


def reasons(title: str, counts: Iterable[Counter[str]]) -> str:
    """How often each reason was met, the most frequent first."""
    together: Counter[str] = Counter()
    for one in counts:
        together.update(one)
    lines = [f"| {reason} | {count} |" for reason, count in together.most_common() if count]
    return "\n".join((f"\n| {title} lost because | times |", "| --- | --- |", *lines))


def rules_once(doctypes: DocTypes) -> Iterator[Counter[str]]:
    """The lost rules of each DocType with its tables. In the apps, what many link to is counted many times."""
    for doctype in doctypes.values():
        if not doctype.is_table:
            yield converted(Group(title=doctype.name, mains=(doctype,), nearby=()), doctypes).losses.rules


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
