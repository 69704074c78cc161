"""The change log is written once: the database itself refuses to change or delete its rows."""

from django.db import migrations

SQLITE = [
    f"""CREATE TRIGGER IF NOT EXISTS audit_changeentry_no_{word} BEFORE {word.upper()} ON audit_changeentry
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END"""
    for word in ("update", "delete")
]
POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'the change log is append-only'; END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER audit_changeentry_append_only BEFORE UPDATE OR DELETE ON audit_changeentry
    FOR EACH ROW EXECUTE FUNCTION audit_append_only()""",
]
UNDO_SQLITE = [f"DROP TRIGGER IF EXISTS audit_changeentry_no_{word}" for word in ("update", "delete")]
UNDO_POSTGRESQL = [
    "DROP TRIGGER IF EXISTS audit_changeentry_append_only ON audit_changeentry",
    "DROP FUNCTION IF EXISTS audit_append_only()",
]


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unguard(apps, schema_editor):
    for statement in UNDO_POSTGRESQL if schema_editor.connection.vendor == "postgresql" else UNDO_SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
