"""The database itself refuses to change a decision."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    """CREATE TRIGGER governance_review_frozen BEFORE UPDATE ON governance_review
       BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END""",
)
POSTGRES = (
    """CREATE FUNCTION governance_review_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'reviews are append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER governance_review_frozen BEFORE UPDATE ON governance_review
       FOR EACH ROW EXECUTE FUNCTION governance_review_refuse()""",
)
UNDO = {
    "sqlite": ("DROP TRIGGER governance_review_frozen",),
    "postgresql": ("DROP TRIGGER governance_review_frozen ON governance_review", "DROP FUNCTION governance_review_refuse"),
}


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
