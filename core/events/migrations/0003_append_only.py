"""The database itself refuses to change an event, and on PostgreSQL to delete one.

SQLite has no user rights: whoever can write the file can drop a trigger, so there the hash chain is what finds deletions.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    """CREATE TRIGGER events_event_append_only BEFORE UPDATE ON events_event
       BEGIN SELECT RAISE(ABORT, 'events are append-only'); END""",
)
POSTGRES = (
    """CREATE FUNCTION events_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER events_event_append_only BEFORE UPDATE OR DELETE ON events_event
       FOR EACH ROW EXECUTE FUNCTION events_event_refuse()""",
)
UNDO = {
    "sqlite": ("DROP TRIGGER events_event_append_only",),
    "postgresql": ("DROP TRIGGER events_event_append_only ON events_event", "DROP FUNCTION events_event_refuse"),
}


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("events", "0002_eventstream_eventdelivery")]
    operations = [migrations.RunPython(forwards, backwards)]
