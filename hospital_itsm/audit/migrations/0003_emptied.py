"""The reason of an entry can be emptied of words that had to be removed, and only so that the chain still proves it."""

from django.db import migrations, models

FUNCTION = """
CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'audit_auditentry' THEN
        IF current_setting('audit.emptying', true) = OLD.id::text
            AND to_jsonb(NEW) - 'reason' - 'changes' = to_jsonb(OLD) - 'reason' - 'changes' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'The audit trail is append-only.';
END $$;
"""
FORMER = """
CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is append-only.';
END $$;
"""
TRIGGER = """
CREATE TRIGGER audit_emptied_rows BEFORE UPDATE OR DELETE ON audit_emptied
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_emptied_all BEFORE TRUNCATE ON audit_emptied
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
"""
DROP = "DROP TRIGGER audit_emptied_rows ON audit_emptied; DROP TRIGGER audit_emptied_all ON audit_emptied;"


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Emptied",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("entry_id", models.BigIntegerField()),
                ("was", models.BinaryField()),
                ("became", models.CharField(max_length=64)),
                ("proof", models.CharField(max_length=64)),
            ],
            options={"indexes": [models.Index(fields=["entry_id", "id"], name="emptied_entry")]},
        ),
        migrations.RunSQL(FUNCTION, FORMER),
        migrations.RunSQL(TRIGGER, DROP),
    ]
