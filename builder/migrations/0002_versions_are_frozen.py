"""The database itself refuses to change a version: what was approved is what its row says."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    """CREATE TRIGGER builder_appversion_frozen BEFORE UPDATE ON builder_appversion
       BEGIN SELECT RAISE(ABORT, 'versions are frozen'); END""",
)
POSTGRES = (
    """CREATE FUNCTION builder_appversion_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'versions are frozen' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER builder_appversion_frozen BEFORE UPDATE ON builder_appversion
       FOR EACH ROW EXECUTE FUNCTION builder_appversion_refuse()""",
)
UNDO = {
    "sqlite": ("DROP TRIGGER builder_appversion_frozen",),
    "postgresql": ("DROP TRIGGER builder_appversion_frozen ON builder_appversion", "DROP FUNCTION builder_appversion_refuse"),
}


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("builder", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
