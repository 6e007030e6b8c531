"""What the database itself refuses: a pointer to another app's release, and a changed artefact."""

from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER runtime_pointer_insert BEFORE INSERT ON runtime_liveapp WHEN NEW.current_id IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a new live app has no release yet'); END
    """,
    """
    CREATE TRIGGER runtime_pointer_update BEFORE UPDATE OF current_id ON runtime_liveapp
    WHEN NEW.current_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM runtime_liverelease AS release
        WHERE release.id = NEW.current_id AND release.live_app_id = NEW.id AND release.expanded_at IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'the release does not belong to this app, or has no tables yet'); END
    """,
    """
    CREATE TRIGGER runtime_release_frozen BEFORE UPDATE OF digest, artefact, live_app_id ON runtime_liverelease
    BEGIN SELECT RAISE(ABORT, 'a release never changes'); END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER runtime_pointer_insert",
    "DROP TRIGGER runtime_pointer_update",
    "DROP TRIGGER runtime_release_frozen",
]
POSTGRESQL = [
    """
    CREATE FUNCTION runtime_pointer_check() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.current_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM runtime_liverelease AS release
            WHERE release.id = NEW.current_id AND release.live_app_id = NEW.id AND release.expanded_at IS NOT NULL)
        THEN
            RAISE EXCEPTION 'the release does not belong to this app, or has no tables yet'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER runtime_pointer BEFORE INSERT OR UPDATE OF current_id ON runtime_liveapp
    FOR EACH ROW EXECUTE FUNCTION runtime_pointer_check()
    """,
    """
    CREATE FUNCTION runtime_release_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'a release never changes' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER runtime_release_frozen BEFORE UPDATE OF digest, artefact, live_app_id ON runtime_liverelease
    FOR EACH ROW EXECUTE FUNCTION runtime_release_frozen()
    """,
]
POSTGRESQL_BACK = [
    "DROP TRIGGER runtime_release_frozen ON runtime_liverelease",
    "DROP TRIGGER runtime_pointer ON runtime_liveapp",
    "DROP FUNCTION runtime_release_frozen()",
    "DROP FUNCTION runtime_pointer_check()",
]


def forwards(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def backwards(apps, schema_editor):
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("runtime", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
