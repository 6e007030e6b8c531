"""Ten of the sixty apps, and what the run says when something is wrong. All sixty: `python -m bench.business_apps`."""

import pytest

from tests.business_apps.corpus import CORPUS, MISSING, DocTypes, read_corpus
from tests.business_apps.grouping import APPS, Group, groups_of
from tests.business_apps.invented import BOAT, harbour
from tests.business_apps.running import Outcome, run_app

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database, pytest.mark.usefixtures("ground")]
needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason=MISSING)

EVERY = 6
ROWS = 8
TEN = {
    "Appointment": 1,
    "Company": 4,
    "Donation": 2,
    "Item": 15,
    "Maintenance Schedule": 5,
    "Payroll Entry": 5,
    "Quotation": 9,
    "Supplier": 4,
    "Warehouse": 2,
    "Assets module": 6,
}
"""Every sixth of the sixty, and how many tables it has."""


def group_of(title: str, doctypes: DocTypes) -> Group:
    return next(group for group in groups_of(doctypes) if group.title == title)


def ran(title: str, doctypes: DocTypes) -> Outcome:
    return run_app(group_of(title, doctypes), doctypes, rows=ROWS)


@needs_corpus
def test_the_corpus_makes_sixty_apps() -> None:
    titles = [group.title for group in groups_of(read_corpus(CORPUS))]
    assert (len(titles), len(set(titles))) == (APPS, APPS)
    assert titles[::EVERY] == list(TEN)


@needs_corpus
@pytest.mark.parametrize("title", TEN)
def test_a_business_app_goes_all_the_way_and_back(title: str) -> None:
    outcome = ran(title, read_corpus(CORPUS))
    assert outcome.failures == []
    rows = TEN[title] * ROWS + 1
    assert (outcome.entities, outcome.lists, outcome.rows, outcome.kept) == (TEN[title], TEN[title], rows, rows)


def test_an_invented_app_goes_all_the_way_and_back() -> None:
    outcome = ran("Boat Hire", harbour())
    assert outcome.failures == []
    assert (outcome.entities, outcome.fields, outcome.lists, outcome.rows, outcome.kept) == (3, 15, 3, 25, 25)
    assert outcome.deploy_seconds > outcome.compile_seconds > 0


def test_what_cannot_be_filled_is_said_and_ends_the_run() -> None:
    papers = {"fieldname": "papers", "fieldtype": "Attach", "label": "Papers", "reqd": 1}
    outcome = ran("Boat", harbour({**BOAT, "fields": [papers]}))
    assert outcome.failures == ["fill for Emil Larsen: CannotFill: No answer of the kind file can be made up."]
    assert (outcome.rows, outcome.lists, outcome.kept) == (0, 0, 0)
    assert outcome.deploy_seconds > 0


def test_what_the_compiler_refuses_is_said_and_never_submitted() -> None:
    outcome = ran("Boat", harbour({**BOAT, "fields": []}))
    assert len(outcome.failures) == 1
    assert outcome.failures[0].startswith("compile: The table Boat has no fields yet.")
    assert (outcome.entities, outcome.deploy_seconds) == (1, 0)
